#include "core/optimizers/lbfgs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "base/special_numbers.hpp"
#include "core/elementwise.hpp"
#include "core/optimizers/line_search.hpp"
#include "core/ordered_sum.hpp"

namespace glia {
namespace {

// to += factor * from
template <class T>
void add(Workers& workers, double factor, const Buffer<T>& from, Buffer<T>& to) {
    const auto f = static_cast<T>(factor);
    run_elements(workers, to.size(), [&](std::size_t first, std::size_t size) noexcept {
        for (std::size_t i = first; i < first + size; ++i) to[i] += f * from[i];
    });
}

template <class T>
void scale(Workers& workers, double factor, Buffer<T>& values) {
    const auto f = static_cast<T>(factor);
    run_elements(workers, values.size(), [&](std::size_t first, std::size_t size) noexcept {
        for (std::size_t i = first; i < first + size; ++i) values[i] *= f;
    });
}

template <class T>
double dot(Workers& workers, const Buffer<T>& a, const Buffer<T>& b) {
    return dot(workers, a.size(), a.data(), b.data());
}

template <class T>
double largest(const Buffer<T>& values) {
    double result = 0;
    for (const T each : values) result = std::max(result, std::fabs(static_cast<double>(each)));
    return result;
}

// One iteration, and the arrays it needs.
template <class T>
class Iteration {
 public:
    Iteration(const LbfgsSettings& settings, LbfgsState<T>& state, std::span<T> parameters,
              const typename Lbfgs<T>::Evaluate& evaluate, Workers& workers)
        : settings_(settings),
          state_(state),
          x_(parameters),
          evaluate_(evaluate),
          workers_(workers),
          direction_(parameters.size()),
          trial_(parameters.size()),
          trial_gradient_(parameters.size()) {}

    LbfgsResult run() {
        evaluate_here();
        if (largest(state_.gradient) <= settings_.tolerance) return result(LbfgsOutcome::converged);
        // Where the direction leads nowhere, what is remembered is no good: once more along the gradient.
        for (bool again = !state_.pairs.empty();; again = false) {
            if (advance()) return result(LbfgsOutcome::advanced);
            state_.pairs.clear();
            if (!again) return result(LbfgsOutcome::no_descent);
        }
    }

 private:
    void evaluate_here() {
        if (state_.evaluated) return;
        if (state_.gradient.size() != x_.size()) state_.gradient = Buffer<T>(x_.size());
        state_.loss = evaluate_(x_, state_.gradient);
        ++evaluations_;
        const bool finite_loss = std::isfinite(state_.loss);
        if (!finite_loss || !std::isfinite(dot(workers_, state_.gradient, state_.gradient))) {
            throw error(GLIA_ERROR_NUMERIC, "the {} is not finite before the first step of lbfgs",
                        finite_loss ? "gradient" : "loss");
        }
        state_.evaluated = true;
    }

    // Moves to a lower loss along the direction, or says that there is none.
    bool advance() {
        make_direction();
        const double slope = dot(workers_, state_.gradient, direction_);
        if (!(slope < 0)) return false;
        // The gradient has no natural length: the first step is of size 1 at most, in the sum of its components.
        double first_step = settings_.learning_rate;
        if (state_.pairs.empty()) first_step *= std::min(1.0, 1 / gradient_length());
        const LineSearchResult found =
            search_line({0, state_.loss, slope}, first_step,
                        {settings_.sufficient_decrease, settings_.curvature, settings_.line_search},
                        [&](double step) { return evaluate_at(step); });
        evaluations_ += found.evaluations;
        if (found.point.step == 0) return false;
        if (!found.is_last) {
            evaluate_at(found.point.step);
            ++evaluations_;
        }
        take(found.point.loss);
        return true;
    }

