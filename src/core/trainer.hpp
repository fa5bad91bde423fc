// All that training needs beside a model: what a glia_trainer is.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "core/class_weights.hpp"
#include "core/fit.hpp"
#include "core/steps.hpp"

namespace glia {

template <class T>
class Trainer {
 public:
    // Throws Error for a model without layers.
    explicit Trainer(std::shared_ptr<Model<T>> model);

    void set_loss(std::string_view spec);
    void set_optimizer(std::string_view spec) { updater_.set_optimizer(spec); }
    // Of the training set's classes; validation and single steps know none.
    ClassWeights& class_weights() noexcept { return class_weights_; }
    FitSettings& settings() noexcept { return settings_; }
    const FitSettings& settings() const noexcept { return settings_; }
    const std::string& loss_spec() const noexcept { return objective_.loss(); }
    // Asked after each batch and epoch; an empty function is never asked.
    void set_keeps_going(std::function<bool(FitEvent)> function) { keeps_going_ = std::move(function); }

    void fit(const Dataset& train, const Dataset* validation);
    Evaluation evaluate(const Dataset& dataset) const;

    const Progress& progress() const noexcept { return progress_; }
    const EpochFigures& figures() const noexcept { return figures_; }
    const std::vector<EpochFigures>& history() const noexcept { return history_; }

    // One step at a time; the order is checked.
    Outputs<T> forward(const T* x, std::size_t rows);
    double loss(const T* values);
    double loss(const std::int32_t* classes);
    void backward();
    void backward_from(const T* dy);
    void update();
    std::span<const T> activations(std::size_t position) const;
    std::span<const T> activation_gradients(std::size_t position) const;
    // The gradient of a tensor. Throws Error where there is none yet.
    std::span<const T> gradients(std::size_t layer, std::string_view tensor) const;
    // The same to be written to; all gradients are 0 before the first backward.
    std::span<T> gradients(std::size_t layer, std::string_view tensor);

    const Model<T>& model() const noexcept { return *model_; }
    // Throws Error where layers came to the model after the trainer was made.
    void require_same_layers() const;

 private:
    void check_classes(const Dataset& train, const Dataset* validation) const;

    std::shared_ptr<Model<T>> model_;
    std::size_t layers_;
    Objective<T> objective_;
    Updater<T> updater_{"adam"};
    ClassWeights class_weights_;
    FitSettings settings_;
    std::function<bool(FitEvent)> keeps_going_;
    Progress progress_;
    EpochFigures figures_;
    std::vector<EpochFigures> history_;
    Steps<T> steps_;
};

}  // namespace glia
