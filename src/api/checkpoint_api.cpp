#include "glia/checkpoint.h"

#include <functional>
#include <utility>

#include "api/guard.hpp"
#include "api/handles.hpp"
#include "api/not_negative.hpp"
#include "io/checkpoint_file.hpp"

using glia::api::changeable;
using glia::api::guard;
using glia::api::required_text;

extern "C" {

glia_status glia_trainer_set_checkpoint(glia_trainer* trainer, const char* path, size_t epochs, double seconds) {
    return guard([&] {
        glia_trainer& value = changeable(trainer);
        glia::api::require_not_negative("seconds", seconds);
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
}
