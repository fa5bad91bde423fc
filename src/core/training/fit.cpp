#include "core/training/fit.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "base/log.hpp"
#include "core/limits.hpp"
#include "core/losses/output_checks.hpp"
#include "core/model/statistics.hpp"
#include "core/training/metric_list.hpp"
#include "core/training/non_finite.hpp"
#include "core/training/online_descent.hpp"
#include "core/training/pass.hpp"

namespace glia {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// What one pass over the training set found.
struct Findings {
    Tally tally;
    Metrics metrics;
};

// One epoch after another over the training set, until something ends it.
template <class T>
class Fit {
 public:
    Fit(const FitContext<T>& context, const Dataset& train, const Dataset* validation)
        : context_(context),
          state_(context.state),
          settings_(context.settings),
          validation_(validation),
          rows_(train.rows()),
          batch_(UpdateRows(settings_, rows_).batch),
          update_rows_(UpdateRows(settings_, rows_).update),
          pass_(context.model, context.objective, train, batch_, ActivationGradients::in_turn, context.workers),
          metrics_(metrics_of(context, train)) {
        if (update_rows_ == 1 && metrics_.empty() && OnlineDescent<T>::suits(context.model, context.updater, train)) {
            online_.emplace(context.model, context.objective, train);
        }
        if (validation != nullptr) validation_metrics_ = metrics_of(context, *validation);
        if (context.updater.searches()) {
            here_.metrics = metrics_of(context, train);
            last_.metrics = metrics_of(context, train);
        }
        for (std::size_t i = 0; i < state_.metrics.size(); ++i) metrics_[i]->load(state_.metrics[i]);
    }

    StopReason run() {
        if (settings_.stopping.early && settings_.stopping.early->restore_best && context_.best.empty()) {
            context_.best = Buffer<T>(context_.model.parameter_count());
        }
        context_.progress = {.epochs = settings_.epochs};
        context_.tell_figures = [this] { tell_figures(); };
        if (!context_.updater.searches()) context_.updater.keep_statistics(context_.model);
        save_checkpoint();  // one that cannot be written is found now, not after hours
        try {
            while (state_.ended == StopReason::none) run_epoch();
            try_to_save_checkpoint();
        } catch (const NonFinite& found) {
            give_up(StopReason::numeric);
            throw error(GLIA_ERROR_NUMERIC,
                        "{} in epoch {}, batch {}: training stopped{}; a lower learning rate, smaller features or "
                        "gradient clipping may help",
                        found.what, context_.progress.epoch, context_.progress.batch, kept_);
        } catch (const Error& failure) {
            // What the trainer's callback ended is in order already; one that delivers rows may end a fit too. The
            // checkpoint stays the last one that was stored.
            if (state_.ended == StopReason::callback) throw;
            give_up(failure.status() == GLIA_ERROR_CANCELLED ? StopReason::callback : StopReason::error);
            throw;
        } catch (...) {
            give_up(StopReason::error);
            throw;
        }
        put_back_best();
        return state_.ended;
    }

 private:
    void give_up(StopReason reason) {
        tell_figures();
        put_back_best();
        state_.ended = reason;
    }

    static Metrics metrics_of(const FitContext<T>& context, const Dataset& dataset) {
        return make_metrics<T>(context.settings, context.objective, context.model, dataset);
    }

    void run_epoch() {
        if (state_.epoch > settings_.epochs) {
            state_.ended = StopReason::epochs;
            return;
        }
        context_.figures = {};
        context_.progress = {static_cast<std::size_t>(state_.epoch), settings_.epochs,
                             static_cast<std::size_t>(state_.updates), 1 + (rows_ - 1) / update_rows_};
        epoch_start_ = Clock::now();
        in_epoch_ = true;
        seconds_before_ = state_.seconds;
        const std::size_t done = static_cast<std::size_t>(state_.updates) * update_rows_;
        begin_pass(std::min(done, rows_));
        for (std::size_t first = done; first < rows_; first += update_rows_) {
            ++context_.progress.batch;
            update(first);
            ++state_.updates;
            if (!keeps_going(FitEvent::batch)) cancel(true);
            if (out_of_time()) return;
            if (is_due_by_time()) try_to_save_checkpoint();
        }
        finish_epoch();
    }

