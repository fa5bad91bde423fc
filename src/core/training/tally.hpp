// Running figures over rows.
#pragma once

#include <cstddef>

#include "core/metrics/accuracy.hpp"
#include "core/training/history.hpp"

namespace glia {

struct Tally {
    double loss = 0;  // summed over rows, each times its weight
    std::size_t rows = 0;
    Score score;

    double mean_loss() const noexcept { return rows == 0 ? no_figure : loss / static_cast<double>(rows); }
    Tally& operator+=(const Tally& other) noexcept {
        loss += other.loss;
        rows += other.rows;
        score += other.score;
        return *this;
    }
};

}  // namespace glia
