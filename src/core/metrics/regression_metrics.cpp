#include "core/metrics/regression_metrics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/special_numbers.hpp"

namespace glia {
namespace {

// A weighted mean and the sum of squared deviations from it, in one pass and without cancellation. (West, Updating Mean
// and Variance Estimates: An Improved Method, 1979)
struct Variation {
    double mean = 0;
    double deviations = 0;

    // weight: of this value; total: of all, this one included.
    void add(double value, double weight, double total) noexcept {
        const double from_old_mean = value - mean;
        mean += from_old_mean * (weight / total);
        deviations += weight * from_old_mean * (value - mean);
    }
};

// What VariationExplained gathers: the weight of all rows, their number, and of each output these.
constexpr std::size_t before_outputs = 2;
struct OutputVariation {
    Variation targets;
    Variation errors;
    double squared_errors = 0;
};
constexpr std::size_t numbers_of_output = 5;

OutputVariation from_numbers(const double* numbers) noexcept {
    return {{numbers[0], numbers[1]}, {numbers[2], numbers[3]}, numbers[4]};
}

void to_numbers(const OutputVariation& variation, double* numbers) noexcept {
    numbers[0] = variation.targets.mean;
    numbers[1] = variation.targets.deviations;
    numbers[2] = variation.errors.mean;
    numbers[3] = variation.errors.deviations;
    numbers[4] = variation.squared_errors;
}

double share_explained(double unexplained, double variation) noexcept {
    if (variation == 0) return unexplained == 0 ? 1 : 0;
    return 1 - unexplained / variation;
}

}  // namespace

double squared_error(double y, double target) noexcept {
    return (y - target) * (y - target);
}

double absolute_error(double y, double target) noexcept {
    return std::abs(y - target);
}

double relative_error(double y, double target) noexcept {
    return std::abs(y - target) / std::max(std::abs(target), std::numeric_limits<double>::epsilon());
}

MeanError::MeanError(std::string name, const MetricTask& task, Measure measure, Finish finish)
    : Metric(std::move(name), task, MetricInput::amounts, 1 + task.outputs), measure_(measure), finish_(finish) {}

void MeanError::add_row(const MetricRow& row) {
    gathered()[0] += row.weight;
    for (std::size_t j = 0; j < row.y.size(); ++j) gathered()[1 + j] += row.weight * measure_(row.y[j], row.targets[j]);
}

double MeanError::value() const {
    double sum = 0;
    for (std::size_t j = 0; j < task().outputs; ++j) sum += finish_(gathered()[1 + j] / gathered()[0]);
    return sum / static_cast<double>(task().outputs);
}

VariationExplained::VariationExplained(std::string name, const MetricTask& task, Errors errors)
    : Metric(std::move(name), task, MetricInput::amounts, before_outputs + numbers_of_output * task.outputs),
      errors_(errors) {}

void VariationExplained::add_row(const MetricRow& row) {
    gathered()[0] += row.weight;
    gathered()[1] += 1;
    const double total = gathered()[0];
    for (std::size_t j = 0; j < row.y.size(); ++j) {
        double* const numbers = gathered().data() + before_outputs + j * numbers_of_output;
        OutputVariation variation = from_numbers(numbers);
        variation.targets.add(row.targets[j], row.weight, total);
        variation.errors.add(row.targets[j] - row.y[j], row.weight, total);
        variation.squared_errors += row.weight * squared_error(row.y[j], row.targets[j]);
        to_numbers(variation, numbers);
    }
}

double VariationExplained::value() const {
    if (gathered()[1] < 2) return undefined;
    double sum = 0;
    for (std::size_t j = 0; j < task().outputs; ++j) {
        const OutputVariation variation = from_numbers(gathered().data() + before_outputs + j * numbers_of_output);
        const double unexplained =
            errors_ == Errors::as_they_are ? variation.squared_errors : variation.errors.deviations;
        sum += share_explained(unexplained, variation.targets.deviations);
    }
    return sum / static_cast<double>(task().outputs);
}

MedianAbsoluteError::MedianAbsoluteError(std::string name, const MetricTask& task)
    : Metric(std::move(name), task, MetricInput::amounts, 0, 1 + task.outputs) {}

void MedianAbsoluteError::add_row(const MetricRow& row) {
    keep(row.weight);
    for (std::size_t j = 0; j < row.y.size(); ++j) keep(absolute_error(row.y[j], row.targets[j]));
}

double MedianAbsoluteError::median_of(std::size_t output) const {
    struct Weighed {
        double error;
        double weight;
    };
    const std::size_t step = 1 + task().outputs;
    std::vector<Weighed> rows;
    for (std::size_t at = 0; at < gathered().size(); at += step) {
        rows.push_back({gathered()[at + 1 + output], gathered()[at]});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Weighed& a, const Weighed& b) { return a.error < b.error; });
    double total = 0;
    for (const Weighed& row : rows) total += row.weight;
    double below = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        below += rows[i].weight;
        if (below == total / 2 && i + 1 < rows.size()) return (rows[i].error + rows[i + 1].error) / 2;
        if (below > total / 2) return rows[i].error;
    }
    return undefined;
}

double MedianAbsoluteError::value() const {
    double sum = 0;
    for (std::size_t j = 0; j < task().outputs; ++j) sum += median_of(j);
    return sum / static_cast<double>(task().outputs);
}

}  // namespace glia
