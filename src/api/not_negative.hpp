// An amount that a caller gives.
#pragma once

#include <cmath>

#include "base/error.hpp"

namespace glia::api {

// Throws Error for an amount that is below 0, infinite or NaN. `name` is the parameter's, as the header writes it.
inline void require_not_negative(const char* name, double value) {
    if (std::isfinite(value) && value >= 0) return;
    throw invalid("{} is {}; it must be finite and not below 0", name, value);
}

}  // namespace glia::api
