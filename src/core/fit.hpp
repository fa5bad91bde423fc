// Training over a data set: epochs of mini-batches.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "core/accuracy.hpp"
#include "core/dataset.hpp"
#include "core/history.hpp"
#include "core/objective.hpp"
#include "core/updater.hpp"

namespace glia {

struct FitSettings {
    std::size_t batch_size = 32;  // 0: all rows
    std::size_t epochs = 10;
    std::uint64_t seed = 0;
    bool shuffle = true;
    std::size_t threads = 1;
};

enum class FitEvent {
    batch,
    epoch,
};

struct Evaluation {
    double loss = no_figure;
    double accuracy = no_figure;
};

// Loss and accuracy of a model as it is. The data set must have been checked against the objective.
template <class T>
Evaluation evaluate(const Model<T>& model, const Objective<T>& objective, const Dataset& dataset, Workers& workers);

// What a fit works on, and where it says how far it is.
template <class T>
struct FitContext {
    Model<T>& model;
    const Objective<T>& objective;
    Updater<T>& updater;
    const FitSettings& settings;
    Workers& workers;
    Progress& progress;
    EpochFigures& figures;                      // of the epoch under way
    std::vector<EpochFigures>& history;         // grows by each epoch
    std::uint64_t epochs_before = 0;            // since the trainer was made: each epoch has its own order
    std::function<bool(FitEvent)> keeps_going;  // after each batch and epoch
};

// Throws Error: GLIA_ERROR_NUMERIC before the update that would spoil the parameters, GLIA_ERROR_CANCELLED where
// keeps_going says no. The data sets must have been checked, and the model initialized.
template <class T>
void fit(const FitContext<T>& context, const Dataset& train, const Dataset* validation);

}  // namespace glia
