// Weights of rows, checked one by one.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

#include "base/error.hpp"

namespace glia {

// Throws Error that names the first weight that is not finite or below 0.
inline void check_row_weights(std::span<const float> weights) {
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (std::isfinite(weights[i]) && weights[i] >= 0) continue;
        throw invalid("the weight of row {} (from 0) is {}; it must be finite and not below 0", i, weights[i]);
    }
}

}  // namespace glia
