#include "core/checks/activation_check.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "base/format.hpp"
#include "core/layers/activation_pass.hpp"
#include "core/layers/initializer.hpp"
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
constexpr std::size_t trained_rows = 4;  // over which gradients of trained parameters are summed

// Around 0, where most activations bend, at the bends of the piecewise ones, and far out; and some in between.
std::vector<float> grid(Random& random) {
    std::vector<float> points = {0};
    for (const float x : {0x1p-7F, 0.05F, 0.1F, 0.25F, 0.5F, 0.75F, 1.0F,  1.5F,  2.0F,  2.5F, 3.0F,
                          3.5F,    4.0F,  5.0F, 6.0F,  8.0F, 10.0F, 15.0F, 20.0F, 30.0F, 60.0F}) {
        points.push_back(x);
        points.push_back(-x);
    }
    constexpr std::size_t size = 80;  // of which all widths make whole rows, and blocks of them
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

// Rows of x, and what their derivatives are weighed with.
struct Rows {
    std::size_t cols;
    std::vector<float> x;
    std::vector<float> dy;
    std::vector<float> trained;  // values of trained parameters; empty: the kernels that know none are meant

    std::size_t count() const noexcept { return x.size() / cols; }
};

// Such rows through the kernels for T.
template <class T>
class Kernels {
 public:
    Kernels(const Activation& activation, const Rows& rows)
        : activation_(activation),
          rows_(rows.count()),
          cols_(rows.cols),
          x_(rows.x.begin(), rows.x.end()),
          dy_(rows.dy.begin(), rows.dy.end()),
          trained_(rows.trained.begin(), rows.trained.end()),
          y_(x_.size()),
          moved_(x_.size()) {
        forward(y_.data());
    }

    // sum_i dy_i (y_i(x + step e_j) - y_i(x)): its slope at 0 is dx_j.
    Sample at_x(std::size_t j, double step) {
        return move(x_[j], step, [&](std::size_t i) { return i == j; });
    }
    // The same for element k of the trained parameters.
    Sample at_trained(std::size_t k, double step) {
        const std::vector<Tensor> tensors = activation_.tensors(cols_, 0);
        const auto tensor =
            std::ranges::find_if(tensors, [&](const Tensor& each) { return k < each.offset + each.size; });
        const bool per_unit = tensor->size == cols_;
        return move(trained_[k], step, [&](std::size_t i) { return !per_unit || i % cols_ == k - tensor->offset; });
    }

    // dx, and behind it the gradient of the trained parameters.
    std::vector<T> backward() const {
        std::vector<T> d(x_.size() + trained_.size());
        Workers alone;
        if (trained_.empty()) {
            backward_rows(alone, activation_, rows_, cols_, x_.data(), y_.data(), dy_.data(), d.data());
            return d;
        }
        const T* const x = activation_.has(GLIA_ACTIVATION_GRAD_IGNORES_X) ? nullptr : x_.data();
        const T* const y = activation_.has(GLIA_ACTIVATION_GRAD_IGNORES_Y) ? nullptr : y_.data();
        activation_.backward(trained_.data(), rows_, cols_, x, y, dy_.data(), d.data(), d.data() + x_.size());
        return d;
    }

 private:
    void forward(T* y) const {
        if (trained_.empty()) return activation_.forward(rows_, cols_, x_.data(), y);
        activation_.forward(trained_.data(), rows_, cols_, x_.data(), y);
    }

    // What becomes of the sum where a number moves. Outputs that stay do not count, but for those of the number itself:
    // rounding may have hidden that they moved.
    template <class Own>
    Sample move(T& number, double step, const Own& own) {
        const T middle = std::exchange(number, static_cast<T>(static_cast<double>(number) + step));
        forward(moved_.data());
        number = middle;
        Sample sample{0, 0};
        for (std::size_t i = 0; i < x_.size(); ++i) {
            if (!own(i) && moved_[i] == y_[i]) continue;
            const auto y = static_cast<double>(y_[i]);
            const auto weight = static_cast<double>(dy_[i]);
            sample.value += weight * (static_cast<double>(moved_[i]) - y);
            sample.magnitude += std::abs(weight) * std::max({1.0, std::abs(y), std::abs(static_cast<double>(x_[i]))});
        }
        return sample;
    }

    const Activation& activation_;
    std::size_t rows_;
    std::size_t cols_;
    std::vector<T> x_;
    std::vector<T> dy_;
    std::vector<T> trained_;
    std::vector<T> y_;
    std::vector<T> moved_;
};

class Check {
 public:
    explicit Check(const Activation& activation, GradientReport& report)
        : activation_(activation), spec_(activation.spec()), report_(report) {}

    void run(const Rows& rows) {
        if (activation_.supports<double>()) {
            run_both(rows);
        } else {
            run_single(rows);
        }
    }

 private:
    void run_single(const Rows& rows) {
        Kernels<float> kernels(activation_, rows);
        const std::vector<float> d = kernels.backward();
        for (std::size_t i = 0; i < d.size(); ++i) {
            const auto claim = static_cast<double>(d[i]);
            const Slope slope =
                judge_slope(claim, precision_f32, [&](double step) { return sample(kernels, rows, i, step); });
            add(rows, i, slope, "float32", claim, precision_f32.tolerance);
        }
    }

    // The kernels for float are held against the truth that those for double know better.
    void run_both(const Rows& rows) {
        Kernels<double> kernels(activation_, rows);
        const std::vector<double> d = kernels.backward();
        const std::vector<float> d_f32 = Kernels<float>(activation_, rows).backward();
        for (std::size_t i = 0; i < d.size(); ++i) {
            double magnitude = 0;
            Slope slope = judge_slope(d[i], precision_f64, [&](double step) {
                const Sample each = sample(kernels, rows, i, step);
                magnitude = std::max(magnitude, each.magnitude);
                return each;
            });
            add(rows, i, slope, "float64", d[i], precision_f64.tolerance);
            if (slope.verdict == Verdict::unclear) continue;
            const auto claim = static_cast<double>(d_f32[i]);
            const double noise = slope.noise + backward_rounding_f32 * magnitude;
            slope.error = slope_error(claim, slope.numerical, noise, precision_f32.tolerance);
            slope.verdict = slope.error <= precision_f32.tolerance ? Verdict::right : Verdict::wrong;
            add(rows, i, slope, "float32", claim, precision_f32.tolerance);
        }
    }

    template <class T>
    static Sample sample(Kernels<T>& kernels, const Rows& rows, std::size_t i, double step) {
        return i < rows.x.size() ? kernels.at_x(i, step) : kernels.at_trained(i - rows.x.size(), step);
    }

    void add(const Rows& rows, std::size_t i, const Slope& slope, const char* kernel, double claim, double tolerance) {
        const bool of_x = i < rows.x.size();
        const std::size_t k = i - rows.x.size();
        report_.add(slope.verdict, {.layer = 0,
                                    .name = of_x ? spec_ : format("{} by its trained parameters", spec_),
                                    .index = of_x ? i % rows.cols : k,
                                    .kernel = kernel,
                                    .x = static_cast<double>(of_x ? rows.x[i] : rows.trained[k]),
                                    .analytic = claim,
                                    .numerical = slope.numerical,
                                    .error = slope.error,
                                    .tolerance = tolerance});
    }

    const Activation& activation_;
    std::string spec_;
    GradientReport& report_;
};

// Around what training begins with, and another for each unit.
std::vector<float> trained_values(const Activation& activation, std::size_t cols, Random& random) {
    std::vector<float> values;
    for (const Tensor& tensor : activation.tensors(cols, 0)) {
        std::vector<double> first(tensor.size);
        Initializer(tensor.initializer).fill(std::span(first), {}, random);
        for (const double each : first) {
            values.push_back(static_cast<float>(each + 0.3 * std::max(1.0, std::abs(each)) * random.normal()));
        }
    }
    return values;
}

// All points in random order, in blocks of so many rows. Trained parameters are only seen over several.
void check_points(std::span<const float> points, std::size_t rows, std::size_t cols, const Activation& activation,
                  Random& random, Check& check) {
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    shuffle(order, random);
    for (std::size_t first = 0; first < points.size(); first += rows * cols) {
        Rows block{cols, {}, {}, {}};
        for (std::size_t i = first; i < first + rows * cols; ++i) {
            block.x.push_back(points[order[i]]);
            block.dy.push_back(static_cast<float>(random.normal()));
        }
        if (rows > 1) block.trained = trained_values(activation, cols, random);
        check.run(block);
    }
}

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
            check_points(points, 1, width, activation, random, check);
            if (activation.is_trained()) check_points(points, trained_rows, width, activation, random, check);
        }
    }
    return report;
}

}  // namespace glia
