#include "core/training/trainer.hpp"

#include <optional>
#include <utility>

#include "base/error.hpp"
#include "core/data/fingerprint.hpp"
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

// Enough to tell that a resumed fit has the data that it was begun with.
std::string shape_text(const Dataset* dataset) {
    if (dataset == nullptr) return "none";
    return format("{} rows of {} features, {}", dataset->rows(), dataset->features(),
                  dataset->has_classes() ? format("{} classes", dataset->class_count())
                                         : format("{} target values", dataset->outputs())) +
           (dataset->has_weights() ? ", weighted" : "");
}

// The same for what they hold: "" for a stream, whose rows are not read for that alone.
std::string numbers_text(const Dataset* dataset) {
    if (dataset == nullptr || dataset->streamed()) return "";
    return format("{:016x}", fingerprint(*dataset));
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
    check_stream(train, "the training set");
    if (validation != nullptr) check_stream(*validation, "the validation set");
    SettingTexts data = {{"training set", shape_text(&train)}, {"validation set", shape_text(validation)}};
    const bool resumes = state_.under_way;
    SettingTexts numbers;  // which the data sets hold, for whoever takes the fit up
    if (resumes || !settings.checkpoint.path.empty()) {
        numbers = {{"numbers of the training set", numbers_text(&train)},
                   {"numbers of the validation set", numbers_text(validation)}};
    }
    if (resumes) {
        // Not even after resume may it become another fit.
        SettingTexts present = setting_texts();
        present.insert(data.begin(), data.end());
        require_same(resumed_, present);
        require_same_numbers(resumed_, numbers);
        require_epochs(state_, settings_.epochs);
    }
    data.merge(numbers);
    const std::optional<Dataset> weighed = weigh(train);
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
                                   .tell_figures = tell_figures_,
                                   .history = history_,
                                   .keeps_going = keeps_going_,
                                   .save_checkpoint = write_checkpoint_ ? write_checkpoint_ : nothing};
    // Whatever ends it, the next fit begins anew, and nobody takes for gradients what a fit has left in their place.
    const std::unique_ptr<Trainer, void (*)(Trainer*)> done(this, [](Trainer* self) {
        self->state_.under_way = false;
        self->tell_figures_ = nullptr;
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
    const std::optional<Dataset> weighed = weigh(train);
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
    try {
        steps_.update(*model_, updater_);
    } catch (const NonFinite& found) {
        throw error(GLIA_ERROR_NUMERIC,
                    "{}: it is undone, and the optimizer begins anew; a lower learning rate, smaller features or "
                    "gradient clipping may help",
                    found.what);
    }
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
