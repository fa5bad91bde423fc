#include "core/training/stopping.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/spec.hpp"
#include "core/metrics/metric.hpp"

namespace glia {

namespace {

// Throws Error for a name that no figure has, with those that can be watched. `name` has no prefix, `figure` may.
void require_known(std::string_view name, std::string_view figure) {
    std::vector<std::string> known = {"loss", "validation_loss", "accuracy", "validation_accuracy"};
    for (const SpecDefinition& metric : metric_definitions()) {
        if (metric.name == name.substr(0, name.find('('))) return;
        if (metric.name != "accuracy") known.push_back(metric.name);
    }
    throw unknown_name("figure", figure, known);
}

}  // namespace

bool more_is_better(std::string_view figure) {
    std::string_view name = figure;
    if (name.starts_with(validation_prefix)) name.remove_prefix(validation_prefix.size());
    if (name == "loss") return false;
    if (name == "learning_rate" || name == "seconds") {
        throw invalid("'{}' does not say how good a model is; watch a loss, an accuracy or a metric", figure);
    }
    require_known(name, figure);
    return higher_is_better(name);
}

std::span<const SpecDefinition> improvement_definitions() {
    static const std::vector<SpecDefinition> list = {
        {"at_once", "better than every epoch before: one epoch must do it (scikit-learn)", {}},
        {"gradual", "better than the last epoch that was an improvement: small changes add up (Keras)", {}},
    };
    return list;
}

Improvement make_improvement(std::string_view text) {
    const Spec spec = parse_spec("improvement", text);
    bind_spec("improvement", spec, find_definition("improvement", spec.name, improvement_definitions()));
    return spec.name == "at_once" ? Improvement::at_once : Improvement::gradual;
}

bool note_epoch(StoppingState& state, const EarlyStopping& rule, Improvement improvement, double value,
                std::uint64_t epoch) {
    const double change = more_is_better(rule.figure) ? value - state.best : state.best - value;
    // NaN is never better, and anything is better than nothing.
    const bool improves = std::isnan(state.best) ? !std::isnan(value) : change > rule.min_change;
    const bool better = improves || (improvement == Improvement::at_once && change > 0);
    state.waited = improves ? 0 : state.waited + 1;
    if (!better) return false;
    state.best = value;
    state.best_epoch = epoch;
    return true;
}

bool reached(const StoppingTarget& target, double value) {
    return more_is_better(target.figure) ? value >= target.value : value <= target.value;
}

}  // namespace glia
