// Schedules: how the learning rate changes while training goes on.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>

#include "base/spec.hpp"

namespace glia {

// Where training is, in epochs: those that are finished plus the share of the present one that is.
struct SchedulePosition {
    double epoch = 0;
    double epochs = 0;  // in all
};

// What a schedule remembers: part of a checkpoint. Only one that watches a figure changes it.
struct ScheduleState {
    double factor = 1;
    double best = std::numeric_limits<double>::quiet_NaN();  // none yet
    std::uint64_t waited = 0;                                // epochs without a better figure
    std::uint64_t cooldown = 0;                              // epochs that do not count yet
};

// A schedule's rule, without memory of its own. Each starts, where `warmup` is not 0, with that many epochs in which
// the factor grows in a straight line from `warmup_start` times the rule's first to it; the rule takes the epochs that
// are left. (Goyal et al., Accurate, Large Minibatch SGD, 2017, section 2.2; as PyTorch's LinearLR before another
// schedule.)
class Schedule {
 public:
    struct Warmup {
        double epochs = 0;
        double start = 0;
    };

    explicit Schedule(Warmup warmup) : warmup_(warmup) {}
    virtual ~Schedule() = default;

    // What the optimizer's learning rate is multiplied by, for the update at `position`.
    double factor(const ScheduleState& state, const SchedulePosition& position) const;

    // Whether after_epoch must be told of each epoch's figure.
    virtual bool watches_metric() const noexcept { return false; }
    virtual void after_epoch(ScheduleState&, double /*metric*/, bool /*higher_is_better*/) const {}

 private:
    // The factor when `position`, counted from the end of the warm-up, has been reached.
    virtual double rule(const ScheduleState& state, const SchedulePosition& position) const = 0;

    Warmup warmup_;
};

std::span<const SpecDefinition> schedule_definitions();

// Throws Error for a spec that is not right.
std::unique_ptr<const Schedule> make_schedule(std::string_view spec);

}  // namespace glia
