// Errors of float32 numbers in units in the last place.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace glia::cli::plugin_check {

// An overflow counts as the power of two that would come after the greatest finite number.
inline double within_float(double value) {
    const double end = std::ldexp(1.0, std::numeric_limits<float>::max_exponent);
    return std::abs(value) > end ? std::copysign(end, value) : value;
}

// |got - truth|, where one unit is the distance between neighbouring float32 numbers at the truth.
inline double error_in_ulp(float got, double truth) {
    using Limits = std::numeric_limits<float>;
    if (std::isnan(truth)) return std::isnan(got) ? 0 : std::numeric_limits<double>::infinity();
    const double clipped = within_float(truth);
    const double error = std::abs(within_float(static_cast<double>(got)) - clipped);
    if (std::isnan(error)) return std::numeric_limits<double>::infinity();
    constexpr int smallest = Limits::min_exponent - 1;
    const int exponent = clipped == 0 ? smallest : std::max(std::ilogb(clipped), smallest);
    return error / std::ldexp(1.0, exponent - (Limits::digits - 1));
}

}  // namespace glia::cli::plugin_check
