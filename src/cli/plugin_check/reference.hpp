// What an activation comes to by other kernels than those under test: float64 ones, or those for another instruction
// set; and whether the two agree.
//
// Near a kink or a jump the two may see x on either side of it, and then both are right. So it is also told how far the
// results move where all x move a little.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "plugin_check/compare.hpp"
#include "plugin_check/kernels.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/sizes.hpp"

namespace glia::cli::plugin_check {

// How well two kernels without a stated error can be expected to agree.
struct Closeness {
    double relative;
    double absolute;  // where the numbers that both are made of are about 1
    double little;    // a relative move of x, of some units in the last place
};
inline constexpr Closeness as_float32 = {1e-3, 1e-5, 0x1p-18};
inline constexpr Closeness as_float64 = {1e-9, 1e-11, 0x1p-44};

struct Reference {
    std::vector<double> y, dx;
    std::vector<double> y_moves, dx_moves;
};

// evaluate(x) is a vector of as many numbers as x has. Returns the distance from the least to the greatest value of
// each, where all x move a little: up, down, and each its own way.
template <class Real, class Evaluate>
std::vector<double> moves(const std::vector<Real>& x, double little, Random random, const Evaluate& evaluate) {
    constexpr int tries = 6;
    const std::vector<Real> middle = evaluate(x);
    std::vector<double> least(middle.begin(), middle.end());
    std::vector<double> greatest = least;
    for (int i = 0; i < tries; ++i) {
        std::vector<Real> moved = x;
        for (Real& each : moved) {
            const double sign = i == 0 ? 1 : i == 1 ? -1 : random.uniform(-1, 1);
            each += static_cast<Real>(sign * little * (1 + std::abs(static_cast<double>(each))));
        }
        const std::vector<Real> result = evaluate(moved);
        for (std::size_t j = 0; j < x.size(); ++j) {
            least[j] = std::min(least[j], static_cast<double>(result[j]));
            greatest[j] = std::max(greatest[j], static_cast<double>(result[j]));
        }
    }
    for (std::size_t j = 0; j < x.size(); ++j) greatest[j] -= least[j];
    return greatest;
}

template <class Real>
Reference make_reference(const Kernels<Real>& kernels, Shape shape, const std::vector<Real>& x,
                         const std::vector<Real>& dy, double little, const Random& random) {
    const auto forward = [&](const std::vector<Real>& at) {
        std::vector<Real> y(at.size());
        kernels.forward(shape.rows, shape.columns, at.data(), y.data());
        return y;
    };
    const auto backward = [&](const std::vector<Real>& at) {
        const std::vector<Real> y = forward(at);
        std::vector<Real> dx(at.size());
        kernels.backward(shape.rows, shape.columns, at.data(), y.data(), dy.data(), dx.data());
        return dx;
    };
    const std::vector<Real> y = forward(x);
    const std::vector<Real> dx = backward(x);
    return {{y.begin(), y.end()},
            {dx.begin(), dx.end()},
            moves(x, little, random, forward),
            moves(x, little, random, backward)};
}

// `size`: of the numbers that both are made of.
inline bool agree(double got, double other, double size, double moves, const Closeness& closeness) {
    if (std::isnan(got) || std::isnan(other)) return std::isnan(got) == std::isnan(other);
    if (got == other || !std::isfinite(moves)) return true;
    const double allowed =
        closeness.relative * std::max(std::abs(got), std::abs(other)) + closeness.absolute * size + moves;
    return std::abs(got - other) <= allowed;
}

// Throws Broken where they do not. `sizes`: those of the numbers that each element is made of.
template <class Real>
void require_agreement(const std::string& call, const char* array, const std::vector<Real>& got,
                       const std::vector<double>& other, const std::vector<double>& sizes_of_elements,
                       const std::vector<double>& moves_of_elements, const Closeness& closeness,
                       const std::vector<Real>& x, const std::string& by) {
    for (std::size_t i = 0; i < got.size(); ++i) {
        if (agree(static_cast<double>(got[i]), other[i], sizes_of_elements[i], moves_of_elements[i], closeness))
            continue;
        throw Broken(call + ": " + element(array, i) + " is " + shortest(got[i]) + " where x is " + shortest(x[i]) +
                     ", and " + shortest(static_cast<Real>(other[i])) + " " + by);
    }
}

// For each element, at least 1 and the greatest |x| of its row, times the greatest |factor| of its row.
template <class Real>
std::vector<double> sizes_of(Shape shape, const std::vector<Real>& x, const std::vector<Real>* factor = nullptr) {
    std::vector<double> result(x.size());
    for (std::size_t first = 0; first < x.size(); first += shape.columns) {
        double of_x = 1;
        double of_factor = factor == nullptr ? 1 : 0;
        for (std::size_t i = first; i < first + shape.columns; ++i) {
            of_x = std::max(of_x, std::abs(static_cast<double>(x[i])));
            if (factor != nullptr) of_factor = std::max(of_factor, std::abs(static_cast<double>((*factor)[i])));
        }
        std::fill_n(result.begin() + static_cast<std::ptrdiff_t>(first), shape.columns, of_x * of_factor);
    }
    return result;
}

// Both kernels against the reference.
template <class Real>
void require_agreement(const Kernels<Real>& kernels, Shape shape, const std::vector<Real>& x,
                       const std::vector<Real>& dy, const Reference& reference, const Closeness& closeness,
                       const std::string& by) {
    const Example<Real> example(kernels, shape.rows, shape.columns, x, dy);
    require_agreement(kernels.forward_text(shape.rows, shape.columns), "y", example.y, reference.y, sizes_of(shape, x),
                      reference.y_moves, closeness, x, by);
    require_agreement(kernels.backward_text(shape.rows, shape.columns), "dx", example.dx, reference.dx,
                      sizes_of(shape, x, &dy), reference.dx_moves, closeness, x, by);
}

inline constexpr Shape compared_shapes[] = {{1, 300}, {20, 17}, {3, 100}};

}  // namespace glia::cli::plugin_check
