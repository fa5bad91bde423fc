#include "core/metrics/probability_metrics.hpp"

#include <algorithm>
#include <cmath>

#include "core/metrics/calibration.hpp"
#include "linalg/rows.hpp"

namespace glia {
namespace {

// What a logarithm can take.
double loggable(double probability, double margin) noexcept {
    return std::clamp(probability, margin, 1 - margin);
}

// Each output is a probability of its own, not a part of a distribution.
bool is_independent(const MetricTask& task) noexcept {
    return task.has_labels() || task.outputs == 1;
}

double answer_log_loss(double probability, double target) noexcept {
    return -(target * std::log(probability) + (1 - target) * std::log1p(-probability));
}

double squared_difference(double a, double b) noexcept {
    return (a - b) * (a - b);
}

}  // namespace

double LogLoss::row_value(const MetricRow& row) const {
    const std::size_t size = row.y.size();
    double total = 0;
    if (is_independent(task())) {
        for (std::size_t j = 0; j < size; ++j) {
            total += answer_log_loss(loggable(row.y[j], row.resolution), row.targets[j]);
        }
        return total / static_cast<double>(size);
    }
    double sum = 0;
    for (const double y : row.y) sum += loggable(y, row.resolution);
    for (std::size_t k = 0; k < size; ++k) {
        if (row.targets[k] != 0) total -= row.targets[k] * std::log(loggable(row.y[k], row.resolution) / sum);
    }
    return total;
}

double Brier::row_value(const MetricRow& row) const {
    const std::size_t size = row.y.size();
    if (!task().has_labels() && size == 2) return squared_difference(row.y[1], row.targets[1]);
    double total = 0;
    for (std::size_t j = 0; j < size; ++j) total += squared_difference(row.y[j], row.targets[j]);
    return task().has_labels() ? total / static_cast<double>(size) : total;
}

CalibrationError::CalibrationError(std::string name, const MetricTask& task, std::size_t bins)
    : Metric(std::move(name), task, MetricInput::probabilities, bins * numbers_of_bin) {}

void CalibrationError::add_row(const MetricRow& row) {
    if (is_independent(task())) {
        for (std::size_t j = 0; j < row.y.size(); ++j) add_to_bin(row.y[j], row.holds(j), row.weight, gathered());
    } else if (row.y.size() == 2) {
        add_to_bin(row.y[1], row.class_index == 1, row.weight, gathered());
    } else {
        const std::size_t best = largest(row.y.size(), row.y.data());
        add_to_bin(row.y[best], row.class_index == best, row.weight, gathered());
    }
}

double CalibrationError::value() const {
    return expected_calibration_error(gathered());
}

}  // namespace glia