    bool keeps_going(FitEvent event) const { return !context_.keeps_going || context_.keeps_going(event); }

    // The order of rows is a function of the seed and of how many epochs there were before.
    EpochOrder order(std::size_t first_row) const {
        return {.shuffle = settings_.shuffle,
                .seed = settings_.seed,
                .epoch = static_cast<std::uint32_t>(state_.epochs_before + state_.epoch),
                .batch = batch_,
                .first_row = first_row};
    }

    void begin_pass(std::size_t first_row) {
        if (online_) return online_->begin(order(first_row));
        pass_.begin(order(first_row));
    }

    double rate() const {
        const auto batches = static_cast<double>(context_.progress.batches);
        const double done = static_cast<double>(state_.epoch - 1) + static_cast<double>(state_.updates) / batches;
        return context_.schedule.factor(state_.schedule, {done, static_cast<double>(settings_.epochs)});
    }

    void update(std::size_t first) {
        if (context_.updater.searches()) {
            context_.figures.learning_rate = context_.updater.learning_rate();
            search();
        } else {
            const double factor = rate();
            context_.figures.learning_rate = factor * context_.updater.learning_rate();
            if (!online_ || !descend_online(first, factor)) descend(first, factor);
        }
    }

    // Where something is not finite, the general way does the row again and finds what it is.
    bool descend_online(std::size_t first, double factor) {
        const OnlineStep step = online_->step(context_.model, context_.updater, factor, state_.tally, context_.workers);
        if (step == OnlineStep::made) return can_undo_ = true;
        if (step == OnlineStep::refused_update) can_undo_ = false;  // what was before the last update is gone
        pass_.begin(order(first));
        return false;
    }

    void descend(std::size_t first, double factor) {
        const std::size_t rows = std::min(update_rows_, rows_ - first);
        Tally batch;
        const Training training = {.on = true, .seed = settings_.seed, .step = context_.updater.steps()};
        try {
            const std::span<T> gradients = context_.updater.gradients(context_.model);
            pass_.run(rows, batch, metrics_, gradients.data(), training, &context_.model);
            if (context_.updater.clips()) require_finite_gradients<T>(context_.model, gradients, context_.workers);
            require_finite_statistics<T>(context_.model);
            if (!context_.updater.update(context_.model, context_.workers, factor, Keep::previous_parameters)) {
                refuse_update();
            }
        } catch (const NonFinite&) {
            // Where nothing has been finite since the last update, the gradients have not been touched since.
            if (batch.rows == 0) undo();
            context_.updater.undo_statistics(context_.model);
            throw;
        } catch (...) {
            context_.updater.undo_statistics(context_.model);
            throw;
        }
        can_undo_ = true;
        state_.tally += batch;
    }

    // The optimizer asks for loss and gradient of all rows at parameters that it chooses. Those where the last search
    // ended are known already, unless noise makes them others.
    void search() {
        const bool known = std::exchange(knows_here_, !context_.model.differs_in_training());
        bool here = !known;
        const Training training = {.on = true, .seed = settings_.seed, .step = context_.updater.steps()};
        const std::vector<T> statistics = statistics_of(context_.model);
        const auto evaluate = [&](std::span<T> gradients) {
            last_.tally = {};
            for (const auto& metric : last_.metrics) metric->reset();
            begin_pass(0);
            try {
                pass_.run(rows_, last_.tally, last_.metrics, gradients.data(), training,
                          here ? &context_.model : nullptr);
                require_finite_gradients<T>(context_.model, gradients, context_.workers);
                require_finite_statistics<T>(context_.model);
            } catch (const NonFinite&) {
                if (here) {
                    set_statistics<T>(context_.model, statistics);
                    throw;
                }
                return std::numeric_limits<double>::infinity();
            } catch (...) {
                if (here) set_statistics<T>(context_.model, statistics);
                throw;
            }
            const double loss = last_.tally.mean_loss();
            if (std::exchange(here, false)) std::swap(here_, last_);
            return loss;
        };
        const bool moved = context_.updater.search(context_.model, context_.workers, known, evaluate);
        state_.tally += here_.tally;
        std::swap(metrics_, here_.metrics);
        std::swap(here_, last_);
        if (!moved) state_.ended = StopReason::converged;
    }

