// The independent truth about a derivative.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace glia::test {

// Central differences of fourth order, error O(h^4), of f() with respect to `at`, which f sees.
double numerical_slope(double& at, double h, const auto& f) {
    const double middle = at;
    const auto value = [&](double step) {
        at = middle + step;
        return f();
    };
    const double result = (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h);
    at = middle;
    return result;
}

inline void expect_slope(double analytic, double numerical) {
    EXPECT_NEAR(analytic, numerical, 1e-7 * std::max(1.0, std::abs(numerical)));
}

}  // namespace glia::test
