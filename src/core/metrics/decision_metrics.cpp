#include "core/metrics/decision_metrics.hpp"

#include <utility>

#include "linalg/rows.hpp"

namespace glia {
namespace {

// Of each, one number for each class.
enum Counted : std::size_t {
    right,
    truth,
    predicted,
    kinds_counted
};

}  // namespace

CountMetric::CountMetric(std::string name, const MetricTask& task, Figure figure, ClassScore score)
    : Metric(std::move(name), task, MetricInput::answers, 1 + kinds_counted * task.class_count()),
      figure_(figure),
      score_(score) {}

void CountMetric::add_row(const MetricRow& row) {
    gathered()[0] += row.weight;
    if (!task().has_labels()) {
        const std::size_t guess = row.y.size() == 1 ? static_cast<std::size_t>(row.y[0] > task().border)
                                                    : largest(row.y.size(), row.y.data());
        count(truth, row.class_index, row.weight);
        count(predicted, guess, row.weight);
        if (guess == row.class_index) count(right, guess, row.weight);
        return;
    }
    for (std::size_t j = 0; j < row.y.size(); ++j) {
        const bool seen = row.y[j] > task().border;
        if (row.holds(j)) count(truth, j, row.weight);
        if (seen) count(predicted, j, row.weight);
        if (seen && row.holds(j)) count(right, j, row.weight);
    }
}

double CountMetric::value() const {
    return figure_({counts(right), counts(truth), counts(predicted), gathered()[0], task().has_labels()}, score_);
}

TopKAccuracy::TopKAccuracy(std::string name, const MetricTask& task, std::size_t k)
    : Metric(std::move(name), task, MetricInput::answers, 2), k_(k) {}

void TopKAccuracy::add_row(const MetricRow& row) {
    std::size_t larger = 0;
    const double own = row.y[row.class_index];
    for (std::size_t j = 0; j < row.y.size(); ++j) {
        if (row.y[j] > own || (row.y[j] == own && j < row.class_index)) ++larger;
    }
    gathered()[0] += row.weight;
    if (larger < k_) gathered()[1] += row.weight;
}

}  // namespace glia
