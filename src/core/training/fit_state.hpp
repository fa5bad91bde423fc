// Where a fit stands between two updates, as plain data: beside parameters and optimizer, all that it needs to go on.
#pragma once

#include <cstdint>

#include "core/optimizers/schedule.hpp"
#include "core/training/checkpoint.hpp"
#include "core/training/stopping.hpp"
#include "core/training/tally.hpp"

namespace glia {

struct FitState {
    bool under_way = false;                    // otherwise the next fit begins anew
    std::uint64_t epochs_before = 0;           // that the trainer had made: each epoch has its own order
    std::uint64_t epoch = 1;                   // the one under way, or to come
    std::uint64_t updates = 0;                 // made in it
    Tally tally;                               // of these
    double seconds = 0;                        // that they took
    std::vector<std::vector<double>> metrics;  // what each has gathered; empty where that is nothing
    ScheduleState schedule;
    StoppingState stopping;
    StopReason ended = StopReason::none;
};

// The state under names that begin with "fit."; and back. Throws Error (GLIA_ERROR_FORMAT) for what cannot be a state.
void store(const FitState& state, NamedNumbers& numbers);
FitState restore_fit_state(const NamedNumbers& numbers);

}  // namespace glia
