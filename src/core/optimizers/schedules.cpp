#include "core/optimizers/schedules.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace glia {
namespace {

// Epochs are sums of fractions: where rounding puts an update this little before the time at which something begins, it
// belongs to what begins there.
constexpr double slack = 1e-9;

// How much of `span` is over after `t`, from 0 to 1.
double share(double t, double span) {
    return span > 0 ? std::clamp(t / span, 0.0, 1.0) : 1.0;
}

// From `from` to `to` along half a cosine, at `share` of the way.
double along_cosine(double from, double to, double share) {
    return to + (from - to) * (1 + std::cos(std::numbers::pi * share)) / 2;
}

}  // namespace

double Schedule::factor(const ScheduleState& state, const SchedulePosition& position) const {
    const double t = position.epoch - warmup_.epochs;
    const SchedulePosition after = {std::max(t, 0.0), std::max(position.epochs - warmup_.epochs, 0.0)};
    const double goal = rule(state, after);
    if (t >= 0) return goal;
    return goal * (warmup_.start + (1 - warmup_.start) * share(position.epoch, warmup_.epochs));
}

double StepSchedule::rule(const ScheduleState&, const SchedulePosition& position) const {
    return std::pow(factor_, std::floor(position.epoch / every_ + slack));
}

double ExponentialSchedule::rule(const ScheduleState&, const SchedulePosition& position) const {
    return std::pow(factor_, position.epoch);
}

double PolynomialSchedule::rule(const ScheduleState&, const SchedulePosition& position) const {
    return end_ + (1 - end_) * std::pow(1 - share(position.epoch, position.epochs), power_);
}

double CosineSchedule::rule(const ScheduleState&, const SchedulePosition& position) const {
    return along_cosine(1, end_, share(position.epoch, position.epochs));
}

// period (1 + multiplier + multiplier^2 + ...), a geometric series of `cycle` terms.
double CosineRestartsSchedule::start_of(double cycle) const {
    if (multiplier_ == 1) return cycle * period_;
    return period_ * (std::pow(multiplier_, cycle) - 1) / (multiplier_ - 1);
}

double CosineRestartsSchedule::rule(const ScheduleState&, const SchedulePosition& position) const {
    const double periods = position.epoch / period_ + slack;
    const double cycle =
        std::floor(multiplier_ == 1 ? periods : std::log1p(periods * (multiplier_ - 1)) / std::log(multiplier_));
    // A logarithm cannot be trusted with whole numbers: the cycle may be the next.
    const double last = start_of(cycle + 1) <= position.epoch + slack * period_ ? cycle + 1 : cycle;
    return along_cosine(1, end_, share(position.epoch - start_of(last), period_ * std::pow(multiplier_, last)));
}

double OneCycleSchedule::rule(const ScheduleState&, const SchedulePosition& position) const {
    const double t = share(position.epoch, position.epochs);
    if (t < warmup_fraction_) return along_cosine(start_, 1, t / warmup_fraction_);
    return along_cosine(1, end_, share(t - warmup_fraction_, 1 - warmup_fraction_));
}

void PlateauSchedule::after_epoch(ScheduleState& state, double metric, bool higher_is_better) const {
    const double gain = higher_is_better ? metric - state.best : state.best - metric;
    const bool better = std::isnan(state.best) || gain > settings_.threshold * std::fabs(state.best);
    if (std::isfinite(metric) && better) {
        state.best = metric;
        state.waited = 0;
    } else {
        ++state.waited;
    }
    if (state.cooldown > 0) {
        --state.cooldown;
        state.waited = 0;
    }
    if (static_cast<double>(state.waited) <= settings_.patience) return;
    // A minimum above what is reached already raises nothing.
    state.factor = std::min(state.factor, std::max(state.factor * settings_.factor, settings_.minimum));
    state.cooldown = static_cast<std::uint64_t>(settings_.cooldown);
    state.waited = 0;
}

}  // namespace glia
