// Metrics of decisions: which class or labels the outputs name. Make them through core/metrics/metric.hpp.
#pragma once

#include "core/metrics/class_counts.hpp"
#include "core/metrics/metric.hpp"

namespace glia {

// Those that follow from counts by class.
class CountMetric final : public Metric {
 public:
    using Figure = double (*)(const ClassCounts& counts, ClassScore score);

    // score: nullptr where the figure takes none.
    CountMetric(std::string name, const MetricTask& task, Figure figure, ClassScore score);
    double value() const override;

 private:
    void add_row(const MetricRow& row) override;
    void count(std::size_t of, std::size_t index, double weight) {
        gathered()[1 + of * task().class_count() + index] += weight;
    }
    std::span<const double> counts(std::size_t of) const {
        return gathered().subspan(1 + of * task().class_count(), task().class_count());
    }

    Figure figure_;
    ClassScore score_;
};

// The share of rows whose true class is among the k largest outputs; of equal ones, the first are the larger.
class TopKAccuracy final : public Metric {
 public:
    TopKAccuracy(std::string name, const MetricTask& task, std::size_t k);
    double value() const override { return gathered()[1] / gathered()[0]; }

 private:
    void add_row(const MetricRow& row) override;

    std::size_t k_;
};

}  // namespace glia
