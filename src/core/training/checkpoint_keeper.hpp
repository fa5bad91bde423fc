// Stores where a fit stands, by the rule of its settings.
#pragma once

#include <chrono>
#include <functional>

#include "core/training/fit.hpp"
#include "core/training/running_figures.hpp"

namespace glia {

class CheckpointKeeper {
 public:
    // `metrics` are those of the epoch under way, `write` makes the file; may throw.
    CheckpointKeeper(const CheckpointRule& rule, FitState& state, RunningFigures& figures, const Metrics& metrics,
                     const std::function<void()>& write)
        : rule_(rule), state_(state), figures_(figures), metrics_(metrics), write_(write) {}

    bool is_due_by_time() const;
    bool is_due_after(std::uint64_t epoch) const;

    void save();
    // A full disk must not cost the training done so far: it is logged.
    void try_to_save();

 private:
    using Clock = std::chrono::steady_clock;

    const CheckpointRule& rule_;
    FitState& state_;
    RunningFigures& figures_;
    const Metrics& metrics_;
    const std::function<void()>& write_;
    Clock::time_point last_save_ = Clock::now();
};

}  // namespace glia