    // d = -H g. (Algorithm 7.4.)
    void make_direction() {
        Buffer<T>& d = direction_;
        std::copy(state_.gradient.begin(), state_.gradient.end(), d.begin());
        std::vector<double> alpha(state_.pairs.size());
        std::vector<double> rho(state_.pairs.size());
        for (std::size_t i = alpha.size(); i-- > 0;) {
            const auto& [s, y] = state_.pairs[i];
            rho[i] = 1 / dot(workers_, s, y);
            alpha[i] = rho[i] * dot(workers_, s, d);
            add(workers_, -alpha[i], y, d);
        }
        if (!state_.pairs.empty()) {
            const auto& y = state_.pairs.back().y;
            scale(workers_, 1 / (rho.back() * dot(workers_, y, y)), d);  // equation 7.20
        }
        for (std::size_t i = 0; i < alpha.size(); ++i) {
            const auto& [s, y] = state_.pairs[i];
            add(workers_, alpha[i] - rho[i] * dot(workers_, y, d), s, d);
        }
        scale(workers_, -1, d);
    }

    double gradient_length() const {
        double sum = 0;
        for (const T g : state_.gradient) sum += std::fabs(static_cast<double>(g));
        return sum;
    }

    LinePoint evaluate_at(double step) {
        std::copy(x_.begin(), x_.end(), trial_.begin());
        add(workers_, step, direction_, trial_);
        const double loss = evaluate_(std::as_const(trial_), trial_gradient_);
        return {step, loss, dot(workers_, trial_gradient_, direction_)};
    }

    // The trial becomes the present point. (Algorithm 7.5.)
    void take(double loss) {
        typename LbfgsState<T>::Pair pair = {std::move(trial_), std::move(trial_gradient_)};
        for (std::size_t i = 0; i < x_.size(); ++i) {
            const T x = std::exchange(x_[i], pair.s[i]);
            const T g = std::exchange(state_.gradient[i], pair.y[i]);
            pair.s[i] -= x;
            pair.y[i] -= g;
        }
        state_.loss = loss;
        ++state_.iterations;
        // The strong Wolfe conditions make s.y positive; a search that ended early may not have.
        const double curvature = dot(workers_, pair.s, pair.y);
        if (!(curvature > std::numeric_limits<double>::epsilon() * dot(workers_, pair.y, pair.y))) return;
        if (state_.pairs.size() == settings_.history) state_.pairs.pop_front();
        state_.pairs.push_back(std::move(pair));
    }

    LbfgsResult result(LbfgsOutcome outcome) const { return {outcome, state_.loss, evaluations_}; }

    const LbfgsSettings& settings_;
    LbfgsState<T>& state_;
    std::span<T> x_;
    const typename Lbfgs<T>::Evaluate& evaluate_;
    Workers& workers_;
    Buffer<T> direction_;
    Buffer<T> trial_;
    Buffer<T> trial_gradient_;
    std::size_t evaluations_ = 0;
};

std::size_t whole_number(const char* name, double value) {
    if (value != std::floor(value)) {
        throw invalid("optimizer 'lbfgs': {} is {}; it must be a whole number", name, format_number(value));
    }
    return static_cast<std::size_t>(value);
}

}  // namespace

template <class T>
LbfgsResult Lbfgs<T>::iterate(LbfgsState<T>& state, std::span<T> parameters, const Evaluate& evaluate,
                              Workers& workers) const {
    return Iteration<T>(settings_, state, parameters, evaluate, workers).run();
}

template class Lbfgs<float>;
template class Lbfgs<double>;

SpecDefinition lbfgs_definition() {
    return {
        "lbfgs",
        "a quasi-Newton method with limited memory and a line search to the strong Wolfe conditions; for gradients of "
        "all rows (Nocedal and Wright, 2006)",
        {{"learning_rate", 1, 0, infinity, true, true},
         {"history", 10, 1, 1000},
         {"line_search", 25, 1, 1000},
         {"c1", 1e-4, 0, 0.5, true, true},
         {"c2", 0.9, 0, 1, true, true},
         {"tolerance", 1e-7, 0, infinity, false, true}}};
}

std::optional<LbfgsSettings> lbfgs_settings(std::string_view text) {
    const Spec spec = parse_spec("optimizer", text);
    const SpecDefinition definition = lbfgs_definition();
    if (spec.name != definition.name) return std::nullopt;
    const std::vector<double> v = bind_spec("optimizer", spec, definition);
    if (v[3] >= v[4]) {
        throw invalid("optimizer 'lbfgs': c1 is {}; it must be below c2, {}", format_number(v[3]), format_number(v[4]));
    }
    return LbfgsSettings{v[0], whole_number("history", v[1]), whole_number("line_search", v[2]), v[3], v[4], v[5]};
}

}  // namespace glia
