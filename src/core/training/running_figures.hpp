// Figures of the epoch under way, brought up to date for whoever asks.
#pragma once

#include <chrono>

#include "core/training/fit_state.hpp"
#include "core/training/history.hpp"

namespace glia {

class RunningFigures {
 public:
    RunningFigures(FitState& state, EpochFigures& figures) : state_(state), figures_(figures) {}

    // The epoch begins, or goes on where a fit is resumed in its midst.
    void begin();
    // Only for whoever asks: a look at the clock takes a good part of the time of a small step.
    void tell();
    // The last time for this epoch: rows are then counted anew.
    void finish();

 private:
    using Clock = std::chrono::steady_clock;

    FitState& state_;
    EpochFigures& figures_;
    Clock::time_point start_;
    double seconds_before_ = 0;  // of this epoch, before the fit was resumed
    bool in_epoch_ = false;      // whether rows of it are being learnt from
};

}  // namespace glia
