// Metrics of probabilities: whether they are large for what is true, and as large as they should be. Make them through
// core/metrics/metric.hpp.
//
// With labels, each is the mean over all answers; with two classes, p is the probability of the second and t is 0 or 1.
#pragma once

#include <utility>

#include "core/metrics/metric.hpp"

namespace glia {

// A weighted mean over rows.
class RowMean : public Metric {
 public:
    RowMean(std::string name, const MetricTask& task) : Metric(std::move(name), task, MetricInput::probabilities, 2) {}
    double value() const override { return gathered()[1] / gathered()[0]; }

 private:
    virtual double row_value(const MetricRow& row) const = 0;
    void add_row(const MetricRow& row) override {
        gathered()[0] += row.weight;
        gathered()[1] += row.weight * row_value(row);
    }
};

// -sum_k t_k log(p_k / sum_j p_j); of a single output or labels, -(t log p + (1 - t) log(1 - p)). A probability of
// exactly 0 or 1 is taken as the nearest that the outputs' type can tell from it. (Good, Rational Decisions, 1952;
// scaled and bounded as scikit-learn does)
class LogLoss final : public RowMean {
 public:
    using RowMean::RowMean;

 private:
    double row_value(const MetricRow& row) const override;
};

// (p - t)^2; with three classes or more, summed over them. (Brier, Verification of Forecasts Expressed in Terms of
// Probability, 1950; for two classes half of his, as has become usual)
class Brier final : public RowMean {
 public:
    using RowMean::RowMean;

 private:
    double row_value(const MetricRow& row) const override;
};

// sum_b (w_b / w) |share of b that is true - mean probability in b|, over bins b of equal width. With three classes or
// more, of the largest probability, and true is a row whose class has it. (Naeini, Cooper and Hauskrecht, Obtaining
// Well Calibrated Probabilities Using Bayesian Binning, 2015; Guo et al., On Calibration of Modern Neural Networks,
// 2017)
class CalibrationError final : public Metric {
 public:
    CalibrationError(std::string name, const MetricTask& task, std::size_t bins);
    double value() const override;

 private:
    void add_row(const MetricRow& row) override;
};

}  // namespace glia
