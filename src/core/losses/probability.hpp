// Probabilities that a logarithm can take.
#pragma once

#include <algorithm>
#include <limits>

#include "base/error.hpp"

namespace glia {

// Where a loss is not fused, an output of exactly 0 or 1 would cost infinity: it is taken as the nearest probability
// that T can tell from 0 and 1. Throws Error for an output that is no probability; NaN passes, and is found in the
// loss.
template <class T>
T loggable_probability(T y) {
    constexpr T margin = std::numeric_limits<T>::epsilon();
    constexpr T rounding = 16 * margin;  // what a sum of rounded probabilities may be off
    if (y < -rounding || y > 1 + rounding) {
        throw invalid("an output is {}; cross-entropy needs outputs in [0, 1]: end the model in sigmoid or softmax", y);
    }
    return y != y ? y : std::clamp(y, margin, 1 - margin);
}

}  // namespace glia
