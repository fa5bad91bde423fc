// Metrics: how good outputs are, in the figures that people compare. They are gathered batch by batch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/spec.hpp"
#include "core/losses/loss.hpp"

namespace glia {

// What a metric must know of the rows that it will be given.
struct MetricTask {
    std::size_t outputs = 1;
    // One class a row, given as its index or as values, of which the largest is the class's. Otherwise each output has
    // a value of its own: an amount, or a label that holds or does not.
    bool has_classes = false;
    double border = 0.5;  // a single output says the second class above it; each of several labels holds above it

    // A single output tells two classes apart, whether its target is a class or a value.
    bool has_labels() const noexcept { return !has_classes && outputs > 1; }
    std::size_t class_count() const noexcept { return outputs == 1 ? 2 : outputs; }
};

// The task of a data set in training: values may be classes too, by what the loss takes them for.
MetricTask metric_task(Accuracy loss, bool has_classes, std::size_t outputs) noexcept;

// One row, in double.
struct MetricRow {
    std::span<const double> y;
    std::span<const double> targets;  // one for each output: a class as one-hot (one output: as 0 or 1)
    std::size_t class_index = 0;      // of targets, where the task has classes or a single output
    double weight = 1;
    double resolution = 0;  // the least by which the outputs' type tells a probability from 1

    bool holds(std::size_t label) const noexcept { return targets[label] > 0.5; }
};

// What rows must be like.
enum class MetricInput {
    amounts,        // finite numbers
    answers,        // targets in [0, 1]; where a decision is wanted, they hold above 0.5
    probabilities,  // outputs in [0, 1] too
};

class Metric {
 public:
    virtual ~Metric() = default;
    Metric(const Metric&) = delete;
    Metric& operator=(const Metric&) = delete;

    const std::string& name() const noexcept { return name_; }
    MetricInput input() const noexcept { return input_; }

    // From now on, outputs that are no probabilities make the figure NaN, up to the next reset, where they would be
    // refused otherwise: for a fit, which must not end in the middle because of a figure.
    void tolerate_outputs() noexcept { tolerates_outputs_ = true; }

    // Throws Error for the first target value of a row that the metric cannot take; `row` is for the text.
    void check_targets(std::size_t row, std::span<const float> values) const;

    // Adds rows; one of weight 0 is not looked at. Throws Error for a row that the metric cannot take, and then none is
    // added. The figure depends on the order of rows in its last bits alone, and never on how they are cut into
    // batches.
    template <class T>
    void add(const Outputs<T>& outputs, const Targets<T>& targets);

    // Over all rows that were added; NaN where it has no meaning for them: see metrics.h.
    virtual double value() const = 0;

    void reset();

    // All that was gathered, for a checkpoint. load throws Error for what save has not written.
    void save(std::vector<double>& numbers) const;
    void load(std::span<const double> numbers);

 protected:
    // Gathers in `fixed` numbers, 0 at first; or for `growth` > 0, in that many for each row, which are kept.
    Metric(std::string name, const MetricTask& task, MetricInput input, std::size_t fixed, std::size_t growth = 0);

    virtual void add_row(const MetricRow& row) = 0;

    const MetricTask& task() const noexcept { return task_; }
    std::span<double> gathered() noexcept { return gathered_; }
    std::span<const double> gathered() const noexcept { return gathered_; }
    void keep(double number) { gathered_.push_back(number); }

 private:
    template <class T>
    MetricRow row_of(const Outputs<T>& outputs, const Targets<T>& targets, std::size_t i);
    void check(const MetricRow& row, std::size_t i) const;
    void check_target(double value, double slack, std::size_t j, std::size_t i) const;
    bool takes_output(double y, double resolution) const noexcept;
    bool takes_outputs(const MetricRow& row) const noexcept;
    void reserve(std::size_t rows);
    template <class T>
    void check_class(const Targets<T>& targets, std::size_t i) const;

    std::string name_;
    MetricTask task_;
    MetricInput input_;
    bool tolerates_outputs_ = false;
    std::size_t fixed_;
    std::size_t growth_;
    std::size_t rows_ = 0;  // added so far, those of weight 0 too
    std::vector<double> gathered_;
    std::vector<double> y_;  // of the row at hand
    std::vector<double> targets_;
};

std::span<const SpecDefinition> metric_definitions();

// Whether a larger value is better. `spec` or a name alone. Throws Error for one that is not known.
bool higher_is_better(std::string_view spec);

// The spec in its shortest form. Throws Error.
std::string canonical_metric(std::string_view spec);

// Throws Error for a spec that is not right, or a metric that has no meaning for the task.
std::unique_ptr<Metric> make_metric(std::string_view spec, const MetricTask& task);

}  // namespace glia
