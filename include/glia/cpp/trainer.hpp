// glia/cpp/trainer.hpp: training (trainer.h, stopping.h, checkpoint.h, steps.h).
#ifndef GLIA_CPP_TRAINER_HPP
#define GLIA_CPP_TRAINER_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "glia/checkpoint.h"
#include "glia/cpp/model.hpp"
#include "glia/steps.h"
#include "glia/stopping.h"
#include "glia/trainer.h"

namespace glia {

// Why the last fit ended; the values are described in stopping.h.
enum class StopReason : std::int32_t {
    none = GLIA_STOP_NONE,            // there was none
    epochs = GLIA_STOP_EPOCHS,        // all epochs are done
    early = GLIA_STOP_EARLY,          // early stopping
    target = GLIA_STOP_TARGET,        // a figure is as good as was asked for
    time = GLIA_STOP_TIME,            // the time is over
    callback = GLIA_STOP_CALLBACK,    // a callback has said so
    numeric = GLIA_STOP_NUMERIC,      // a number was not finite
    converged = GLIA_STOP_CONVERGED,  // the optimizer has nothing left to do
    error = GLIA_STOP_ERROR           // another failure
};

// What Trainer::evaluate finds.
struct Evaluation {
    double loss = 0;      // of all rows
    double accuracy = 0;  // a share of rows, or NaN
};

// What the learning-rate range test finds: losses[i] was seen with rates[i].
struct LearningRates {
    std::vector<double> rates;   // growing
    std::vector<double> losses;  // as many
};

// Where a fit is; what a callback is given. Valid during the call.
class Progress {
 public:
    // For callbacks of C. event: a GLIA_EVENT_* value.
    Progress(const glia_trainer* trainer, std::int32_t event) : trainer_(trainer), event_(event) {
        detail::call(glia_trainer_progress, trainer, &epoch_, &epochs_, &batch_, &batches_);
    }

    // Whether an epoch has ended, validation included, or else a mini-batch.
    bool is_epoch() const noexcept { return event_ == GLIA_EVENT_EPOCH; }
    // The epoch and the mini-batch within it, from 1, and how many there are.
    std::size_t epoch() const noexcept { return epoch_; }
    std::size_t epochs() const noexcept { return epochs_; }
    std::size_t batch() const noexcept { return batch_; }
    std::size_t batches() const noexcept { return batches_; }
    // A figure of the epoch under way or the last one.
    double metric(const std::string& name) const {
        double value = 0;
        detail::call(glia_trainer_metric, trainer_, name.c_str(), &value);
        return value;
    }
    // The handle, for functions of C.
    const glia_trainer* get() const noexcept { return trainer_; }

 private:
    const glia_trainer* trainer_;
    std::int32_t event_;
    std::size_t epoch_ = 0, epochs_ = 0, batch_ = 0, batches_ = 0;
};

// Trains one model. It may outlive the Model that it was made from, but changes that model all the same.
class Trainer {
 public:
    // With the defaults of trainer.h.
    explicit Trainer(Model& model)
        : handle_(detail::make<Handle>(glia_trainer_create, model.get())),
          inputs_(model.inputs()),
          outputs_(model.outputs()) {}

    // Of the model when the trainer was made: numbers in a row of x, and of y.
    std::size_t inputs() const noexcept { return inputs_; }
    std::size_t outputs() const noexcept { return outputs_; }

