// When a fit ends, and how it is taken up again: part of trainer.h.
#include <cmath>
#include <memory>
#include <utility>

#include "api/guard.hpp"
#include "api/handles.hpp"
#include "glia/trainer.h"
#include "io/checkpoint_file.hpp"

using glia::invalid;
using glia::api::changeable;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;

namespace {

void check_not_negative(const char* name, double value) {
    if (std::isfinite(value) && value >= 0) return;
    throw invalid("{} is {}; it must be finite and not below 0", name, value);
}

}  // namespace

extern "C" {

glia_status glia_trainer_set_early_stopping(glia_trainer* trainer, const char* figure, size_t patience,
                                            double min_change, int32_t restore_best) {
    return guard([&] {
        glia::StoppingRules& rules = changeable(trainer).value.settings().stopping;
        if (patience == 0) {
            rules.early.reset();
            return;
        }
        check_not_negative("min_change", min_change);
        glia::EarlyStopping early = {figure == nullptr ? "" : figure, patience, min_change, restore_best != 0};
        if (figure != nullptr) glia::more_is_better(figure);
        rules.early = std::move(early);
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
        check_not_negative("seconds", seconds);
        rules.seconds = seconds;
    });
}

glia_status glia_trainer_set_checkpoint(glia_trainer* trainer, const char* path, size_t epochs, double seconds) {
    return guard([&] {
        glia_trainer& value = changeable(trainer);
        check_not_negative("seconds", seconds);
        glia::CheckpointRule rule = {path == nullptr ? "" : path, epochs, seconds};
        std::function<void()> writer;
        if (path != nullptr) {
            writer = [&value, file = rule.path] {
                glia::save_checkpoint(file, value.value.model(), value.value.checkpoint());
            };
        }
        value.value.set_checkpoint_writer(std::move(writer));
        value.value.settings().checkpoint = std::move(rule);
    });
}

glia_status glia_trainer_resume(glia_trainer* trainer, const char* path) {
    return guard([&] {
        glia::Trainer<float>& value = changeable(trainer).value;
        value.resume(glia::load_checkpoint(required_text(path, "path"), value.model()));
    });
}

int32_t glia_trainer_stop_reason(const glia_trainer* trainer) {
    return trainer == nullptr ? GLIA_STOP_NONE : static_cast<int32_t>(trainer->value.stop_reason());
}

size_t glia_trainer_best_epoch(const glia_trainer* trainer) {
    return trainer == nullptr ? 0 : static_cast<size_t>(trainer->value.best_epoch());
}
}
