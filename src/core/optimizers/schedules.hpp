// The schedules themselves; make them through core/optimizers/schedule.hpp. t is the epoch and T all epochs, both
// counted from the end of the warm-up.
#pragma once

#include "core/optimizers/schedule.hpp"

namespace glia {

// 1.
class ConstantSchedule final : public Schedule {
 public:
    explicit ConstantSchedule(Warmup warmup) : Schedule(warmup) {}

 private:
    double rule(const ScheduleState&, const SchedulePosition&) const override { return 1; }
};

// factor^floor(t / every). (PyTorch's StepLR.)
class StepSchedule final : public Schedule {
 public:
    StepSchedule(Warmup warmup, double every, double factor) : Schedule(warmup), every_(every), factor_(factor) {}

 private:
    double rule(const ScheduleState& state, const SchedulePosition& position) const override;

    double every_;
    double factor_;
};

// factor^t. (PyTorch's ExponentialLR, also between epochs.)
class ExponentialSchedule final : public Schedule {
 public:
    ExponentialSchedule(Warmup warmup, double factor) : Schedule(warmup), factor_(factor) {}

 private:
    double rule(const ScheduleState& state, const SchedulePosition& position) const override;

    double factor_;
};

// end + (1 - end) (1 - t / T)^power. (Chen et al., DeepLab, 2018, section 4.1: the "poly" policy; PyTorch's
// PolynomialLR, which ends at 0.)
class PolynomialSchedule final : public Schedule {
 public:
    PolynomialSchedule(Warmup warmup, double power, double end) : Schedule(warmup), power_(power), end_(end) {}

 private:
    double rule(const ScheduleState& state, const SchedulePosition& position) const override;

    double power_;
    double end_;
};

// end + (1 - end) (1 + cos(pi t / T)) / 2. (Loshchilov and Hutter, SGDR, 2017, equation 5, without restarts.)
class CosineSchedule final : public Schedule {
 public:
    CosineSchedule(Warmup warmup, double end) : Schedule(warmup), end_(end) {}

 private:
    double rule(const ScheduleState& state, const SchedulePosition& position) const override;

    double end_;
};

// The same over `period` epochs, and then again over periods that are each `multiplier` times as long as the last.
// (Loshchilov and Hutter, SGDR, 2017, equation 5.)
class CosineRestartsSchedule final : public Schedule {
 public:
    CosineRestartsSchedule(Warmup warmup, double period, double multiplier, double end)
        : Schedule(warmup), period_(period), multiplier_(multiplier), end_(end) {}

 private:
    double rule(const ScheduleState& state, const SchedulePosition& position) const override;
    double start_of(double cycle) const;  // in epochs

    double period_;
    double multiplier_;
    double end_;
};

// From start to 1 over warmup_fraction T, and from there to end, each along half a cosine.
// (Smith and Topin, Super-Convergence, 2018, in the form that PyTorch's OneCycleLR gives it; the momentum stays.)
class OneCycleSchedule final : public Schedule {
 public:
    OneCycleSchedule(Warmup warmup, double warmup_fraction, double start, double end)
        : Schedule(warmup), warmup_fraction_(warmup_fraction), start_(start), end_(end) {}

 private:
    double rule(const ScheduleState& state, const SchedulePosition& position) const override;

    double warmup_fraction_;
    double start_;
    double end_;
};

// Times `factor`, but never below `minimum`, after more than `patience` epochs in which a figure was not better than
// the best so far by `threshold` of it. `cooldown` epochs after that do not count. (PyTorch's ReduceLROnPlateau.)
class PlateauSchedule final : public Schedule {
 public:
    struct Settings {
        double factor;
        double patience;
        double threshold;
        double cooldown;
        double minimum;
    };

    PlateauSchedule(Warmup warmup, const Settings& settings) : Schedule(warmup), settings_(settings) {}
    bool watches_metric() const noexcept override { return true; }
    void after_epoch(ScheduleState& state, double metric, bool higher_is_better) const override;

 private:
    double rule(const ScheduleState& state, const SchedulePosition&) const override { return state.factor; }

    Settings settings_;
};

}  // namespace glia
