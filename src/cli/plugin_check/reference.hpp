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

#include "plugin_check/example.hpp"
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

template <class Real>
constexpr Closeness closeness_of = std::is_same_v<Real, float> ? as_float32 : as_float64;

struct Reference {
    std::vector<double> y, dx, gradient;
    std::vector<double> y_moves, dx_moves, gradient_moves;

    // All of them, in this order.
    std::vector<std::vector<double>*> arrays() { return {&y, &dx, &gradient, &y_moves, &dx_moves, &gradient_moves}; }
};

// evaluate(x) is a vector of numbers, as many each time. Returns the distance from the least to the greatest value of
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
        for (std::size_t j = 0; j < result.size(); ++j) {
            least[j] = std::min(least[j], static_cast<double>(result[j]));
            greatest[j] = std::max(greatest[j], static_cast<double>(result[j]));
        }
    }
    for (std::size_t j = 0; j < least.size(); ++j) greatest[j] -= least[j];
    return greatest;
}

template <class Real>
Reference make_reference(const Kernels<Real>& kernels, Shape shape, const std::vector<Real>& x,
                         const std::vector<Real>& dy, double little, const Random& random) {
    const auto results = [&](const std::vector<Real>& at) {
        return Example<Real>(kernels, shape.rows, shape.columns, at, dy).results;
    };
    const auto y = [&](const std::vector<Real>& at) { return results(at).y; };
    const auto dx = [&](const std::vector<Real>& at) { return results(at).dx; };
    const auto gradient = [&](const std::vector<Real>& at) { return results(at).gradient; };
    const Results<Real> here = results(x);
    Reference reference;
    reference.y.assign(here.y.begin(), here.y.end());
    reference.dx.assign(here.dx.begin(), here.dx.end());
    reference.gradient.assign(here.gradient.begin(), here.gradient.end());
    reference.y_moves = moves(x, little, random, y);
    reference.dx_moves = moves(x, little, random, dx);
    if (kernels.is_trained()) reference.gradient_moves = moves(x, little, random, gradient);
    return reference;
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
                       const std::vector<double>& moves_of_elements, const Closeness& closeness, const std::string& by,
                       const std::vector<Real>* x = nullptr) {
    for (std::size_t i = 0; i < got.size(); ++i) {
        if (agree(static_cast<double>(got[i]), other[i], sizes_of_elements[i], moves_of_elements[i], closeness))
            continue;
        throw Broken(call + ": " + element(array, i) + " is " + shortest(got[i]) +
                     (x == nullptr ? "" : " where x is " + shortest((*x)[i])) + ", and " +
                     shortest(static_cast<Real>(other[i])) + " " + by);
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

// For each trained value, the sum over the rows (and columns, where it is that of a layer) of what is added up.
template <class Real>
std::vector<double> sizes_of_gradient(const glia_activation_t& table, const Example<Real>& example) {
    std::vector<double> result;
    const Shape shape = {example.rows, example.columns};
    const std::vector<double> of_x = sizes_of(shape, example.x);
    for (std::uint32_t i = 0; i < table.parameter_count; ++i) {
        const std::size_t size = trained_size(table, i, shape.columns);
        std::vector<double> sums(size);
        for (std::size_t j = 0; size != 0 && j < example.x.size(); ++j) {
            sums[j % size] += of_x[j] * of_x[j] * std::abs(static_cast<double>(example.dy[j]));
        }
        result.insert(result.end(), sums.begin(), sums.end());
    }
    return result;
}

// All that the kernels compute against the reference.
template <class Real>
void require_agreement(const Kernels<Real>& kernels, Shape shape, const std::vector<Real>& x,
                       const std::vector<Real>& dy, const Reference& reference, const Closeness& closeness,
                       const std::string& by) {
    const Example<Real> example(kernels, shape.rows, shape.columns, x, dy);
    const std::string forward = kernels.forward_text(shape.rows, shape.columns);
    const std::string backward = kernels.backward_text(shape.rows, shape.columns);
    require_agreement(forward, "y", example.results.y, reference.y, sizes_of(shape, x), reference.y_moves, closeness,
                      by, &x);
    require_agreement(backward, "dx", example.results.dx, reference.dx, sizes_of(shape, x, &dy), reference.dx_moves,
                      closeness, by, &x);
    if (reference.gradient.empty()) return;
    require_agreement(backward, "gradient", example.results.gradient, reference.gradient,
                      sizes_of_gradient(kernels.table(), example), reference.gradient_moves, closeness, by);
}

inline constexpr Shape compared_shapes[] = {{1, 300}, {20, 17}, {3, 100}};

}  // namespace glia::cli::plugin_check
