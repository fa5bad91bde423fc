// When a fit ends before its last epoch, and which epoch was the best.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/spec.hpp"
#include "core/training/history.hpp"

namespace glia {

// From which epoch an improvement by more than min_change is measured.
enum class Improvement {
    gradual,  // from the last that was one: small changes add up (Keras)
    at_once,  // from the best, by however little it was better (scikit-learn)
};

std::span<const SpecDefinition> improvement_definitions();

// Throws Error for a spec that is not right.
Improvement make_improvement(std::string_view spec);

// Ends a fit whose figure has not improved for `patience` epochs in a row. (Prechelt, Early Stopping - But When?,
// 1998.)
struct EarlyStopping {
    std::string figure;  // "": the validation loss where there is one, the loss otherwise
    std::size_t patience = 10;
    double min_change = 0;
    bool restore_best = true;  // whether the parameters of the best epoch are put back
};

// Ends a fit whose figure is at least as good as `value`.
struct StoppingTarget {
    std::string figure;
    double value = 0;
};

struct StoppingRules {
    std::optional<EarlyStopping> early;
    Improvement improvement = Improvement::gradual;
    std::optional<StoppingTarget> target;
    double seconds = 0;  // of one fit; 0: no limit
};

// Why a fit ended; public values (stopping.h).
enum class StopReason : std::int32_t {
    none = 0,
    epochs = 1,
    early = 2,
    target = 3,
    time = 4,
    callback = 5,
    numeric = 6,
    converged = 7,
    error = 8,  // never in a checkpoint
};

// What early stopping remembers: part of a checkpoint.
struct StoppingState {
    double best = no_figure;
    std::uint64_t best_epoch = 0;  // of the fit, from 1; 0: none yet
    std::uint64_t waited = 0;      // epochs since the last improvement
};

// Whether more of a figure is better. Throws Error for a name that no figure of that kind can have.
bool more_is_better(std::string_view figure);

// Whether `value` becomes the best. Where it is no improvement, one more epoch has been waited.
bool note_epoch(StoppingState& state, const EarlyStopping& rule, Improvement improvement, double value,
                std::uint64_t epoch);

bool reached(const StoppingTarget& target, double value);

}  // namespace glia