    void undo() {
        if (!std::exchange(can_undo_, false)) return;
        context_.updater.undo(context_.model);
        kept_ = ", and the last update was undone";
    }

    // Only for whoever asks: a look at the clock takes a good part of the time of a small step.
    void tell_figures() {
        if (!in_epoch_) return;  // they have been told, and rows are counted anew
        state_.seconds = seconds_before_ + seconds_since(epoch_start_);
        context_.figures.loss = state_.tally.mean_loss();
        context_.figures.accuracy = state_.tally.score.share();
        context_.figures.seconds = state_.seconds;
    }

    void finish_epoch() {
        tell_figures();
        in_epoch_ = false;
        tell(metrics_, settings_.metrics, "", context_.figures);
        validate();
        context_.history.push_back(context_.figures);
        context_.schedule.after_epoch(state_.schedule, deciding_loss(), false);
        judge_epoch();
        ++state_.epoch;
        state_.updates = 0;
        state_.tally = {};
        state_.seconds = 0;
        for (const auto& metric : metrics_) metric->reset();
        const bool goes_on = keeps_going(FitEvent::epoch);
        const std::size_t every = settings_.checkpoint.epochs;
        if (every > 0 && (state_.epoch - 1) % every == 0 && state_.ended == StopReason::none) try_to_save_checkpoint();
        if (!goes_on) cancel(false);
    }

    // An update that came to nothing: by a gradient, which still stands in its place while the model is untouched, or by
    // what it made of finite ones, which is named before it is undone. What the optimizer remembers would spoil the next.
    [[noreturn]] void refuse_update() {
        context_.updater.forget_state();
        require_finite_gradients<T>(context_.model, context_.updater.gradients(), context_.workers);
        can_undo_ = true;
        try {
            glia::refuse_update<T>(context_.model);
        } catch (const NonFinite&) {
            undo();
            throw;
        }
    }

    void validate() {
        if (validation_ == nullptr) return;
        try {
            for (const auto& metric : validation_metrics_) metric->reset();
            const Evaluation evaluation =
                evaluate<T>(context_.model, context_.objective, *validation_, validation_metrics_, context_.workers);
            context_.figures.validation_loss = evaluation.loss;
            context_.figures.validation_accuracy = evaluation.accuracy;
            tell(validation_metrics_, settings_.metrics, validation_prefix, context_.figures);
        } catch (const NonFinite& found) {
            undo();
            throw NonFinite{"on the validation set, " + found.what};
        }
    }

    double deciding_loss() const {
        return validation_ == nullptr ? context_.figures.loss : context_.figures.validation_loss;
    }

    void judge_epoch() {
        const StoppingRules& rules = settings_.stopping;
        if (rules.early) {
            const EarlyStopping& early = *rules.early;
            const bool better =
                note_epoch(state_.stopping, early, figure(context_.figures, early.figure), state_.epoch);
            if (better && early.restore_best) std::ranges::copy(context_.model.parameters(), context_.best.begin());
            if (!better && state_.stopping.waited >= early.patience) state_.ended = StopReason::early;
        }
        if (rules.target && reached(*rules.target, figure(context_.figures, rules.target->figure))) {
            state_.ended = StopReason::target;
        }
    }

    bool out_of_time() {
        const double limit = settings_.stopping.seconds;
        if (limit == 0 || seconds_since(fit_start_) < limit) return false;
        // An epoch that is complete is judged first.
        tell_figures();
        if (state_.updates == context_.progress.batches) finish_epoch();
        if (state_.ended == StopReason::none) state_.ended = StopReason::time;
        return true;
    }

    [[noreturn]] void cancel(bool within_epoch) {
        tell_figures();
        try_to_save_checkpoint();
        put_back_best();
        state_.ended = StopReason::callback;
        if (within_epoch) {
            throw error(GLIA_ERROR_CANCELLED, "the callback stopped training in epoch {}, batch {}",
                        context_.progress.epoch, context_.progress.batch);
        }
        throw error(GLIA_ERROR_CANCELLED, "the callback stopped training after epoch {} of {}", context_.progress.epoch,
                    settings_.epochs);
    }

