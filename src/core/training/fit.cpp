#include "core/training/fit.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "core/limits.hpp"
#include "core/losses/output_checks.hpp"
#include "core/model/statistics.hpp"
#include "core/training/checkpoint_keeper.hpp"
#include "core/training/last_update.hpp"
#include "core/training/metric_list.hpp"
#include "core/training/non_finite.hpp"
#include "core/training/online_descent.hpp"
#include "core/training/pass.hpp"
#include "core/training/running_figures.hpp"

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
          figures_(context.state, context.figures),
          last_update_(context.model, context.updater, context.workers),
          validation_(validation),
          rows_(train.rows()),
          batch_(UpdateRows(settings_, rows_).batch),
          update_rows_(UpdateRows(settings_, rows_).update),
          pass_(context.model, context.objective, train, batch_, ActivationGradients::in_turn, context.workers),
          metrics_(metrics_of(context, train)),
          checkpoints_(settings_.checkpoint, state_, figures_, metrics_, context.save_checkpoint) {
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
        context_.tell_figures = [this] { figures_.tell(); };
        if (!context_.updater.searches()) context_.updater.keep_statistics(context_.model);
        checkpoints_.save();  // one that cannot be written is found now, not after hours
        try {
            while (state_.ended == StopReason::none) run_epoch();
            checkpoints_.try_to_save();
        } catch (const NonFinite& found) {
            give_up(StopReason::numeric);
            throw error(GLIA_ERROR_NUMERIC,
                        "{} in epoch {}, batch {}: training stopped{}; a lower learning rate, smaller features or "
                        "gradient clipping may help",
                        found.what, context_.progress.epoch, context_.progress.batch, kept());
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
        figures_.tell();
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
        context_.progress = {static_cast<std::size_t>(state_.epoch), settings_.epochs,
                             static_cast<std::size_t>(state_.updates), 1 + (rows_ - 1) / update_rows_};
        figures_.begin();
        const std::size_t done = static_cast<std::size_t>(state_.updates) * update_rows_;
        begin_pass(std::min(done, rows_));
        for (std::size_t first = done; first < rows_; first += update_rows_) {
            ++context_.progress.batch;
            update(first);
            ++state_.updates;
            if (!keeps_going(FitEvent::batch)) cancel(true);
            if (out_of_time()) return;
            if (checkpoints_.is_due_by_time()) checkpoints_.try_to_save();
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
        if (step == OnlineStep::made) {
            last_update_.made();
            return true;
        }
        if (step == OnlineStep::refused_update) last_update_.overwritten();
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
            const UpdateOutcome outcome =
                context_.updater.update(context_.model, context_.workers, factor, Keep::previous_parameters, rows);
            if (outcome != UpdateOutcome::made) last_update_.refuse(outcome, rows);
        } catch (const NonFinite&) {
            // Where nothing has been finite since the last update, the gradients have not been touched since.
            if (batch.rows == 0) last_update_.undo();
            context_.updater.undo_statistics(context_.model);
            throw;
        } catch (...) {
            context_.updater.undo_statistics(context_.model);
            throw;
        }
        last_update_.made();
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
        const bool moved = context_.updater.search(context_.model, context_.workers, rows_, known, evaluate);
        state_.tally += here_.tally;
        std::swap(metrics_, here_.metrics);
        std::swap(here_, last_);
        if (!moved) state_.ended = StopReason::converged;
    }

    void finish_epoch() {
        figures_.finish();
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
        const bool saves = checkpoints_.is_due_after(state_.epoch - 1) && state_.ended == StopReason::none;
        if (saves) checkpoints_.try_to_save();
        if (!goes_on) cancel(false);
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
            last_update_.undo();
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
            const bool better = note_epoch(state_.stopping, early, rules.improvement,
                                           figure(context_.figures, early.figure), state_.epoch);
            if (better && early.restore_best) std::ranges::copy(context_.model.parameters(), context_.best.begin());
            if (state_.stopping.waited >= early.patience) state_.ended = StopReason::early;
        }
        if (rules.target && reached(*rules.target, figure(context_.figures, rules.target->figure))) {
            state_.ended = StopReason::target;
        }
    }

    bool out_of_time() {
        const double limit = settings_.stopping.seconds;
        if (limit == 0 || seconds_since(fit_start_) < limit) return false;
        // An epoch that is complete is judged first.
        figures_.tell();
        if (state_.updates == context_.progress.batches) finish_epoch();
        if (state_.ended == StopReason::none) state_.ended = StopReason::time;
        return true;
    }

    [[noreturn]] void cancel(bool within_epoch) {
        figures_.tell();
        checkpoints_.try_to_save();
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
        best_is_back_ = true;
    }

    // Which parameters there are, for the end of "training stopped".
    std::string kept() const {
        if (!best_is_back_) return last_update_.outcome();
        return format(", and the parameters of epoch {}, the best, were put back", state_.stopping.best_epoch);
    }

    const FitContext<T>& context_;
    FitState& state_;
    const FitSettings& settings_;
    RunningFigures figures_;
    LastUpdate<T> last_update_;
    const Dataset* validation_;
    std::size_t rows_;
    std::size_t batch_;
    std::size_t update_rows_;  // of the batches that make one update
    Pass<T> pass_;
    std::optional<OnlineDescent<T>> online_;
    Metrics metrics_;  // of the epoch under way
    CheckpointKeeper checkpoints_;
    Metrics validation_metrics_;
    Findings here_;  // what a search found where it began
    Findings last_;  // and at the last parameters that it tried
    bool knows_here_ = false;
    bool best_is_back_ = false;  // whether the parameters are those of the best epoch
    Clock::time_point fit_start_ = Clock::now();
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
