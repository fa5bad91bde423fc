#include "core/training/steps.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/subnormal_numbers.hpp"
#include "core/data/class_indices.hpp"
#include "core/training/non_finite.hpp"

namespace glia {
namespace {

std::size_t width_of(const auto& model, std::size_t position) {
    if (position > model.layers()) {
        throw invalid("position is {}; it must be from 0 (the input) to {} (the output)", position, model.layers());
    }
    return position == 0 ? model.inputs() : model.layer(position - 1).outputs();
}

template <class T>
void check_values(const Loss<T>& loss, const T* values, std::size_t rows, std::size_t cols) {
    std::vector<float> row(cols);
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < cols; ++j) {
            const T value = values[i * cols + j];
            if (!std::isfinite(value)) {
                throw invalid("target {} of row {} is {}; it must be a finite number", j, i, value);
            }
            row[j] = static_cast<float>(value);
        }
        loss.check_targets(i, row);
    }
}

}  // namespace

template <class T>
Outputs<T> Steps<T>::forward(const Model<T>& model, const Objective<T>& objective, const T* x, std::size_t rows,
                             const Training& training) {
    stage_ = Stage::nothing;
    if (pass_ == nullptr || pass_->max_rows() < rows || last_ != objective.last_output()) {
        pass_.reset();  // before the new one is made, so that both never take memory at once
        last_ = objective.last_output();
        pass_ = std::make_unique<Propagation<T>>(model, rows, last_, ActivationGradients::kept);
        x_ = Buffer<T>(checked_product(rows, model.inputs()));
        y_ = Buffer<T>(objective.outputs_size(rows));
        restored_ = Buffer<T>(model.target_transform() != nullptr ? checked_product(rows, model.outputs()) : 0);
        y_gradient_ = Buffer<T>(checked_product(rows, model.outputs()));
    }
    read_inputs(model, x, rows);
    pass_->forward(model, x_.data(), rows, training, workers_);
    outputs_ = objective.outputs(model, *pass_, y_.data());
    stage_ = Stage::forward;
    if (model.target_transform() == nullptr) return outputs_;
    model.target_transform()->restore(rows, outputs_.y, restored_.data());
    return {rows, outputs_.cols, restored_.data(), nullptr};
}

template <class T>
void Steps<T>::check_weights(const T* weights) const {
    if (weights == nullptr) return;
    for (std::size_t i = 0; i < outputs_.rows; ++i) {
        if (!std::isfinite(weights[i])) {
            throw invalid("weights: row {} (from 0) is {}; a weight must be finite", i, weights[i]);
        }
    }
}

template <class T>
void Steps<T>::read_inputs(const Model<T>& model, const T* x, std::size_t rows) {
    const InputTransform* const transform = model.input_transform();
    if (transform == nullptr) {
        std::copy_n(x, rows * model.inputs(), x_.data());
        return;
    }
    for (std::size_t i = 0; i < rows; ++i) {
        transform->apply(x + i * model.columns(), i, x_.data() + i * model.inputs());
    }
}

template <class T>
double Steps<T>::loss(const Model<T>& model, const Objective<T>& objective, const T* values, const T* weights) {
    require(Stage::forward, "forward");
    const std::size_t size = outputs_.rows * outputs_.cols;
    const TargetTransform* const transform = model.target_transform();
    check_weights(weights);
    if (transform == nullptr) {
        check_values(objective.function(), values, outputs_.rows, outputs_.cols);
        if (values_.size() < size) values_ = Buffer<T>(size);
        std::copy_n(values, size, values_.data());
    } else {
        Buffer<T> scaled(size);
        for (std::size_t i = 0; i < size; i += outputs_.cols) transform->apply(values + i, scaled.data() + i);
        check_values(objective.function(), scaled.data(), outputs_.rows, outputs_.cols);
        values_ = std::move(scaled);
    }
    return keep_targets(objective, {values_.data(), nullptr, weights});
}