    void put_back_best() {
        if (context_.best.empty() || state_.stopping.best_epoch == 0) return;
        std::ranges::copy(context_.best, context_.model.parameters().begin());
        kept_ = format(", and the parameters of epoch {}, the best, were put back", state_.stopping.best_epoch);
    }

    bool is_due_by_time() const {
        const double every = settings_.checkpoint.seconds;
        return every > 0 && seconds_since(last_save_) >= every;
    }

    void save_checkpoint() {
        if (settings_.checkpoint.path.empty()) return;
        tell_figures();
        state_.metrics.resize(metrics_.size());
        for (std::size_t i = 0; i < metrics_.size(); ++i) {
            state_.metrics[i].clear();
            metrics_[i]->save(state_.metrics[i]);
        }
        context_.save_checkpoint();
        last_save_ = Clock::now();
    }

    // A full disk must not cost the training done so far.
    void try_to_save_checkpoint() {
        try {
            save_checkpoint();
        } catch (const Error& failure) {
            last_save_ = Clock::now();
            log(GLIA_LOG_ERROR, "{}", failure.what());
        }
    }

    const FitContext<T>& context_;
    FitState& state_;
    const FitSettings& settings_;
    const Dataset* validation_;
    std::size_t rows_;
    std::size_t batch_;
    std::size_t update_rows_;  // of the batches that make one update
    Pass<T> pass_;
    std::optional<OnlineDescent<T>> online_;
    Metrics metrics_;  // of the epoch under way
    Metrics validation_metrics_;
    Findings here_;  // what a search found where it began
    Findings last_;  // and at the last parameters that it tried
    bool knows_here_ = false;
    bool can_undo_ = false;  // whether the gradients hold the parameters before the last update
    std::string kept_ = " before that update";
    Clock::time_point fit_start_ = Clock::now();
    Clock::time_point epoch_start_ = fit_start_;
    double seconds_before_ = 0;  // of this epoch, before the fit was resumed
    bool in_epoch_ = false;      // whether rows of it are being learnt from
    Clock::time_point last_save_ = fit_start_;
};

}  // namespace

template <class T>
Metrics make_metrics(const FitSettings& settings, const Objective<T>& objective, const Model<T>& model,
                     const Dataset& dataset) {
    Metrics metrics = make_metrics(
        settings.metrics, metric_task(objective.function().accuracy(), dataset.has_classes(), model.outputs()));
    for (const auto& metric : metrics) {
        if (metric->input() != MetricInput::probabilities) continue;
        check_probability_metric(metric->name(), {model.outputs(), model.layer(model.layers() - 1).activation()});
        metric->tolerate_outputs();
    }
    return metrics;
}

template <class T>
Evaluation evaluate(const Model<T>& model, const Objective<T>& objective, const Dataset& dataset, MetricList metrics,
                    Workers& workers) {
    Pass<T> pass(model, objective, dataset, evaluation_rows, ActivationGradients::none, workers);
    Tally tally;
    pass.begin({});
    pass.run(dataset.rows(), tally, metrics, nullptr, {}, nullptr);
    return {tally.mean_loss(), tally.score.share()};
}

template <class T>
StopReason fit(const FitContext<T>& context, const Dataset& train, const Dataset* validation) {
    return Fit<T>(context, train, validation).run();
}

template Metrics make_metrics(const FitSettings&, const Objective<float>&, const Model<float>&, const Dataset&);
template Metrics make_metrics(const FitSettings&, const Objective<double>&, const Model<double>&, const Dataset&);
template Evaluation evaluate(const Model<float>&, const Objective<float>&, const Dataset&, MetricList, Workers&);
template Evaluation evaluate(const Model<double>&, const Objective<double>&, const Dataset&, MetricList, Workers&);
template StopReason fit(const FitContext<float>&, const Dataset&, const Dataset*);
template StopReason fit(const FitContext<double>&, const Dataset&, const Dataset*);

}  // namespace glia
