#include "core/training/trainer.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "core/data/named_row.hpp"
#include "core/training/non_finite.hpp"
#include "core/training/resume.hpp"
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

// Enough to tell that a resumed fit has the data that it was begun with.
std::string shape_text(const Dataset* dataset) {
    if (dataset == nullptr) return "none";
    return format("{} rows of {} features, {}", dataset->rows(), dataset->features(),
                  dataset->has_classes() ? format("{} classes", dataset->class_count())
                                         : format("{} target values", dataset->outputs())) +
           (dataset->has_weights() ? ", weighted" : "");
}

// Whether the class with index i means the same in both, as far as `names` goes: labels in a file of their own end with
// the largest that is there.
bool begins_with(const std::vector<std::string>& all, const std::vector<std::string>& names) {
    return names.size() <= all.size() && std::equal(names.begin(), names.end(), all.begin());
}

// Without any weight, a fit would seem to work and change nothing.
void require_weight(const Dataset& train) {
    const std::vector<float>& of_classes = train.class_weights();
    if (!of_classes.empty()) {
        if (std::ranges::any_of(of_classes, [](float weight) { return weight != 0; })) return;
    } else {
        for (std::size_t i = 0; i < train.rows(); ++i) {
            if (train.weight(i) != 0) return;
        }
    }
    throw invalid(
        "every row of the training set has the weight 0, by its own or its class's: nothing would be learned");
}

}  // namespace

template <class T>
Trainer<T>::Trainer(std::shared_ptr<Model<T>> model)
    : model_(std::move(model)),
      layers_(with_layers(*model_).layers()),
      objective_(*model_, suitable_loss(*model_)),
      recipe_{.loss = objective_.loss()},
      updater_(recipe_.optimizer),
      schedule_(make_schedule(recipe_.schedule)) {}

template <class T>
Trainer<T>::Trainer(std::shared_ptr<Model<T>> model, const Trainer& other) : Trainer(std::move(model)) {
    set_loss(other.recipe_.loss);
    set_optimizer(other.recipe_.optimizer);
    set_schedule(other.recipe_.schedule);
    set_penalty(other.recipe_.penalty);
    set_constraint(other.recipe_.constraint);
    set_clipping(other.recipe_.clipping);
    class_weights_ = other.class_weights_;
    settings_ = other.settings_;
    settings_.checkpoint = {};
}

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
    recipe_.loss = objective_.loss();
    steps_.forget();
}

template <class T>
void Trainer<T>::set_optimizer(std::string_view spec) {
    // The canonical spec first: it knows what a name that the grammar does not allow was meant to be.
    std::string canonical = canonical_spec("optimizer", spec, optimizer_definitions());
    updater_.set_optimizer(spec);
    recipe_.optimizer = std::move(canonical);
}

template <class T>
void Trainer<T>::set_schedule(std::string_view spec) {
    schedule_ = make_schedule(spec);
    recipe_.schedule = canonical_spec("schedule", spec, schedule_definitions());
}

template <class T>
void Trainer<T>::set_penalty(std::string_view spec) {
    updater_.set_penalty(spec);
    recipe_.penalty = canonical_spec("penalty", spec, penalty_definitions());
}

template <class T>
void Trainer<T>::set_constraint(std::string_view spec) {
    updater_.set_constraint(spec);
    recipe_.constraint = canonical_spec("constraint", spec, constraint_definitions());
}

template <class T>
void Trainer<T>::set_clipping(std::string_view spec) {
    updater_.set_clipping(spec);
    recipe_.clipping = canonical_spec("clipping", spec, clipping_definitions());
}

// The class with index i must mean the same everywhere.
template <class T>
void Trainer<T>::check_classes(const Dataset& train, const Dataset* validation) const {
    if (!train.has_classes()) return;
    if (validation != nullptr && validation->has_classes() &&
        !begins_with(train.class_names(), validation->class_names())) {
        throw invalid("the classes of the validation set ({}) are not those of the training set ({})",
                      joined(validation->class_names()), joined(train.class_names()));
    }
    if (!model_->classes().empty() && model_->classes() != train.class_names()) {
        throw invalid("the classes of the training set ({}) are not those of the model ({})",
                      joined(train.class_names()), joined(model_->classes()));
    }
}