    // Settings; each is a spec where it is a text.
    Trainer& set_loss(const std::string& loss) { return set(glia_trainer_set_loss, loss.c_str()); }
    Trainer& set_optimizer(const std::string& spec) { return set(glia_trainer_set_optimizer, spec.c_str()); }
    Trainer& set_schedule(const std::string& spec) { return set(glia_trainer_set_schedule, spec.c_str()); }
    Trainer& set_penalty(const std::string& spec) { return set(glia_trainer_set_penalty, spec.c_str()); }
    Trainer& set_constraint(const std::string& spec) { return set(glia_trainer_set_constraint, spec.c_str()); }
    Trainer& set_clipping(const std::string& spec) { return set(glia_trainer_set_clipping, spec.c_str()); }
    Trainer& set_class_weight(const std::string& rule) { return set(glia_trainer_set_class_weight, rule.c_str()); }
    Trainer& set_class_weights(Span<const double> weights) {
        return set(glia_trainer_set_class_weights, weights.data(), weights.size());
    }
    Trainer& set_metrics(const std::vector<std::string>& metrics) {
        return set(glia_trainer_set_metrics, detail::pointers(metrics).data(), metrics.size());
    }
    Trainer& set_batch_size(std::size_t rows) { return set(glia_trainer_set_batch_size, rows); }
    Trainer& set_accumulation(std::size_t batches) { return set(glia_trainer_set_accumulation, batches); }
    Trainer& set_epochs(std::size_t epochs) { return set(glia_trainer_set_epochs, epochs); }
    Trainer& set_seed(std::uint64_t seed) { return set(glia_trainer_set_seed, seed); }
    Trainer& set_shuffle(bool shuffle) { return set(glia_trainer_set_shuffle, shuffle ? 1 : 0); }
    Trainer& set_threads(std::size_t threads) { return set(glia_trainer_set_threads, threads); }

    // When a fit ends early. figure empty: the validation loss, or the loss where nothing is validated.
    Trainer& set_early_stopping(std::size_t patience, const std::string& figure = {}, double min_change = 0,
                                bool restore_best = true) {
        return set(glia_trainer_set_early_stopping, detail::or_null(figure), patience, min_change,
                   restore_best ? 1 : 0);
    }
    Trainer& set_improvement(const std::string& improvement) {
        return set(glia_trainer_set_improvement, improvement.c_str());
    }
    Trainer& set_target(const std::string& figure, double value) {
        return set(glia_trainer_set_target, detail::or_null(figure), value);
    }
    Trainer& set_time_limit(double seconds) { return set(glia_trainer_set_time_limit, seconds); }

    // Checkpoints each so many epochs or seconds (0: not by these), and going on from one.
    Trainer& set_checkpoint(const std::string& path, std::size_t epochs, double seconds = 0) {
        return set(glia_trainer_set_checkpoint, detail::or_null(path), epochs, seconds);
    }
    Trainer& resume(const std::string& path) { return set(glia_trainer_resume, path.c_str()); }

    // A callable that takes const Progress& after each mini-batch and each epoch. Where it returns false, fit ends, and
    // throws an Error with GLIA_ERROR_CANCELLED; it may also return nothing.
    template <class Callable>
    Trainer& set_callback(Callable callable);
    // Nothing follows the fit any more.
    Trainer& remove_callback() { return set(glia_trainer_set_callback, nullptr, nullptr, nullptr); }

    // Trains for the set number of epochs, or until something ends it.
    void fit(const Dataset& train) { detail::call(glia_trainer_fit, get(), train.get(), nullptr); }
    void fit(const Dataset& train, const Dataset& validation) {
        detail::call(glia_trainer_fit, get(), train.get(), validation.get());
    }
    // Loss and accuracy of the model as it is.
    Evaluation evaluate(const Dataset& dataset) const {
        Evaluation result;
        detail::call(glia_trainer_evaluate, get(), dataset.get(), &result.loss, &result.accuracy);
        return result;
    }
    // The learning-rate range test.
    LearningRates find_learning_rate(const Dataset& train, double lowest, double highest, std::size_t steps) const {
        LearningRates result{std::vector<double>(steps), std::vector<double>(steps)};
        std::size_t points = 0;
        detail::call(glia_trainer_find_learning_rate, get(), train.get(), lowest, highest, steps, result.rates.data(),
                     result.losses.data(), steps, &points);
        result.rates.resize(points);
        result.losses.resize(points);
        return result;
    }

    // Where the last fit came to, with the figures of its last epoch.
    Progress progress() const { return Progress(get(), GLIA_EVENT_EPOCH); }
    double metric(const std::string& name) const { return progress().metric(name); }
    // One figure of every finished epoch, oldest first.
    std::vector<double> history(const std::string& figure) const {
        return detail::numbers<double>(glia_trainer_history, get(), figure.c_str());
    }
    // A JSON array of all that history knows.
    std::string figures() const { return detail::text(glia_trainer_figures, get()); }
    // Why the last fit ended, and which of its epochs was the best.
    StopReason stop_reason() const noexcept { return static_cast<StopReason>(glia_trainer_stop_reason(get())); }
    std::size_t best_epoch() const noexcept { return glia_trainer_best_epoch(get()); }

