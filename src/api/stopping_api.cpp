#include "glia/stopping.h"

#include <cmath>
#include <utility>

#include "api/guard.hpp"
#include "api/handles.hpp"
#include "api/not_negative.hpp"

using glia::invalid;
using glia::api::changeable;
using glia::api::guard;
using glia::api::require_not_negative;
using glia::api::required_text;

extern "C" {

glia_status glia_trainer_set_early_stopping(glia_trainer* trainer, const char* figure, size_t patience,
                                            double min_change, int32_t restore_best) {
    return guard([&] {
        glia::StoppingRules& rules = changeable(trainer).value.settings().stopping;
        if (patience == 0) {
            rules.early.reset();
            return;
        }
        require_not_negative("min_change", min_change);
        glia::EarlyStopping early = {figure == nullptr ? "" : figure, patience, min_change, restore_best != 0};
        if (figure != nullptr) glia::more_is_better(figure);
        rules.early = std::move(early);
    });
}

glia_status glia_trainer_set_improvement(glia_trainer* trainer, const char* improvement) {
    return guard([&] {
        glia::StoppingRules& rules = changeable(trainer).value.settings().stopping;
        rules.improvement = glia::make_improvement(required_text(improvement, "improvement"));
    });
}

glia_status glia_trainer_set_target(glia_trainer* trainer, const char* figure, double value) {
    return guard([&] {
        glia::StoppingRules& rules = changeable(trainer).value.settings().stopping;
        if (figure == nullptr) {
            rules.target.reset();
            return;
        }
        if (std::isnan(value)) throw invalid("value is NaN; a target is a number");
        glia::more_is_better(figure);
        rules.target = glia::StoppingTarget{figure, value};
    });
}

glia_status glia_trainer_set_time_limit(glia_trainer* trainer, double seconds) {
    return guard([&] {
        glia::StoppingRules& rules = changeable(trainer).value.settings().stopping;
        require_not_negative("seconds", seconds);
        rules.seconds = seconds;
    });
}

int32_t glia_trainer_stop_reason(const glia_trainer* trainer) {
    return trainer == nullptr ? GLIA_STOP_NONE : static_cast<int32_t>(trainer->value.stop_reason());
}

size_t glia_trainer_best_epoch(const glia_trainer* trainer) {
    return trainer == nullptr ? 0 : static_cast<size_t>(trainer->value.best_epoch());
}
}