// What changes with each batch, an optimizer that compares one update with the next cannot make sense of.
template <class T>
void Trainer<T>::check_batches(const Dataset& train) const {
    const std::size_t batch = settings_.batch_size == 0 ? train.rows() : settings_.batch_size;
    if (!updater_.needs_full_batch() || batch >= train.rows()) return;
    throw invalid(
        "optimizer '{}' needs all rows in one batch; batch_size is {} and the training set has {} rows: set "
        "it to 0, which means all",
        recipe_.optimizer, batch, train.rows());
}

// What stands beside an optimizer's step must leave it the step that it wants.
template <class T>
void Trainer<T>::check_step() const {
    if (updater_.searches() && updater_.bends_steps()) {
        const bool clips = recipe_.clipping != "none";
        const bool limits = recipe_.constraint != "none";
        const std::string clipping = clips ? format("clipping '{}'", recipe_.clipping) : "";
        const std::string constraint = limits ? format("constraint '{}'", recipe_.constraint) : "";
        throw invalid("optimizer '{}' searches for the length of its steps, which {}{}{} would change: set {} to none",
                      recipe_.optimizer, clipping, clips && limits ? " and " : "", constraint,
                      clips && limits ? "both" : "it");
    }
    const bool has_rate = updater_.goes_by_learning_rate();
    if (!has_rate && recipe_.schedule != "constant") {
        throw invalid(
            "schedule '{}' changes a learning rate, but optimizer '{}' finds the length of its steps itself: set the "
            "schedule to constant",
            recipe_.schedule, recipe_.optimizer);
    }
    if (!has_rate && updater_.penalty().decays()) {
        throw invalid("penalty '{}' goes by a learning rate, which optimizer '{}' has not: take l2", recipe_.penalty,
                      recipe_.optimizer);
    }
}

// The metrics that a fit would follow on a data set, before it begins. A stream's targets are judged as they are read.
template <class T>
void Trainer<T>::check_metrics(const Dataset& dataset, std::string_view what) const {
    const Metrics metrics = make_metrics<T>(settings_, objective_, *model_, dataset);
    if (metrics.empty() || dataset.has_classes() || dataset.streamed()) return;
    for (std::size_t i = 0; i < dataset.rows(); ++i) {
        if (dataset.weight(i) == 0) continue;
        try {
            for (const auto& metric : metrics) metric->check_targets(i, {dataset.targets(i), dataset.outputs()});
        } catch (const Error& refusal) {
            throw error(refusal.status(), "{}: {}", named_row(what, dataset, i), refusal.what());
        }
    }
}

// The settings of one fit, with the figures that early stopping and a target look at.
template <class T>
FitSettings Trainer<T>::settings_for(const Dataset* validation) const {
    FitSettings settings = settings_;
    const auto check = [&](const std::string& name) {
        if (validation == nullptr && name.starts_with(validation_prefix)) {
            throw invalid("'{}' is to be watched, but the fit has no validation set: give one, or watch '{}'", name,
                          name.substr(validation_prefix.size()));
        }
        EpochFigures figures;
        for (const std::string& metric : settings_.metrics) {
            set_figure(figures, metric, no_figure);
            set_figure(figures, std::string(validation_prefix) + metric, no_figure);
        }
        require_figure({&figures, 1}, name);
    };
    if (auto& early = settings.stopping.early; early) {
        if (early->figure.empty()) early->figure = validation == nullptr ? "loss" : "validation_loss";
        check(early->figure);
    }
    if (settings.stopping.target) check(settings.stopping.target->figure);
    return settings;
}

