// Errors in units in the last place, and the numbers to measure them at.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace glia::test {

// The distance between neighbouring numbers of type Real at `value`.
template <class Real>
long double ulp_at(long double value) {
    constexpr int smallest = std::numeric_limits<Real>::min_exponent - 1;
    const int exponent = value == 0 ? smallest : std::max(std::ilogb(value), smallest);
    return std::ldexp(1.0L, exponent - (std::numeric_limits<Real>::digits - 1));
}

// An overflow counts as the power of two that would come after the greatest finite number.
template <class Real>
long double beyond_finite(long double value) {
    const long double end = std::ldexp(1.0L, std::numeric_limits<Real>::max_exponent);
    return std::fabs(value) > end ? std::copysign(end, value) : value;
}

template <class Real>
long double error_in_ulp(Real got, long double truth) {
    const long double clipped = beyond_finite<Real>(truth);
    const long double error = std::fabs(beyond_finite<Real>(static_cast<long double>(got)) - clipped);
    return std::isnan(error) ? std::numeric_limits<long double>::infinity() : error / ulp_at<Real>(clipped);
}

template <class Real>
using BitsOf = std::conditional_t<sizeof(Real) == 4, std::uint32_t, std::uint64_t>;

// Every binary exponent with random mantissas, the neighbourhoods of 0 and of where formulas change over, uniform
// numbers where functions bend, and random bit patterns. No NaN and no infinity.
template <class Real>
std::vector<Real> sweep(std::size_t scale) {
    std::vector<Real> points;
    std::mt19937_64 random(20240229);
    const auto add = [&points](Real x) {
        if (std::isfinite(x)) {
            points.push_back(x);
            points.push_back(-x);
        }
    };
    for (int exponent = std::numeric_limits<Real>::min_exponent - std::numeric_limits<Real>::digits;
         exponent <= std::numeric_limits<Real>::max_exponent; ++exponent) {
        for (std::size_t i = 0; i < scale / 500; ++i) {
            const Real mantissa = i == 0 ? Real(1) : std::uniform_real_distribution<Real>(Real(0.5), Real(1))(random);
            add(std::ldexp(mantissa, exponent));
        }
    }
    for (const Real centre : {Real(0),      Real(0.34657359), Real(0.69314718),
                              Real(1),      Real(3),          Real(8),
                              Real(9.01),   Real(13.2),       Real(14.5),
                              Real(17.3),   Real(20),         Real(37),
                              Real(40),     Real(87.3),       Real(88.72),
                              Real(103.97), Real(115),        Real(708.4),
                              Real(745),    Real(800),        std::numeric_limits<Real>::max()}) {
        Real below = centre;
        Real above = centre;
        for (std::size_t i = 0; i < scale / 200; ++i) {
            add(below);
            add(above);
            below = std::nextafter(below, -std::numeric_limits<Real>::infinity());
            above = std::nextafter(above, std::numeric_limits<Real>::infinity());
        }
    }
    for (const Real range : {Real(1), Real(4), Real(16), Real(120), Real(800)}) {
        std::uniform_real_distribution<Real> uniform(0, range);
        for (std::size_t i = 0; i < scale; ++i) {
            add(uniform(random));
        }
    }
    for (std::size_t i = 0; i < scale; ++i) {
        add(std::bit_cast<Real>(static_cast<BitsOf<Real>>(random())));
    }
    return points;
}

}  // namespace glia::test
