#include "core/training/stopping.hpp"

#include <cmath>

#include "base/error.hpp"
#include "core/metrics/metric.hpp"

namespace glia {

bool more_is_better(std::string_view figure) {
    std::string_view name = figure;
    if (name.starts_with(validation_prefix)) name.remove_prefix(validation_prefix.size());
    if (name == "loss") return false;
    if (name == "learning_rate" || name == "seconds") {
        throw invalid("'{}' does not say how good a model is; watch a loss, an accuracy or a metric", figure);
    }
    return higher_is_better(name);
}

bool note_epoch(StoppingState& state, const EarlyStopping& rule, double value, std::uint64_t epoch) {
    const double change = more_is_better(rule.figure) ? value - state.best : state.best - value;
    // NaN is never better, and anything is better than nothing.
    const bool better = std::isnan(state.best) ? !std::isnan(value) : change > rule.min_change;
    if (!better) {
        ++state.waited;
        return false;
    }
    state = {value, epoch, 0};
    return true;
}

bool reached(const StoppingTarget& target, double value) {
    return more_is_better(target.figure) ? value >= target.value : value <= target.value;
}

}  // namespace glia