    // Single steps: what a fit does with each mini-batch, for loops of your own.
    std::vector<float> forward(Span<const float> x) {
        const std::size_t rows = detail::rows_of("x", x.size(), inputs_);
        std::vector<float> y(rows * outputs_);
        detail::call(glia_trainer_forward, get(), x.data(), rows, y.data());
        rows_ = rows;
        return y;
    }
    double loss(Span<const float> targets, Span<const float> weights = {}) {
        expect_rows("targets", targets.size(), outputs_);
        return loss(glia_trainer_loss, glia_trainer_loss_weighted, targets.data(), weights);
    }
    double loss_classes(Span<const std::int32_t> classes, Span<const float> weights = {}) {
        expect_rows("classes", classes.size(), 1);
        return loss(glia_trainer_loss_classes, glia_trainer_loss_classes_weighted, classes.data(), weights);
    }
    void backward() { detail::call(glia_trainer_backward, get()); }
    void backward(Span<const float> output_gradient) {
        expect_rows("output_gradient", output_gradient.size(), outputs_);
        detail::call(glia_trainer_backward_from, get(), output_gradient.data());
    }
    void update() { detail::call(glia_trainer_update, get()); }

    // Of single steps: gradients of a tensor, which may be replaced before an update; and what stands between layers
    // (position 0: the input) with its gradients.
    std::vector<float> gradients(std::size_t layer, const std::string& tensor) const {
        return detail::numbers<float>(glia_trainer_get_gradients, get(), layer, tensor.c_str());
    }
    Trainer& set_gradients(std::size_t layer, const std::string& tensor, Span<const float> values) {
        return set(glia_trainer_set_gradients, layer, tensor.c_str(), values.data(), values.size());
    }
    std::vector<float> activations(std::size_t position) const {
        return detail::numbers<float>(glia_trainer_get_activations, get(), position);
    }
    std::vector<float> activation_gradients(std::size_t position) const {
        return detail::numbers<float>(glia_trainer_get_activation_gradients, get(), position);
    }

    // The handle, for functions of C; the object keeps it.
    glia_trainer* get() noexcept { return handle_.get(); }
    const glia_trainer* get() const noexcept { return handle_.get(); }

 private:
    using Handle = detail::Handle<glia_trainer, glia_trainer_destroy>;

    template <class Function, class... Arguments>
    Trainer& set(Function function, Arguments... arguments) {
        detail::call(function, get(), arguments...);
        return *this;
    }
    // As many as the last forward had; where there was none, glia says so.
    void expect_rows(const char* name, std::size_t size, std::size_t width) const {
        if (rows_ > 0) detail::expect_size(name, size, rows_ * width);
    }
    template <class Plain, class Weighted, class Target>
    double loss(Plain plain, Weighted weighted, const Target* targets, Span<const float> weights) {
        double value = 0;
        if (weights.empty()) {
            detail::call(plain, get(), targets, &value);
        } else {
            expect_rows("weights", weights.size(), 1);
            detail::call(weighted, get(), targets, weights.data(), &value);
        }
        return value;
    }

    Handle handle_;
    std::size_t inputs_;
    std::size_t outputs_;
    std::size_t rows_ = 0;  // of the last forward
};

template <class Callable>
Trainer& Trainer::set_callback(Callable callable) {
    auto kept = std::make_unique<Callable>(std::move(callable));
    const auto follow = [](const glia_trainer* trainer, std::int32_t event, void* user) {
        return detail::run([&] { return detail::goes_on(*static_cast<Callable*>(user), Progress(trainer, event)); });
    };
    const glia_status status =
        detail::status_of(glia_trainer_set_callback, get(), +follow, kept.get(), detail::destroy_kept<Callable>);
    detail::hand_over(kept, status);
    return *this;
}

}  // namespace glia

#endif
