// Metrics of the order that outputs put rows in. Make them through core/metrics/metric.hpp.
#pragma once

#include "core/metrics/metric.hpp"
#include "core/metrics/ranking.hpp"

namespace glia {

// An area of one ranking; with three classes or more the mean over each against the rest (macro), and over labels
// likewise. Classes whose area is NaN are left out; NaN where none is left. Keeps every row: for each, its weight, its
// class or labels, and its outputs, 8 bytes each.
class RankingMetric final : public Metric {
 public:
    using Area = double (*)(const Ranking& ranking) noexcept;

    RankingMetric(std::string name, const MetricTask& task, Area area);
    double value() const override;

 private:
    void add_row(const MetricRow& row) override;
    double area_of(std::size_t output) const;

    Area area_;
};

}  // namespace glia