template <class T>
double Steps<T>::loss(const Model<T>& model, const Objective<T>& objective, const std::int32_t* classes,
                      const T* weights) {
    require(Stage::forward, "forward");
    if (model.target_transform() != nullptr) {
        throw error(GLIA_ERROR_STATE, "the model's targets are scaled values; classes are none");
    }
    check_class_indices("classes", {classes, outputs_.rows}, outputs_.cols == 1 ? 2 : outputs_.cols);
    check_weights(weights);
    if (objective.function().takes_classes()) {
        if (classes_.size() < outputs_.rows) classes_ = Buffer<std::int32_t>(outputs_.rows);
        std::copy_n(classes, outputs_.rows, classes_.data());
        return keep_targets(objective, {nullptr, classes_.data(), weights});
    }
    values_ = Buffer<T>(outputs_.rows * outputs_.cols);
    one_hot(classes, outputs_.rows, outputs_.cols, values_.data());
    return keep_targets(objective, {values_.data(), nullptr, weights});
}

template <class T>
double Steps<T>::keep_targets(const Objective<T>& objective, Targets<T> targets) {
    if (targets.weights != nullptr) {
        if (weights_.size() < outputs_.rows) weights_ = Buffer<T>(outputs_.rows);
        std::copy_n(targets.weights, outputs_.rows, weights_.data());
        targets.weights = weights_.data();
    }
    targets_ = targets;
    stage_ = Stage::forward;  // should the loss refuse an output
    const SubnormalResultsAreZero flushing;
    const double sum = objective.function().sum(outputs_, targets_);
    stage_ = Stage::loss;
    return sum / static_cast<double>(outputs_.rows);
}

template <class T>
void Steps<T>::backward(const Model<T>& model, const Objective<T>& objective, Updater<T>& updater) {
    require(Stage::loss, "loss");
    const SubnormalResultsAreZero flushing;  // as in a fit
    const T scale = T{1} / static_cast<T>(outputs_.rows);
    const Outputs<T> without_logits = {outputs_.rows, outputs_.cols, outputs_.y, nullptr};
    objective.function().gradient(without_logits, targets_, scale, y_gradient_.data());
    objective.function().gradient(outputs_, targets_, scale, pass_->output_gradient());
    pass_->backward(model, updater.gradients(model).data(), false, workers_);
    stage_ = Stage::backward;
}

template <class T>
void Steps<T>::backward_from(const Model<T>& model, const Objective<T>& objective, const T* dy, Updater<T>& updater) {
    require(Stage::forward, "forward");
    const SubnormalResultsAreZero flushing;  // as in a fit
    if (model.target_transform() != nullptr) {
        model.target_transform()->restore_backward(outputs_.rows, dy, y_gradient_.data());
    } else {
        std::copy_n(dy, outputs_.rows * outputs_.cols, y_gradient_.data());
    }
    objective.to_last_output(model, outputs_, y_gradient_.data(), pass_->output_gradient());
    pass_->backward(model, updater.gradients(model).data(), false, workers_);
    stage_ = Stage::backward;
}

template <class T>
void Steps<T>::update(Model<T>& model, Updater<T>& updater) {
    if (before_.empty()) before_ = Buffer<T>(model.parameter_count());
    std::ranges::copy(std::as_const(model).parameters(), before_.begin());
    const UpdateOutcome outcome =
        updater.update(model, workers_, 1, Keep::gradients, std::max<std::size_t>(outputs_.rows, 1));
    if (stage_ != Stage::nothing) pass_->learn_statistics(model);
    forget();
    try {
        require_finite_statistics(model);
        if (outcome != UpdateOutcome::made) throw what_spoilt(model);
    } catch (...) {
        std::ranges::copy(before_, model.parameters().begin());
        updater.forget_state();
        updater.forget_gradients();
        require_finite_start(model);  // what was so before is no fault of the update
        throw;
    }
}

template <class T>
std::span<const T> Steps<T>::activations(const Model<T>& model, std::size_t position) const {
    require(Stage::forward, "forward");
    const std::size_t size = outputs_.rows * width_of(model, position);
    return {position == model.layers() ? outputs_.y : pass_->activations(position), size};
}

template <class T>
std::span<const T> Steps<T>::activation_gradients(const Model<T>& model, std::size_t position) const {
    require(Stage::backward, "backward");
    const std::size_t size = outputs_.rows * width_of(model, position);
    return {position == model.layers() ? y_gradient_.data() : pass_->activation_gradients(position), size};
}

template <class T>
void Steps<T>::require(Stage stage, const char* what) const {
    if (stage_ < stage) throw error(GLIA_ERROR_STATE, "there has been no {} yet", what);
}

template class Steps<float>;
template class Steps<double>;

}  // namespace glia
