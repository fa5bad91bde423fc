#include "core/training/running_figures.hpp"

namespace glia {

void RunningFigures::begin() {
    figures_ = {};
    start_ = Clock::now();
    seconds_before_ = state_.seconds;
    in_epoch_ = true;
}

void RunningFigures::tell() {
    if (!in_epoch_) return;  // they have been told
    state_.seconds = seconds_before_ + std::chrono::duration<double>(Clock::now() - start_).count();
    figures_.loss = state_.tally.mean_loss();
    figures_.accuracy = state_.tally.score.share();
    figures_.seconds = state_.seconds;
}

void RunningFigures::finish() {
    tell();
    in_epoch_ = false;
}

}  // namespace glia
