// NaN stays NaN, and finite numbers, however large or small, do not become NaN. In each row stands one special value.
#include <algorithm>
#include <cmath>

#include "plugin_check/example.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"

namespace glia::cli::plugin_check {
namespace {

constexpr std::size_t row_length = 19;  // a block and a rest

template <class Real>
bool all_finite(std::span<const Real> values) {
    return std::ranges::all_of(values, [](Real value) { return std::isfinite(value); });
}

template <class Real>
void judge_row(const Kernels<Real>& kernels, const Example<Real>& example, std::size_t first, std::size_t special) {
    const std::span x = std::span(example.x).subspan(first, row_length);
    const std::span y = std::span(example.results.y).subspan(first, row_length);
    const std::string forward = kernels.forward_text(example.rows, row_length);
    if (std::isnan(x[special]) && !std::isnan(y[special])) {
        throw Broken(forward + ": " + element("y", first + special) + " is " + shortest(y[special]) +
                     ", where x is nan; NaN must stay NaN");
    }
    if (!all_finite<Real>(x)) return;
    for (std::size_t j = 0; j < row_length; ++j) {
        const std::string why =
            " is nan, though all x are finite; " + element("x", first + special) + " is " + shortest(x[special]);
        if (std::isnan(y[j])) throw Broken(forward + ": " + element("y", first + j) + why);
        if (std::isnan(example.results.dx[first + j]) && all_finite<Real>(y)) {
            throw Broken(kernels.backward_text(example.rows, row_length) + ": " + element("dx", first + j) + why);
        }
    }
}

// The gradient of a trained parameter is a sum, where infinities may meet; that of a single element is not.
template <class Real>
void judge_gradient(const Kernels<Real>& kernels, Real special) {
    const Example<Real> example(kernels, 1, 1, {special}, {1});
    if (!std::isfinite(special) || !std::isfinite(example.results.y[0])) return;
    for (std::size_t i = 0; i < example.results.gradient.size(); ++i) {
        if (!std::isnan(example.results.gradient[i])) continue;
        throw Broken(kernels.backward_text(1, 1) + ": " + element("gradient", i) + " is nan, where x is " +
                     shortest(special));
    }
}

}  // namespace

std::string take_special_values(const Subject& subject) {
    Random random(subject.seed);
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        const std::vector<Real> values = special_values<Real>();
        for (const std::size_t place : {std::size_t{0}, std::size_t{7}, row_length - 1}) {
            std::vector<Real> x = logits<Real>(random, values.size() * row_length);
            for (std::size_t i = 0; i < values.size(); ++i) x[i * row_length + place] = values[i];
            const Example<Real> example(kernels, values.size(), row_length, x, logits<Real>(random, x.size()));
            for (std::size_t first = 0; first < x.size(); first += row_length)
                judge_row(kernels, example, first, place);
        }
        for (const Real value : values) judge_gradient(kernels, value);
    });
    return "";
}

}  // namespace glia::cli::plugin_check
