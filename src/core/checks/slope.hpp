// A derivative that somebody claims, against difference quotients of the function itself.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace glia {

// What a function says at a point, and the size of the numbers that it was made from: they are rounded, whatever
// remains of them.
struct Sample {
    double value;
    double magnitude;
};

// How well slopes can be known.
struct SlopePrecision {
    double rounding;                // of a sample, as a share of its magnitude
    double tolerance;               // relative error of a derivative that is right
    std::span<const double> steps;  // from coarse to fine
};

enum class Verdict {
    right,
    wrong,
    unclear,  // there is no derivative to compare with: a kink, a jump, or a value that is not finite
};

struct Slope {
    Verdict verdict = Verdict::unclear;
    double numerical = 0;
    double noise = 0;  // what rounding can make of the numerical one
    double error = 0;  // of the claim: relative to the larger slope, or to what rounding lets us know
};

// |claim - truth| as a share of the larger. Slopes so small that `noise` alone is more than `tolerance` of them are
// measured against that limit.
inline double slope_error(double claim, double truth, double noise, double tolerance) {
    if (!std::isfinite(claim)) return std::numeric_limits<double>::infinity();
    const double deviation = std::abs(claim - truth);
    return deviation == 0 ? 0 : deviation / std::max({std::abs(claim), std::abs(truth), noise / tolerance});
}

// The central difference of fourth order, f' = (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / (12 h) + O(h^4) (Abramowitz and
// Stegun, 1964, table 25.2), tried with ever finer steps.
//
// Where the claim does not agree, either it is wrong or the function has no derivative there. The slopes s1 to s4 of
// the four intervals tell: of a parabola, both
//     k1 = (s4 - s1 - 3 (s3 - s2)) / 2    and    k2 = (s1 + s4 - s2 - s3) / 4
// are 0, and of a smooth function of the order h^3 and h^2. A kink within 2 h takes the quotient away from the
// derivative by at most |k1| + |k2|; where several meet in one point (a row of zeros before relu), it can be more,
// unless by chance they cancel. So a claim is wrong that is further off than so many times that sum, with two steps or
// with the finest. Where the second derivative jumps (x / (1 + |x|) at 0), the quotient is off by a multiple of h, and
// the bend may be lost in rounding; so the finest step alone refutes no claim whose deviation fell with h all the way.
template <class Function>
Slope judge_slope(double claim, const SlopePrecision& precision, Function&& f) {
    constexpr double weights = 18.0 / 12;            // the sum of the absolute weights of the samples
    constexpr double bend_weights = 16.0 / 2 + 1.5;  // likewise, of k1 and k2
    constexpr double most_bends = 100;               // chance rarely cancels more
    constexpr double about = 1.5;                    // a ratio that is as expected
    Slope slope;
    std::size_t refuted = 0;
    std::size_t falls = 0;
    double h_before = 0;
    double deviation_before = 0;
    for (const double h : precision.steps) {
        std::array<double, 5> at{};
        double magnitude = 0;
        for (int i = 0; i < 5; ++i) {
            const Sample sample = f((i - 2) * h);
            at[static_cast<std::size_t>(i)] = sample.value;
            magnitude = std::max(magnitude, sample.magnitude);
        }
        if (!std::all_of(at.begin(), at.end(), [](double value) { return std::isfinite(value); })) continue;
        slope.numerical = (8 * (at[3] - at[1]) - (at[4] - at[0])) / (12 * h);
        slope.noise = weights * precision.rounding * magnitude / h;
        slope.error = slope_error(claim, slope.numerical, slope.noise, precision.tolerance);
        if (slope.error <= precision.tolerance) {
            slope.verdict = Verdict::right;
            return slope;
        }
        const double s1 = (at[1] - at[0]) / h;
        const double s2 = (at[2] - at[1]) / h;
        const double s3 = (at[3] - at[2]) / h;
        const double s4 = (at[4] - at[3]) / h;
        const double bend = std::abs(s4 - s1 - 3 * (s3 - s2)) / 2 + std::abs(s1 + s4 - s2 - s3) / 4;
        const double bend_beyond_noise = std::max(0.0, bend - bend_weights * precision.rounding * magnitude / h);
        const double deviation = std::abs(claim - slope.numerical);
        const double expected = deviation_before * h / std::max(h, h_before);
        falls = deviation < about * expected && deviation > expected / about ? falls + 1 : 0;
        h_before = h;
        deviation_before = deviation;
        const bool refutes = !std::isfinite(claim) || deviation > most_bends * bend_beyond_noise + slope.noise;
        refuted = refutes ? refuted + 1 : 0;
        if (refuted == 2 || (refutes && falls < 2 && h == precision.steps.back())) {
            slope.verdict = Verdict::wrong;
            return slope;
        }
    }
    return slope;
}

}  // namespace glia
