#include "core/metrics/ranking_metrics.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace glia {
namespace {

// What is kept of a row: its weight, its class (or whether each label holds), and its outputs.
std::size_t truths_kept(const MetricTask& task) noexcept {
    return task.has_labels() ? task.outputs : 1;
}

std::size_t numbers_kept(const MetricTask& task) noexcept {
    return 1 + truths_kept(task) + task.outputs;
}

}  // namespace

RankingMetric::RankingMetric(std::string name, const MetricTask& task, Area area)
    : Metric(std::move(name), task, MetricInput::answers, 0, numbers_kept(task)), area_(area) {}

void RankingMetric::add_row(const MetricRow& row) {
    keep(row.weight);
    if (task().has_labels()) {
        for (std::size_t j = 0; j < row.y.size(); ++j) keep(row.holds(j) ? 1 : 0);
    } else {
        keep(static_cast<double>(row.class_index));
    }
    for (const double y : row.y) keep(y);
}

double RankingMetric::area_of(std::size_t output) const {
    const std::size_t step = numbers_kept(task());
    const std::size_t truths = truths_kept(task());
    const double positive = task().outputs == 1 ? 1 : static_cast<double>(output);
    std::vector<Scored> rows(gathered().size() / step);
    const double* kept = gathered().data();
    for (Scored& row : rows) {
        row.weight = kept[0];
        row.positive = task().has_labels() ? kept[1 + output] == 1 : kept[1] == positive;
        row.score = kept[1 + truths + output];
        kept += step;
    }
    return area_(Ranking(std::move(rows)));
}

double RankingMetric::value() const {
    if (task().outputs == 1) return area_of(0);
    if (task().outputs == 2 && !task().has_labels()) return area_of(1);
    double sum = 0;
    std::size_t defined = 0;
    for (std::size_t j = 0; j < task().outputs; ++j) {
        const double area = area_of(j);
        if (std::isnan(area)) continue;
        sum += area;
        ++defined;
    }
    return defined == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(defined);
}

}  // namespace glia