template <class T>
void Trainer<T>::fit(const Dataset& train, const Dataset* validation) {
    require_same_layers();
    objective_.check(*model_, train, "the training set");
    if (validation != nullptr) objective_.check(*model_, *validation, "the validation set");
    check_metrics(train, "the training set");
    if (validation != nullptr) check_metrics(*validation, "the validation set");
    check_classes(train, validation);
    check_batches(train);
    check_step();
    const FitSettings settings = settings_for(validation);
    SettingTexts data = {{"training set", shape_text(&train)}, {"validation set", shape_text(validation)}};
    if (state_.under_way) {
        // Not even after resume may it become another fit.
        SettingTexts present = setting_texts();
        present.insert(data.begin(), data.end());
        require_same(resumed_, present);
        require_epochs(state_, settings_.epochs);
    }
    const std::optional<Dataset> weighed =
        class_weights_.none() ? std::nullopt : std::optional(class_weights_.apply(train));
    require_weight(weighed ? *weighed : train);
    Workers workers(settings_.threads);
    if (!model_->initialized()) model_->initialize("auto", settings_.seed);
    const std::size_t named = model_->outputs() == 1 ? 2 : model_->outputs();
    if (train.has_classes() && train.class_count() == named) model_->set_classes(train.class_names());
    model_->set_loss(objective_.loss());
    steps_.forget();
    if (!state_.under_way) {
        state_ = {};
        state_.epochs_before = history_.size();
        best_ = {};
    }
    state_.under_way = true;
    data_ = std::move(data);
    const auto always = [](FitEvent) { return true; };
    const auto nothing = [] {};
    const FitContext<T> context = {.model = *model_,
                                   .objective = objective_,
                                   .updater = updater_,
                                   .schedule = *schedule_,
                                   .settings = settings,
                                   .workers = workers,
                                   .state = state_,
                                   .best = best_,
                                   .progress = progress_,
                                   .figures = figures_,
                                   .history = history_,
                                   .keeps_going = keeps_going_ ? keeps_going_ : always,
                                   .save_checkpoint = write_checkpoint_ ? write_checkpoint_ : nothing};
    // Whatever ends it, the next fit begins anew, and nobody takes for gradients what a fit has left in their place.
    const std::unique_ptr<Trainer, void (*)(Trainer*)> done(this, [](Trainer* self) {
        self->state_.under_way = false;
        self->best_ = {};
        self->updater_.forget_gradients();
    });
    glia::fit<T>(context, weighed ? *weighed : train, validation);
}

template <class T>
std::vector<RatePoint> Trainer<T>::find_learning_rate(const Dataset& train, const RateRange& range) const {
    require_same_layers();
    check(range);
    objective_.check(*model_, train, "the training set");
    check_classes(train, nullptr);
    if (!updater_.goes_by_learning_rate()) {
        throw invalid("optimizer '{}' finds the length of its steps itself: there is no learning rate to look for",
                      recipe_.optimizer);
    }
    if (updater_.learning_rate() == 0) {
        throw invalid("optimizer '{}' has the learning rate 0, of which every multiple is 0: give it another",
                      recipe_.optimizer);
    }
    const std::optional<Dataset> weighed =
        class_weights_.none() ? std::nullopt : std::optional(class_weights_.apply(train));
    require_weight(weighed ? *weighed : train);
    Workers workers(settings_.threads);
    const auto model = std::make_shared<Model<T>>(*model_);
    if (!model->initialized()) model->initialize("auto", settings_.seed);
    Trainer fresh(model, *this);
    return test_rates(*model, fresh.objective_, fresh.updater_, settings_, weighed ? *weighed : train, range, workers);
}

template <class T>
Evaluation Trainer<T>::evaluate(const Dataset& dataset) const {
    return evaluate(dataset, {});
}

template <class T>
EpochFigures Trainer<T>::measure(const Dataset& dataset) const {
    const Metrics metrics = make_metrics<T>(settings_, objective_, *model_, dataset);
    const Evaluation evaluation = evaluate(dataset, metrics);
    EpochFigures figures = {.loss = evaluation.loss, .accuracy = evaluation.accuracy, .metrics = {}};
    tell(metrics, settings_.metrics, "", figures);
    return figures;
}

template <class T>
Evaluation Trainer<T>::evaluate(const Dataset& dataset, MetricList metrics) const {
    require_same_layers();
    model_->require_initialized();
    objective_.check(*model_, dataset, "the data set");
    Workers workers(settings_.threads);
    try {
        return glia::evaluate<T>(*model_, objective_, dataset, metrics, workers);
    } catch (const NonFinite& found) {
        throw error(GLIA_ERROR_NUMERIC, "{}", found.what);
    }
}

template <class T>
Outputs<T> Trainer<T>::forward(const T* x, std::size_t rows) {
    require_same_layers();
    model_->require_initialized();
    if (rows < 1 || rows > GLIA_MAX_WIDTH) throw invalid("rows is {}; it must be from 1 to {}", rows, GLIA_MAX_WIDTH);
    return steps_.forward(*model_, objective_, x, rows, {.on = true, .seed = settings_.seed, .step = updater_.steps()});
}

template <class T>
double Trainer<T>::loss(const T* values, const T* weights) {
    return steps_.loss(*model_, objective_, values, weights);
}

template <class T>
double Trainer<T>::loss(const std::int32_t* classes, const T* weights) {
    return steps_.loss(*model_, objective_, classes, weights);
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
    if (updater_.searches()) {
        throw error(GLIA_ERROR_STATE, "optimizer '{}' searches for the length of its steps, which takes a fit",
                    recipe_.optimizer);
    }
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
