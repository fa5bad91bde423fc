#include "core/fit.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "base/error.hpp"
#include "core/batch.hpp"
#include "core/limits.hpp"
#include "core/rng.hpp"
#include "linalg/rows.hpp"

namespace glia {
namespace {

// A running mean over rows.
struct Tally {
    double loss = 0;
    std::size_t rows = 0;
    Score score;

    double mean_loss() const { return loss / static_cast<double>(rows); }
};

// A batch may be larger than what is propagated at once: it is worked on in chunks of at most `max_rows` rows, whose
// gradients add up.
template <class T>
class Pass {
 public:
    Pass(const Model<T>& model, const Objective<T>& objective, const Dataset& dataset, std::size_t batch,
         ActivationGradients gradients, Workers& workers)
        : model_(model),
          objective_(objective),
          workers_(workers),
          max_rows_(rows_at_once(model, std::min(batch, dataset.rows()), gradients)),
          accuracy_(accuracy_of(objective.function().accuracy(), dataset.has_classes(), model.outputs())),
          reader_(dataset, max_rows_, model.outputs(), !objective.function().takes_classes()),
          propagation_(model, max_rows_, objective.last_output(), gradients),
          y_(objective.outputs_size(max_rows_)) {}

    // Adds the rows' loss and score to `tally`; where `gradients` is not null, it becomes that of their mean loss.
    void run(std::span<const std::size_t> order, std::size_t first, std::size_t rows, Tally& tally, T* gradients,
             Training training) {
        const T scale = T{1} / static_cast<T>(rows);
        for (std::size_t done = 0; done < rows; done += max_rows_) {
            const Batch<T> batch = reader_.read(order, first + done, std::min(max_rows_, rows - done));
            training.first_row = done;
            propagation_.forward(model_, batch.x, batch.rows, training, workers_);
            const Outputs<T> outputs = objective_.outputs(model_, propagation_, y_.data());
            tally.loss += objective_.function().sum(outputs, batch.targets);
            tally.score += score(accuracy_, outputs, batch.targets);
            if (gradients == nullptr) continue;
            objective_.function().gradient(outputs, batch.targets, scale, propagation_.output_gradient());
            propagation_.backward(model_, gradients, done > 0, workers_);
        }
        tally.rows += rows;
    }

    const Propagation<T>& propagation() const noexcept { return propagation_; }

 private:
    static std::size_t rows_at_once(const Model<T>& model, std::size_t rows, ActivationGradients gradients) {
        const bool whole = gradients != ActivationGradients::none && model.mixes_rows();
        return whole ? rows : std::min(rows, chunk_rows(model.widest()));
    }

    const Model<T>& model_;
    const Objective<T>& objective_;
    Workers& workers_;
    std::size_t max_rows_;
    Accuracy accuracy_;
    BatchReader<T> reader_;
    Propagation<T> propagation_;
    Buffer<T> y_;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// One epoch after another over the training set.
template <class T>
class Epochs {
 public:
    Epochs(const FitContext<T>& context, const Dataset& train)
        : context_(context),
          rows_(train.rows()),
          batch_(context.settings.batch_size == 0 ? rows_ : std::min(context.settings.batch_size, rows_)),
          // The order within one single batch does not matter: full-batch descent reads rows where they lie.
          order_(context.settings.shuffle && batch_ < rows_ ? rows_ : 0),
          gradients_(context.updater.gradients(context.model)),
          pass_(context.model, context.objective, train, batch_, ActivationGradients::in_turn, context.workers) {}

    void run(std::size_t epoch) {
        start_ = std::chrono::steady_clock::now();
        arrange(epoch);
        Tally tally;
        context_.progress.epoch = epoch;
        context_.progress.batches = (rows_ + batch_ - 1) / batch_;
        for (std::size_t first = 0; first < rows_; first += batch_) {
            context_.progress.batch = first / batch_ + 1;
            step(first, tally);
        }
    }

 private:
    void arrange(std::size_t epoch) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        const auto stream = static_cast<std::uint32_t>(context_.epochs_before + epoch);
        Random random(context_.settings.seed, RandomUse::shuffle, stream);
        shuffle(order_, random);
    }

    void step(std::size_t first, Tally& tally) {
        Tally batch;
        const Training training = {.on = true, .seed = context_.settings.seed, .step = context_.updater.steps()};
        pass_.run(order_, first, std::min(batch_, rows_ - first), batch, gradients_.data(), training);
        refuse_non_finite(batch);
        context_.updater.update(context_.model, context_.workers);
        pass_.propagation().learn_statistics(context_.model);
        tally.loss += batch.loss;
        tally.rows += batch.rows;
        tally.score += batch.score;
        context_.figures.loss = tally.mean_loss();
        context_.figures.accuracy = tally.score.share();
        context_.figures.seconds = seconds_since(start_);
        if (!context_.keeps_going(FitEvent::batch)) throw cancelled();
    }

    void refuse_non_finite(const Tally& batch) const {
        const bool finite_loss = std::isfinite(batch.loss);
        if (finite_loss && all_finite(gradients_.size(), gradients_.data())) return;
        throw error(GLIA_ERROR_NUMERIC,
                    "the {} is not finite in epoch {}, batch {}: training stopped before that update; a lower learning "
                    "rate or smaller features may help",
                    finite_loss ? "gradient" : "loss", context_.progress.epoch, context_.progress.batch);
    }

    Error cancelled() const {
        return error(GLIA_ERROR_CANCELLED, "the callback stopped training in epoch {}, batch {}",
                     context_.progress.epoch, context_.progress.batch);
    }

    const FitContext<T>& context_;
    std::size_t rows_;
    std::size_t batch_;
    std::vector<std::size_t> order_;
    std::span<T> gradients_;
    Pass<T> pass_;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace

template <class T>
Evaluation evaluate(const Model<T>& model, const Objective<T>& objective, const Dataset& dataset, Workers& workers) {
    Pass<T> pass(model, objective, dataset, evaluation_rows, ActivationGradients::none, workers);
    Tally tally;
    pass.run({}, 0, dataset.rows(), tally, nullptr, {});
    return {tally.mean_loss(), tally.score.share()};
}

template <class T>
void fit(const FitContext<T>& context, const Dataset& train, const Dataset* validation) {
    Epochs<T> epochs(context, train);
    context.progress = {.epochs = context.settings.epochs};
    for (std::size_t epoch = 1; epoch <= context.settings.epochs; ++epoch) {
        context.figures = {};
        epochs.run(epoch);
        if (validation != nullptr) {
            const Evaluation evaluation = evaluate(context.model, context.objective, *validation, context.workers);
            context.figures.validation_loss = evaluation.loss;
            context.figures.validation_accuracy = evaluation.accuracy;
        }
        context.history.push_back(context.figures);
        if (!context.keeps_going(FitEvent::epoch)) {
            throw error(GLIA_ERROR_CANCELLED, "the callback stopped training after epoch {} of {}", epoch,
                        context.settings.epochs);
        }
    }
}

template Evaluation evaluate(const Model<float>&, const Objective<float>&, const Dataset&, Workers&);
template Evaluation evaluate(const Model<double>&, const Objective<double>&, const Dataset&, Workers&);
template void fit(const FitContext<float>&, const Dataset&, const Dataset*);
template void fit(const FitContext<double>&, const Dataset&, const Dataset*);

}  // namespace glia
