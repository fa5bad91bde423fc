// What is known of each epoch.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace glia {

inline constexpr double no_figure = std::numeric_limits<double>::quiet_NaN();

struct EpochFigures {
    double loss = no_figure;
    double accuracy = no_figure;
    double validation_loss = no_figure;
    double validation_accuracy = no_figure;
    double seconds = no_figure;
};

// A figure by its public name. Throws Error for a name that is none.
double EpochFigures::*find_figure(std::string_view name);

// Where a fit is; counted from 1, 0 before the first.
struct Progress {
    std::size_t epoch = 0;
    std::size_t epochs = 0;
    std::size_t batch = 0;
    std::size_t batches = 0;
};

}  // namespace glia
