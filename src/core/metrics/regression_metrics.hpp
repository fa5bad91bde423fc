// Metrics of amounts: how far outputs are from targets. Make them through core/metrics/metric.hpp.
//
// Each is the mean over outputs of the figure for each output alone.
#pragma once

#include "core/metrics/metric.hpp"

namespace glia {

// The mean over rows of a measure of each output; `finish` makes the figure of it.
class MeanError final : public Metric {
 public:
    using Measure = double (*)(double y, double target);
    using Finish = double (*)(double mean);

    MeanError(std::string name, const MetricTask& task, Measure measure, Finish finish);
    double value() const override;

 private:
    void add_row(const MetricRow& row) override;

    Measure measure_;
    Finish finish_;
};

double squared_error(double y, double target) noexcept;
double absolute_error(double y, double target) noexcept;
// |y - t| / max(|t|, 2^-52), as a share and not in percent; the bound as scikit-learn has it.
double relative_error(double y, double target) noexcept;

// What part of the targets' variation the outputs account for. With e = t - y and means weighted by rows:
// r2: 1 - sum e^2 / sum (t - mean t)^2; explained variance: 1 - sum (e - mean e)^2 / sum (t - mean t)^2, which forgives
// a constant error. Targets that never vary give 1 where the numerator is 0 too, and else 0. NaN for less than two
// rows. (Draper and Smith, Applied Regression Analysis, 3rd ed., 1998, section 1.3; single outputs and the exceptions
// as scikit-learn has them)
class VariationExplained final : public Metric {
 public:
    enum class Errors {
        as_they_are,  // r2
        from_mean,    // explained variance
    };
    VariationExplained(std::string name, const MetricTask& task, Errors errors);
    double value() const override;

 private:
    void add_row(const MetricRow& row) override;

    Errors errors_;
};

// The median of |y - t|: where half of the weight ends between two rows, their mean. Keeps every row: for each, its
// weight and its errors, 8 bytes each.
class MedianAbsoluteError final : public Metric {
 public:
    MedianAbsoluteError(std::string name, const MetricTask& task);
    double value() const override;

 private:
    void add_row(const MetricRow& row) override;
    double median_of(std::size_t output) const;
};

}  // namespace glia
