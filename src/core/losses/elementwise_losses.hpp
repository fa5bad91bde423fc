// Losses for amounts: of each output y and its target t alone, mean over the outputs. Each is a pair of functions, the
// value and its slope dL/dy; where the slope jumps, it is the number given for that point, one of the subgradients.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "core/losses/loss.hpp"

namespace glia {

// L = (y - t)^2, dL/dy = 2 (y - t). (Goodfellow et al., 2016, section 5.1.4)
struct SquaredError {
    static double value(double y, double t) noexcept { return (y - t) * (y - t); }
    static double slope(double y, double t) noexcept { return 2 * (y - t); }
};

// L = |y - t|, dL/dy = sign(y - t), and 0 where y = t. (Least absolute deviations; its minimum is the median.)
struct AbsoluteError {
    static double value(double y, double t) noexcept { return std::abs(y - t); }
    static double slope(double y, double t) noexcept { return y > t ? 1 : y < t ? -1 : y - t; }
};

// With e = y - t: L = e^2 / 2 where |e| <= delta, else delta (|e| - delta / 2); dL/dy = e cut to [-delta, delta].
// (Huber, Robust Estimation of a Location Parameter, 1964)
struct Huber {
    double delta;
    double value(double y, double t) const noexcept {
        const double e = std::abs(y - t);
        return e <= delta ? e * e / 2 : delta * (e - delta / 2);
    }
    double slope(double y, double t) const noexcept { return std::clamp(y - t, -delta, delta); }
};

// With e = y - t: L = log cosh e, dL/dy = tanh e. Far from 0, log cosh e = |e| + log(1 + exp(-2|e|)) - log 2, which
// does not overflow; near 0, cosh e = 1 + 2 sinh^2(e/2), which keeps all digits.
struct LogCosh {
    static double value(double y, double t) noexcept {
        const double e = std::abs(y - t);
        if (e > 1) return e + std::log1p(std::exp(-2 * e)) - std::log(2.0);
        const double s = std::sinh(e / 2);
        return std::log1p(2 * s * s);
    }
    static double slope(double y, double t) noexcept { return std::tanh(y - t); }
};

// L = y - t log y, dL/dy = 1 - t / y: -log of Poisson's probability of t events where y are expected, without the terms
// of t alone (McCullagh and Nelder, Generalized Linear Models, 1989; the form is that of Keras). y = 0 would make t > 0
// impossible and cost infinity: the logarithm is taken of the smallest y that T can tell from 0 beside 1.
template <class T>
struct Poisson {
    static double value(double y, double t) { return y - t * std::log(loggable(y)); }
    static double slope(double y, double t) { return 1 - t / loggable(y); }

 private:
    static double loggable(double y) {
        constexpr double least = std::numeric_limits<T>::epsilon();
        if (y < 0) {
            throw invalid("an output is {}; poisson needs outputs of 0 or more: end the model in softplus or relu", y);
        }
        return y < least ? least : y;  // NaN passes, and is found in the loss
    }
};

// L = q (t - y) where t > y, else (1 - q) (y - t); dL/dy = -q where t > y, 1 - q where t < y, and 0 where y = t.
// (The check function of Koenker and Bassett, Regression Quantiles, 1978; also called pinball loss.)
struct Quantile {
    double q;
    double value(double y, double t) const noexcept { return t > y ? q * (t - y) : (1 - q) * (y - t); }
    double slope(double y, double t) const noexcept { return t > y ? -q : t < y ? 1 - q : y - t; }
};

// What all of them share.
template <class T, class Formula>
class ElementwiseLoss : public Loss<T> {
 public:
    explicit ElementwiseLoss(Formula formula = {}) : formula_(formula) {}

    std::uint32_t fuses_with() const noexcept override { return 0; }
    bool takes_classes() const noexcept override { return false; }
    Accuracy accuracy() const noexcept override { return Accuracy::none; }
    void check_output_layer(const OutputLayer&) const override {}
    void check_targets(std::size_t, std::span<const float>) const override {}
    bool takes_all_targets() const noexcept override { return true; }

 private:
    double row_loss(const LossRow<T>& row) const override {
        double total = 0;
        for (std::size_t j = 0; j < row.size; ++j) total += formula_.value(row.y[j], row.target(j));
        return total / static_cast<double>(row.size);
    }

    void row_gradient(const LossRow<T>& row, T scale, T* d) const override {
        const double factor = static_cast<double>(scale) / static_cast<double>(row.size);
        for (std::size_t j = 0; j < row.size; ++j) {
            d[j] = static_cast<T>(factor * formula_.slope(row.y[j], row.target(j)));
        }
    }

    Formula formula_;
};

template <class T>
class PoissonLoss final : public ElementwiseLoss<T, Poisson<T>> {
 public:
    void check_output_layer(const OutputLayer& layer) const override { check_rate_layer("poisson", layer); }
    bool takes_all_targets() const noexcept override { return false; }
    void check_targets(std::size_t row, std::span<const float> values) const override {
        for (std::size_t j = 0; j < values.size(); ++j) {
            if (values[j] >= 0) continue;
            throw invalid("poisson: target {} of row {} (from 0) is {}; a count or rate must be 0 or more", j, row,
                          values[j]);
        }
    }
};

}  // namespace glia
