#include "core/training/fit_state.hpp"

#include <cmath>
#include <type_traits>

#include "base/error.hpp"

namespace glia {
namespace {

// Calls field(name, member) for each of them: the one list for both directions.
template <class State, class Field>
void each_field(State& state, const Field& field) {
    field("fit.under_way", state.under_way);
    field("fit.epochs_before", state.epochs_before);
    field("fit.epoch", state.epoch);
    field("fit.updates", state.updates);
    field("fit.loss", state.tally.loss);
    field("fit.rows", state.tally.rows);
    field("fit.right", state.tally.score.right);
    field("fit.answers", state.tally.score.answers);
    field("fit.seconds", state.seconds);
    field("fit.ended", state.ended);
    field("schedule.factor", state.schedule.factor);
    field("schedule.best", state.schedule.best);
    field("schedule.waited", state.schedule.waited);
    field("schedule.cooldown", state.schedule.cooldown);
    field("stopping.best", state.stopping.best);
    field("stopping.best_epoch", state.stopping.best_epoch);
    field("stopping.waited", state.stopping.waited);
}

std::string metric_name(std::size_t metric) {
    return format("fit.metric.{}", metric);
}

double find(const NamedNumbers& numbers, std::string_view name) {
    const auto found = numbers.find(name);
    if (found == numbers.end()) throw error(GLIA_ERROR_FORMAT, "the checkpoint has no '{}'", name);
    if (found->second.size() != 1) {
        throw error(GLIA_ERROR_FORMAT, "'{}' of the checkpoint has {} numbers; it must have 1", name,
                    found->second.size());
    }
    return found->second[0];
}

// Throws Error unless `value` is a whole number from 0 to `most`.
double whole(std::string_view name, double value, double most) {
    if (value >= 0 && value <= most && value == std::floor(value)) return value;
    throw error(GLIA_ERROR_FORMAT, "'{}' of the checkpoint is {}; it must be a whole number from 0 to {}", name, value,
                most);
}

}  // namespace

void store(const FitState& state, NamedNumbers& numbers) {
    for (std::size_t i = 0; i < state.metrics.size(); ++i) numbers[metric_name(i)] = state.metrics[i];
    each_field(state, [&](const char* name, const auto& value) { numbers[name] = {static_cast<double>(value)}; });
}

FitState restore_fit_state(const NamedNumbers& numbers) {
    FitState state;
    each_field(state, [&]<class Member>(const char* name, Member& member) {
        const double value = find(numbers, name);
        if constexpr (std::is_same_v<Member, double>) {
            member = value;
        } else if constexpr (std::is_same_v<Member, bool>) {
            member = whole(name, value, 1) != 0;
        } else if constexpr (std::is_same_v<Member, StopReason>) {
            member = static_cast<StopReason>(whole(name, value, static_cast<double>(StopReason::converged)));
        } else {
            member = static_cast<Member>(whole(name, value, largest_count));
        }
    });
    for (std::size_t i = 0; numbers.contains(metric_name(i)); ++i) {
        state.metrics.push_back(numbers.find(metric_name(i))->second);
    }
    if (state.epoch == 0) throw error(GLIA_ERROR_FORMAT, "'fit.epoch' of the checkpoint is 0; epochs count from 1");
    return state;
}

}  // namespace glia
