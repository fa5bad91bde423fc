// The metrics that a user chose for training, each with what it has gathered.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/metrics/metric.hpp"
#include "core/training/history.hpp"

namespace glia {

using Metrics = std::vector<std::unique_ptr<Metric>>;
using MetricList = std::span<const std::unique_ptr<Metric>>;

// Throws Error for a spec that is not right, or a metric that has no meaning for the task.
inline Metrics make_metrics(std::span<const std::string> specs, const MetricTask& task) {
    Metrics metrics;
    for (const std::string& spec : specs) metrics.push_back(make_metric(spec, task));
    return metrics;
}

// Their values, under the specs' names with `prefix`.
inline void tell(MetricList metrics, std::span<const std::string> specs, std::string_view prefix,
                 EpochFigures& figures) {
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        set_figure(figures, std::string(prefix) + specs[i], metrics[i]->value());
    }
}

}  // namespace glia
