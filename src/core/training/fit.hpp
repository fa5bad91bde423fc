// Training over a data set: epochs of mini-batches.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/data/dataset.hpp"
#include "core/optimizers/updater.hpp"
#include "core/training/fit_state.hpp"
#include "core/training/history.hpp"
#include "core/training/metric_list.hpp"
#include "core/training/objective.hpp"
#include "core/training/stopping.hpp"

namespace glia {

// When a fit stores where it stands.
struct CheckpointRule {
    std::string path;        // "": never
    std::size_t epochs = 1;  // after so many; 0: not by epochs
    double seconds = 0;      // after so many; 0: not by time
};

struct FitSettings {
    std::size_t batch_size = 32;  // 0: all rows
    std::size_t epochs = 10;
    std::uint64_t seed = 0;
    bool shuffle = true;
    std::size_t threads = 1;
    std::size_t accumulation = 1;           // batches whose gradients make one update
    std::vector<std::string> metrics = {};  // specs in their shortest form
    StoppingRules stopping = {};
    CheckpointRule checkpoint = {};
};

// How rows make updates: a fit's, and a range test's.
struct UpdateRows {
    UpdateRows(const FitSettings& settings, std::size_t rows)
        : batch(settings.batch_size == 0 ? rows : std::min(settings.batch_size, rows)),
          update(settings.accumulation > rows / batch ? rows : batch * settings.accumulation) {}

    std::size_t batch;   // of a mini-batch
    std::size_t update;  // of the mini-batches that make one update
};

enum class FitEvent {
    batch,
    epoch,
};

struct Evaluation {
    double loss = no_figure;
    double accuracy = no_figure;
};

// The metrics of the settings, of no rows yet, for what the model predicts of the data set. Throws Error where one has
// no meaning for them, or needs probabilities and the output layer gives others; where a layer does not tell, the
// metric becomes NaN.
template <class T>
Metrics make_metrics(const FitSettings& settings, const Objective<T>& objective, const Model<T>& model,
                     const Dataset& dataset);

// Loss and accuracy of a model as it is; rows are added to the metrics. The data set must have been checked against the
// objective. Throws NonFinite where the loss is not finite.
template <class T>
Evaluation evaluate(const Model<T>& model, const Objective<T>& objective, const Dataset& dataset, MetricList metrics,
                    Workers& workers);

// What a fit works on, and where it says how far it is.
template <class T>
struct FitContext {
    Model<T>& model;
    const Objective<T>& objective;
    Updater<T>& updater;
    const Schedule& schedule;
    const FitSettings& settings;
    Workers& workers;
    FitState& state;  // where to begin, and how far it is
    Buffer<T>& best;  // the parameters of the best epoch, where early stopping wants them
    Progress& progress;
    EpochFigures& figures;                      // of the epoch under way, when they were last told
    std::function<void()>& tell_figures;        // becomes what brings them up to date, as long as the fit lasts
    std::vector<EpochFigures>& history;         // grows by each epoch
    std::function<bool(FitEvent)> keeps_going;  // after each update and epoch; empty: always
    std::function<void()> save_checkpoint;      // by the settings' rule; may throw
};

// Returns why it ended. Throws Error: GLIA_ERROR_NUMERIC where a loss or gradient is not finite, and the parameters are
// then the last ones with which both were; GLIA_ERROR_CANCELLED where keeps_going says no. The data sets and settings
// must have been checked, and the model initialized.
template <class T>
StopReason fit(const FitContext<T>& context, const Dataset& train, const Dataset* validation);

}  // namespace glia
