// L-BFGS: a quasi-Newton method with limited memory, for gradients of all rows at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "base/buffer.hpp"
#include "base/spec.hpp"
#include "base/workers.hpp"

namespace glia {

struct LbfgsSettings {
    double learning_rate = 1;           // the first step tried along each direction; 1 is the quasi-Newton step
    std::size_t history = 10;           // pairs of steps and changes of the gradient that are remembered
    std::size_t line_search = 25;       // evaluations along one direction, at most
    double sufficient_decrease = 1e-4;  // c1 of the Wolfe conditions
    double curvature = 0.9;             // c2 of the Wolfe conditions
    double tolerance = 1e-7;            // of the largest gradient: there training has converged
};

// What is remembered between iterations: part of a checkpoint.
template <class T>
struct LbfgsState {
    struct Pair {
        Buffer<T> s;  // x_(k+1) - x_k
        Buffer<T> y;  // g_(k+1) - g_k
    };

    std::uint64_t iterations = 0;
    std::deque<Pair> pairs;  // the newest last
    bool evaluated = false;  // whether loss and gradient are those of the present parameters: make it false where
                             // parameters, data or loss have changed
    double loss = 0;
    Buffer<T> gradient;
};

enum class LbfgsOutcome {
    advanced,
    converged,   // the gradient is as small as the tolerance; nothing was changed
    no_descent,  // the loss falls along neither the quasi-Newton direction nor the gradient; nothing was changed
};

struct LbfgsResult {
    LbfgsOutcome outcome;
    double loss;              // at the parameters as they are now
    std::size_t evaluations;  // of loss and gradient
};

// Direction: the two-loop recursion, from H_0 = s.y / y.y I. (Nocedal and Wright, Numerical Optimization, 2nd ed.,
// 2006, algorithms 7.4 and 7.5.) Step: the strong Wolfe conditions, by bracketing and zooming with cubic interpolation
// (algorithms 3.5 and 3.6, equation 3.59). Sums are made in double in a fixed order, so bits do not depend on the
// number of threads. No schedule applies: the search finds the length of each step.
template <class T>
class Lbfgs {
 public:
    // Writes the gradient at `parameters`, and returns the loss. Either may be non-finite: the step is then shortened.
    using Evaluate = std::function<double(std::span<const T> parameters, std::span<T> gradient)>;

    explicit Lbfgs(const LbfgsSettings& settings) : settings_(settings) {}

    // One iteration: `parameters` move to a point of lower loss, or stay.
    // Throws Error GLIA_ERROR_NUMERIC where loss or gradient are not finite at the parameters given, and what
    // `evaluate` throws; then parameters are as they were.
    LbfgsResult iterate(LbfgsState<T>& state, std::span<T> parameters, const Evaluate& evaluate,
                        Workers& workers) const;

    const LbfgsSettings& settings() const noexcept { return settings_; }

 private:
    LbfgsSettings settings_;
};

SpecDefinition lbfgs_definition();

// The settings that a spec of the family "optimizer" names where that is lbfgs; nothing where it is another optimizer,
// which make_optimizer makes. Throws Error for a spec that is not right.
std::optional<LbfgsSettings> lbfgs_settings(std::string_view optimizer);

}  // namespace glia
