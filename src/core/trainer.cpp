#include "core/trainer.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "glia/model.h"
#include "linalg/rows.hpp"

namespace glia {
namespace {

template <class T>
const Model<T>& with_layers(const Model<T>& model) {
    if (model.layers() == 0)
        throw error(GLIA_ERROR_STATE, "the model has no layers: add them before a trainer is made");
    return model;
}

std::string joined(const std::vector<std::string>& names) {
    constexpr std::size_t most = 5;  // enough to see a difference in one line
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i) text += (i == 0 ? "" : ", ") + printable(names[i]);
    return names.size() > most ? text + ", ..." : text;
}

}  // namespace

template <class T>
Trainer<T>::Trainer(std::shared_ptr<Model<T>> model)
    : model_(std::move(model)), layers_(with_layers(*model_).layers()), objective_(*model_, suitable_loss(*model_)) {}

template <class T>
void Trainer<T>::require_same_layers() const {
    if (model_->layers() == layers_) return;
    throw error(GLIA_ERROR_STATE,
                "the model had {} layers when the trainer was made and has {} now: make a new trainer", layers_,
                model_->layers());
}

template <class T>
void Trainer<T>::set_loss(std::string_view spec) {
    require_same_layers();
    objective_ = Objective<T>(*model_, spec);
    steps_.forget();
}

// The class with index i must mean the same everywhere.
template <class T>
void Trainer<T>::check_classes(const Dataset& train, const Dataset* validation) const {
    if (!train.has_classes()) return;
    if (validation != nullptr && validation->has_classes() && validation->class_names() != train.class_names()) {
        throw invalid("the classes of the validation set ({}) are not those of the training set ({})",
                      joined(validation->class_names()), joined(train.class_names()));
    }
    if (!model_->classes().empty() && model_->classes() != train.class_names()) {
        throw invalid("the classes of the training set ({}) are not those of the model ({})",
                      joined(train.class_names()), joined(model_->classes()));
    }
}

template <class T>
void Trainer<T>::fit(const Dataset& train, const Dataset* validation) {
    require_same_layers();
    objective_.check(*model_, train, "the training set");
    if (validation != nullptr) objective_.check(*model_, *validation, "the validation set");
    check_classes(train, validation);
    const std::optional<Dataset> weighed =
        class_weights_.none() ? std::nullopt : std::optional(class_weights_.apply(train));
    Workers workers(settings_.threads);
    if (!model_->initialized()) model_->initialize("auto", settings_.seed);
    const std::size_t named = model_->outputs() == 1 ? 2 : model_->outputs();
    if (train.has_classes() && train.class_count() == named) model_->set_classes(train.class_names());
    model_->set_loss(objective_.loss());
    steps_.forget();
    const auto always = [](FitEvent) { return true; };
    glia::fit<T>({.model = *model_,
                  .objective = objective_,
                  .updater = updater_,
                  .settings = settings_,
                  .workers = workers,
                  .progress = progress_,
                  .figures = figures_,
                  .history = history_,
                  .epochs_before = history_.size(),
                  .keeps_going = keeps_going_ ? keeps_going_ : always},
                 weighed ? *weighed : train, validation);
}

template <class T>
Evaluation Trainer<T>::evaluate(const Dataset& dataset) const {
    require_same_layers();
    model_->require_initialized();
    objective_.check(*model_, dataset, "the data set");
    Workers workers(settings_.threads);
    return glia::evaluate(*model_, objective_, dataset, workers);
}

template <class T>
Outputs<T> Trainer<T>::forward(const T* x, std::size_t rows) {
    require_same_layers();
    model_->require_initialized();
    if (rows < 1 || rows > GLIA_MAX_WIDTH) throw invalid("rows is {}; it must be from 1 to {}", rows, GLIA_MAX_WIDTH);
    return steps_.forward(*model_, objective_, x, rows, {.on = true, .seed = settings_.seed, .step = updater_.steps()});
}

template <class T>
double Trainer<T>::loss(const T* values) {
    return steps_.loss(objective_, values);
}

template <class T>
double Trainer<T>::loss(const std::int32_t* classes) {
    return steps_.loss(objective_, classes);
}

template <class T>
void Trainer<T>::backward() {
    steps_.backward(*model_, objective_, updater_);
}

template <class T>
void Trainer<T>::backward_from(const T* dy) {
    steps_.backward_from(*model_, objective_, dy, updater_);
}

template <class T>
void Trainer<T>::update() {
    require_same_layers();
    model_->require_initialized();
    const std::span<const T> gradients = std::as_const(updater_).gradients();
    if (gradients.empty()) throw error(GLIA_ERROR_STATE, "there are no gradients yet: call backward, or set them");
    if (!all_finite(gradients.size(), gradients.data())) {
        throw error(GLIA_ERROR_NUMERIC, "a gradient is not finite: nothing was updated");
    }
    steps_.update(*model_, updater_);
}

template <class T>
std::span<const T> Trainer<T>::activations(std::size_t position) const {
    require_same_layers();
    return steps_.activations(*model_, position);
}

template <class T>
std::span<const T> Trainer<T>::activation_gradients(std::size_t position) const {
    require_same_layers();
    return steps_.activation_gradients(*model_, position);
}

template <class T>
std::span<const T> Trainer<T>::gradients(std::size_t layer, std::string_view name) const {
    require_same_layers();
    const Tensor& tensor = model_->tensor(layer, name);
    const std::span<const T> all = updater_.gradients();
    if (all.empty()) throw error(GLIA_ERROR_STATE, "there are no gradients yet: call backward");
    return all.subspan(model_->offset(layer) + tensor.offset, tensor.size);
}

template <class T>
std::span<T> Trainer<T>::gradients(std::size_t layer, std::string_view name) {
    require_same_layers();
    const Tensor& tensor = model_->tensor(layer, name);
    if (!tensor.trainable)
        throw invalid("'{}' of layer {} has no gradient to set: no gradient changes it", name, layer);
    return updater_.gradients(*model_).subspan(model_->offset(layer) + tensor.offset, tensor.size);
}

template class Trainer<float>;
template class Trainer<double>;

}  // namespace glia
