#include "core/metrics/metric.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "linalg/rows.hpp"

namespace glia {
namespace {

// What a sum of rounded probabilities may be off, in units of the type's resolution.
constexpr double rounding_steps = 16;

bool in_unit_interval(double value, double slack) noexcept {
    return value >= -slack && value <= 1 + slack;
}

}  // namespace

MetricTask metric_task(Accuracy loss, bool has_classes, std::size_t outputs) noexcept {
    MetricTask task = {.outputs = outputs, .has_classes = has_classes};
    if (loss == Accuracy::largest || loss == Accuracy::sign) task.has_classes = true;
    if (loss == Accuracy::sign) task.border = 0;
    return task;
}

Metric::Metric(std::string name, const MetricTask& task, MetricInput input, std::size_t fixed, std::size_t growth)
    : name_(std::move(name)),
      task_(task),
      input_(input),
      fixed_(fixed),
      growth_(growth),
      gathered_(fixed),
      y_(task.outputs),
      targets_(task.outputs) {}

template <class T>
MetricRow Metric::row_of(const Outputs<T>& outputs, const Targets<T>& targets, std::size_t i) {
    MetricRow row;
    row.weight = targets.weights != nullptr ? static_cast<double>(targets.weights[i]) : 1;
    if (row.weight == 0) return row;
    const std::size_t size = task_.outputs;
    std::copy_n(outputs.y + i * size, size, y_.begin());
    if (targets.values != nullptr) {
        std::copy_n(targets.values + i * size, size, targets_.begin());
    } else {
        check_class(targets, i);
        one_hot(targets.classes + i, 1, size, targets_.data());
    }
    row.y = y_;
    row.targets = targets_;
    row.class_index = size == 1 ? static_cast<std::size_t>(row.holds(0)) : largest(size, targets_.data());
    row.resolution = std::numeric_limits<T>::epsilon();
    return row;
}

template <class T>
void Metric::check_class(const Targets<T>& targets, std::size_t i) const {
    const std::int32_t index = targets.classes[i];
    if (index >= 0 && static_cast<std::size_t>(index) < task_.class_count()) return;
    throw invalid("{}: the class of row {} (from 0) is {}; it must be from 0 to {}", name_, rows_ + i, index,
                  task_.class_count() - 1);
}

void Metric::check(const MetricRow& row, std::size_t i) const {
    if (!std::isfinite(row.weight) || row.weight < 0) {
        throw invalid("{}: the weight of row {} (from 0) is {}; it must be finite and not below 0", name_, rows_ + i,
                      row.weight);
    }
    for (std::size_t j = 0; j < row.y.size(); ++j) {
        if (!std::isfinite(row.y[j])) {
            throw invalid("{}: output {} of row {} (from 0) is {}; it must be finite", name_, j, rows_ + i, row.y[j]);
        }
        if (!tolerates_outputs_ && !takes_output(row.y[j], row.resolution)) {
            throw invalid(
                "{}: output {} of row {} (from 0) is {}; it needs probabilities, in [0, 1]: end the model in sigmoid "
                "or softmax",
                name_, j, rows_ + i, row.y[j]);
        }
        // Targets that were scaled and restored are off by some rounding.
        check_target(row.targets[j], rounding_steps * row.resolution, j, rows_ + i);
    }
}

void Metric::check_target(double value, double slack, std::size_t j, std::size_t i) const {
    if (!std::isfinite(value)) {
        throw invalid("{}: target {} of row {} (from 0) is {}; it must be finite", name_, j, i, value);
    }
    if (input_ != MetricInput::amounts && !in_unit_interval(value, slack)) {
        throw invalid("{}: target {} of row {} (from 0) is {}; it must be in [0, 1], as for classes or labels", name_,
                      j, i, value);
    }
}

void Metric::check_targets(std::size_t row, std::span<const float> values) const {
    for (std::size_t j = 0; j < values.size(); ++j) check_target(values[j], 0, j, row);
}

bool Metric::takes_output(double y, double resolution) const noexcept {
    return input_ != MetricInput::probabilities || in_unit_interval(y, rounding_steps * resolution);
}

bool Metric::takes_outputs(const MetricRow& row) const noexcept {
    return std::ranges::all_of(row.y, [&](double y) { return takes_output(y, row.resolution); });
}

// Before rows are kept, so that memory that cannot be had leaves all as it was.
void Metric::reserve(std::size_t rows) {
    const std::size_t needed = gathered_.size() + rows * growth_;
    if (needed > gathered_.capacity()) gathered_.reserve(std::max(needed, 2 * gathered_.capacity()));
}

template <class T>
void Metric::add(const Outputs<T>& outputs, const Targets<T>& targets) {
    if (targets.values == nullptr && !task_.has_classes) {
        throw invalid("{}: it was made for target values, and is given classes", name_);
    }
    for (std::size_t i = 0; i < outputs.rows; ++i) check(row_of(outputs, targets, i), i);
    reserve(outputs.rows);
    for (std::size_t i = 0; i < outputs.rows; ++i) {
        const MetricRow row = row_of(outputs, targets, i);
        if (row.weight == 0) continue;
        if (takes_outputs(row)) {
            add_row(row);
        } else {
            // Whatever is added to it later stays NaN, and so does the figure.
            std::ranges::fill(gathered_, std::numeric_limits<double>::quiet_NaN());
        }
    }
    rows_ += outputs.rows;
}

template void Metric::add(const Outputs<float>&, const Targets<float>&);
template void Metric::add(const Outputs<double>&, const Targets<double>&);

void Metric::reset() {
    rows_ = 0;
    gathered_.assign(fixed_, 0);
}

void Metric::save(std::vector<double>& numbers) const {
    numbers.push_back(static_cast<double>(rows_));
    numbers.insert(numbers.end(), gathered_.begin(), gathered_.end());
}

void Metric::load(std::span<const double> numbers) {
    constexpr double most_rows = 9007199254740992;  // 2^53: whole numbers up to it are exact
    const bool enough = numbers.size() >= 1 + fixed_;
    const std::size_t kept = enough ? numbers.size() - 1 - fixed_ : 0;
    const bool fits = enough && (growth_ == 0 ? kept == 0 : kept % growth_ == 0);
    if (!fits || !(numbers[0] >= 0 && numbers[0] <= most_rows)) {
        throw error(GLIA_ERROR_FORMAT, "what was saved of the metric {} is not what it gathers: {} numbers", name_,
                    numbers.size());
    }
    gathered_.assign(numbers.begin() + 1, numbers.end());
    rows_ = static_cast<std::size_t>(numbers[0]);
}

}  // namespace glia
