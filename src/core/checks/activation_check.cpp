#include "core/checks/activation_check.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/layers/activation_pass.hpp"
#include "core/rng.hpp"

namespace glia {
namespace {

// Steps that balance the error of the quotient, which falls with h^4, and that of rounding, which grows with 1 / h; the
// finer ones are for points near a kink. A kernel is taken to be right within four units in the last place.
constexpr double steps_f64[] = {0x1p-10, 0x1p-14, 0x1p-18};
constexpr double steps_f32[] = {0x1p-5, 0x1p-7, 0x1p-9};
constexpr SlopePrecision precision_f64 = {.rounding = 4 * 0x1p-53, .tolerance = 1e-6, .steps = steps_f64};
constexpr SlopePrecision precision_f32 = {.rounding = 4 * 0x1p-24, .tolerance = 1e-3, .steps = steps_f32};

// Derivatives that kernels make of float32 values are right within some units of those.
constexpr double backward_rounding_f32 = 16 * 0x1p-24;

constexpr std::size_t widths[] = {1, 2, 5};

// Around 0, where most activations bend, at the bends of the piecewise ones, and far out; and some in between.
std::vector<float> grid(Random& random) {
    std::vector<float> points = {0};
    for (const float x : {0x1p-7F, 0.05F, 0.1F, 0.25F, 0.5F, 0.75F, 1.0F,  1.5F,  2.0F,  2.5F, 3.0F,
                          3.5F,    4.0F,  5.0F, 6.0F,  8.0F, 10.0F, 15.0F, 20.0F, 30.0F, 60.0F}) {
        points.push_back(x);
        points.push_back(-x);
    }
    constexpr std::size_t size = 80;  // of which all widths make whole rows
    while (points.size() < size) points.push_back(static_cast<float>(2 * random.normal()));
    return points;
}

// What the spec says; then each parameter at the ends of its range, alone and together with all others.
std::vector<Spec> corners(const std::string& name, const SpecDefinition& definition,
                          const std::vector<double>& values) {
    std::vector<std::vector<double>> all = {values};
    std::vector<double> lowest;
    std::vector<double> highest;
    for (std::size_t i = 0; i < values.size(); ++i) {
        lowest.push_back(definition.parameters[i].minimum);
        highest.push_back(definition.parameters[i].maximum);
        for (const double end : {lowest.back(), highest.back()}) {
            all.push_back(values);
            all.back()[i] = end;
        }
    }
    if (values.size() > 1) all.insert(all.end(), {lowest, highest});
    std::vector<Spec> specs;
    for (const std::vector<double>& each : all) {
        Spec spec{name, {}};
        for (std::size_t i = 0; i < each.size(); ++i) spec.values.emplace_back(definition.parameters[i].name, each[i]);
        specs.push_back(std::move(spec));
    }
    return specs;
}

// One row of x, through the kernels for T.
template <class T>
class Row {
 public:
    Row(const Activation& activation, std::span<const float> x)
        : activation_(activation), x_(x.begin(), x.end()), y_(x.size()), moved_(x.size()) {
        activation_.forward(1, x_.size(), x_.data(), y_.data());
    }

    // sum_i dy_i (y_i(x + step e_j) - y_i(x)): its slope at 0 is dx_j.
    Sample at(std::size_t j, double step, std::span<const float> dy) {
        const T middle = std::exchange(x_[j], static_cast<T>(static_cast<double>(x_[j]) + step));
        activation_.forward(1, x_.size(), x_.data(), moved_.data());
        x_[j] = middle;
        Sample sample{0, 0};
        for (std::size_t i = 0; i < x_.size(); ++i) {
            if (i != j && moved_[i] == y_[i]) continue;
            const auto y = static_cast<double>(y_[i]);
            const auto weight = static_cast<double>(dy[i]);
            sample.value += weight * (static_cast<double>(moved_[i]) - y);
            sample.magnitude += std::abs(weight) * std::max({1.0, std::abs(y), std::abs(static_cast<double>(x_[i]))});
        }
        return sample;
    }

