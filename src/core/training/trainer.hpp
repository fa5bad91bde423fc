// All that training needs beside a model: what a glia_trainer is.
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/data/class_weights.hpp"
#include "core/training/checkpoint.hpp"
#include "core/training/fit.hpp"
#include "core/training/rate_test.hpp"
#include "core/training/steps.hpp"

namespace glia {

// What a trainer is told by specs, each in its shortest form.
struct Recipe {
    std::string loss;
    std::string optimizer = "adam";
    std::string schedule = "constant";
    std::string penalty = "none";
    std::string constraint = "none";
    std::string clipping = "none";
};

template <class T>
class Trainer {
 public:
    // Throws Error for a model without layers.
    explicit Trainer(std::shared_ptr<Model<T>> model);
    // The same for another model, with the settings of another trainer, but not its callbacks and checkpoints.
    Trainer(std::shared_ptr<Model<T>> model, const Trainer& other);

    // Each throws Error for a bad spec, and changes nothing then.
    void set_loss(std::string_view spec);
    void set_optimizer(std::string_view spec);
    void set_schedule(std::string_view spec);
    void set_penalty(std::string_view spec);
    void set_constraint(std::string_view spec);
    void set_clipping(std::string_view spec);
    // Of the training set's classes; validation and single steps know none.
    ClassWeights& class_weights() noexcept { return class_weights_; }
    FitSettings& settings() noexcept { return settings_; }
    const FitSettings& settings() const noexcept { return settings_; }
    const std::string& loss_spec() const noexcept { return recipe_.loss; }
    // Asked after each update and epoch; an empty function is never asked.
    void set_keeps_going(std::function<bool(FitEvent)> function) { keeps_going_ = std::move(function); }
    // Called with what is to be stored, where the settings name a file.
    void set_checkpoint_writer(std::function<void()> function) { write_checkpoint_ = std::move(function); }

    void fit(const Dataset& train, const Dataset* validation);
    Evaluation evaluate(const Dataset& dataset) const;
    // The same with the metrics of the settings.
    EpochFigures measure(const Dataset& dataset) const;
    // With a copy of the model and the optimizer's state afresh.
    std::vector<RatePoint> find_learning_rate(const Dataset& train, const RateRange& range) const;

    // Where a fit stands, to be stored; and back, after which the next fit goes on from there. Throws Error where the
    // settings differ from those it was made with, and changes nothing.
    CheckpointView checkpoint() const requires std::same_as<T, float>;
    void resume(Checkpoint checkpoint) requires std::same_as<T, float>;

    const Progress& progress() const noexcept { return progress_; }
    const EpochFigures& figures() const {
        if (tell_figures_) tell_figures_();
        return figures_;
    }
    const std::vector<EpochFigures>& history() const noexcept { return history_; }
    // Of the last fit.
    StopReason stop_reason() const noexcept { return state_.ended; }
    std::uint64_t best_epoch() const noexcept { return state_.stopping.best_epoch; }

    // One step at a time; the order is checked.
    Outputs<T> forward(const T* x, std::size_t rows);
    double loss(const T* values, const T* weights = nullptr);
    double loss(const std::int32_t* classes, const T* weights = nullptr);
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
    void check_batches(const Dataset& train) const;
    void check_step() const;
    void check_metrics(const Dataset& dataset, std::string_view what) const;
    void check_stream(const Dataset& dataset, std::string_view what) const;
    Evaluation evaluate(const Dataset& dataset, MetricList metrics) const;
    FitSettings settings_for(const Dataset* validation) const;
    std::optional<Dataset> weigh(const Dataset& train) const;
    SettingTexts setting_texts() const;

    std::shared_ptr<Model<T>> model_;
    std::size_t layers_;
    Objective<T> objective_;
    Recipe recipe_;
    Updater<T> updater_;
    std::unique_ptr<const Schedule> schedule_;
    ClassWeights class_weights_;
    FitSettings settings_;
    std::function<bool(FitEvent)> keeps_going_;
    std::function<void()> write_checkpoint_;
    FitState state_;
    Buffer<T> best_;        // parameters
    SettingTexts resumed_;  // of the fit that is to be taken up
    SettingTexts data_;     // what the data of the last fit were
    Progress progress_;
    EpochFigures figures_;
    std::function<void()> tell_figures_;  // while a fit goes on: brings them up to date
    std::vector<EpochFigures> history_;
    Steps<T> steps_;
};

}  // namespace glia
