#include "core/training/pass.hpp"

#include <algorithm>
#include <cmath>

#include "base/subnormal_numbers.hpp"
#include "core/limits.hpp"
#include "core/training/non_finite.hpp"

namespace glia {
namespace {

template <class T>
std::size_t rows_at_once(const Model<T>& model, std::size_t rows, ActivationGradients gradients) {
    const bool whole = gradients != ActivationGradients::none && model.mixes_rows();
    return whole ? rows : std::min(rows, chunk_rows(model.widest()));
}

// Scaled targets are amounts, whatever the loss.
template <class T>
Accuracy counted(const Model<T>& model, const Objective<T>& objective, const Dataset& dataset) {
    if (model.target_transform() != nullptr) return Accuracy::none;
    return accuracy_of(objective.function().accuracy(), dataset.has_classes(), model.outputs());
}

}  // namespace

template <class T>
Pass<T>::Pass(const Model<T>& model, const Objective<T>& objective, const Dataset& dataset, std::size_t batch,
              ActivationGradients gradients, Workers& workers)
    : model_(model),
      objective_(objective),
      workers_(workers),
      max_rows_(rows_at_once(model, std::min(batch, dataset.rows()), gradients)),
      accuracy_(counted(model, objective, dataset)),
      reader_(dataset, model, max_rows_, objective.function()),
      propagation_(model, max_rows_, objective.last_output(), gradients),
      y_(objective.outputs_size(max_rows_)) {}

template <class T>
void Pass<T>::run(std::size_t rows, Tally& tally, MetricList metrics, T* gradients, Training training,
                  Model<T>* statistics) {
    const T scale = T{1} / static_cast<T>(rows);
    for (std::size_t done = 0; done < rows; done += max_rows_) {
        const Batch<T> batch = reader_.read(std::min(max_rows_, rows - done), workers_);
        training.first_row = done;
        const SubnormalResultsAreZero flushing;  // in losses and their gradients as in the parts that workers do
        propagation_.forward(model_, batch.x, batch.rows, training, workers_);
        const Outputs<T> outputs = objective_.outputs(model_, propagation_, y_.data());
        const Tally chunk = {objective_.function().sum(outputs, batch.targets), batch.rows,
                             score(accuracy_, outputs, batch.targets)};
        if (!std::isfinite(chunk.loss)) throw non_finite_loss(model_, propagation_);
        tally += chunk;
        if (!metrics.empty()) measure(metrics, outputs, batch.targets);
        if (gradients == nullptr) continue;
        objective_.function().gradient(outputs, batch.targets, scale, propagation_.output_gradient());
        propagation_.backward(model_, gradients, done > 0, workers_);
        if (statistics != nullptr) propagation_.learn_statistics(*statistics);
    }
}

template <class T>
void Pass<T>::measure(MetricList metrics, const Outputs<T>& outputs, const Targets<T>& targets) {
    const TargetTransform* const transform = model_.target_transform();
    if (transform == nullptr) {
        for (const auto& metric : metrics) metric->add(outputs, targets);
        return;
    }
    if (restored_y_.empty()) {
        restored_y_ = Buffer<T>(checked_product(max_rows_, outputs.cols));
        restored_targets_ = Buffer<T>(checked_product(max_rows_, outputs.cols));
    }
    transform->restore(outputs.rows, outputs.y, restored_y_.data());
    transform->restore(outputs.rows, targets.values, restored_targets_.data());
    const Outputs<T> restored = {outputs.rows, outputs.cols, restored_y_.data(), nullptr};
    for (const auto& metric : metrics) metric->add(restored, {restored_targets_.data(), nullptr, targets.weights});
}

template class Pass<float>;
template class Pass<double>;

}  // namespace glia
