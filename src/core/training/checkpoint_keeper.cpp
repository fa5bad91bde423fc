#include "core/training/checkpoint_keeper.hpp"

#include "base/error.hpp"
#include "base/log.hpp"

namespace glia {

bool CheckpointKeeper::is_due_by_time() const {
    return rule_.seconds > 0 && std::chrono::duration<double>(Clock::now() - last_save_).count() >= rule_.seconds;
}

bool CheckpointKeeper::is_due_after(std::uint64_t epoch) const {
    return rule_.epochs > 0 && epoch % rule_.epochs == 0;
}

void CheckpointKeeper::save() {
    if (rule_.path.empty()) return;
    figures_.tell();
    state_.metrics.resize(metrics_.size());
    for (std::size_t i = 0; i < metrics_.size(); ++i) {
        state_.metrics[i].clear();
        metrics_[i]->save(state_.metrics[i]);
    }
    write_();
    last_save_ = Clock::now();
}

void CheckpointKeeper::try_to_save() {
    try {
        save();
    } catch (const Error& failure) {
        last_save_ = Clock::now();
        log(GLIA_LOG_ERROR, "{}", failure.what());
    }
}

}  // namespace glia