    std::vector<T> backward(std::span<const float> dy) const {
        const std::vector<T> wide(dy.begin(), dy.end());
        std::vector<T> dx(dy.size());
        Workers alone;
        backward_rows(alone, activation_, 1, x_.size(), x_.data(), y_.data(), wide.data(), dx.data());
        return dx;
    }

 private:
    const Activation& activation_;
    std::vector<T> x_;
    std::vector<T> y_;
    std::vector<T> moved_;
};

class Check {
 public:
    explicit Check(const Activation& activation, GradientReport& report)
        : activation_(activation), spec_(activation.spec()), report_(report) {}

    void run(std::span<const float> x, std::span<const float> dy) {
        if (activation_.supports<double>()) {
            run_both(x, dy);
        } else {
            run_single(x, dy);
        }
    }

 private:
    void run_single(std::span<const float> x, std::span<const float> dy) {
        Row<float> row(activation_, x);
        const std::vector<float> dx = row.backward(dy);
        for (std::size_t j = 0; j < x.size(); ++j) {
            const auto claim = static_cast<double>(dx[j]);
            const Slope slope = judge_slope(claim, precision_f32, [&](double step) { return row.at(j, step, dy); });
            add(slope, "float32", claim, static_cast<double>(x[j]), j, precision_f32.tolerance);
        }
    }

    // The kernels for float are held against the truth that those for double know better.
    void run_both(std::span<const float> x, std::span<const float> dy) {
        Row<double> row(activation_, x);
        const std::vector<double> dx = row.backward(dy);
        const std::vector<float> dx_f32 = Row<float>(activation_, x).backward(dy);
        for (std::size_t j = 0; j < x.size(); ++j) {
            double magnitude = 0;
            Slope slope = judge_slope(dx[j], precision_f64, [&](double step) {
                const Sample sample = row.at(j, step, dy);
                magnitude = std::max(magnitude, sample.magnitude);
                return sample;
            });
            add(slope, "float64", dx[j], static_cast<double>(x[j]), j, precision_f64.tolerance);
            if (slope.verdict == Verdict::unclear) continue;
            const auto claim = static_cast<double>(dx_f32[j]);
            const double noise = slope.noise + backward_rounding_f32 * magnitude;
            slope.error = slope_error(claim, slope.numerical, noise, precision_f32.tolerance);
            slope.verdict = slope.error <= precision_f32.tolerance ? Verdict::right : Verdict::wrong;
            add(slope, "float32", claim, static_cast<double>(x[j]), j, precision_f32.tolerance);
        }
    }

    void add(const Slope& slope, const char* kernel, double claim, double x, std::size_t column, double tolerance) {
        report_.add(slope.verdict, {.layer = 0,
                                    .name = spec_,
                                    .index = column,
                                    .kernel = kernel,
                                    .x = x,
                                    .analytic = claim,
                                    .numerical = slope.numerical,
                                    .error = slope.error,
                                    .tolerance = tolerance});
    }

    const Activation& activation_;
    std::string spec_;
    GradientReport& report_;
};

}  // namespace

GradientReport check_activation(std::string_view text, const ActivationFinder& find) {
    const Spec spec = parse_spec("activation", text);
    const ActivationTable table = find(spec.name);
    const SpecDefinition definition = activation_definition(*table);
    GradientReport report;
    for (const Spec& corner : corners(spec.name, definition, bind_spec("activation", spec, definition))) {
        const Activation activation(table, corner);
        Check check(activation, report);
        Random random(1, RandomUse::split, 1);
        const std::vector<float> points = grid(random);
        for (const std::size_t width : widths) {
            std::vector<std::size_t> order(points.size());
            for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
            shuffle(order, random);
            for (std::size_t first = 0; first < points.size(); first += width) {
                std::vector<float> x(width);
                std::vector<float> dy(width);
                for (std::size_t j = 0; j < width; ++j) {
                    x[j] = points[order[first + j]];
                    dy[j] = static_cast<float>(random.normal());
                }
                check.run(x, dy);
            }
        }
    }
    return report;
}

}  // namespace glia
