// Settings, fit and what is known of it; single steps are in steps_api.cpp.
#include "glia/trainer.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/guard.hpp"
#include "api/handles.hpp"
#include "base/json.hpp"
#include "core/metrics/metric.hpp"

using glia::EpochFigures;
using glia::invalid;
using glia::api::changeable;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;
using glia::api::StoredCallback;

namespace {

// Asks the host's callback, and remembers what it said when it stopped the fit.
bool ask(glia_trainer& trainer, glia::FitEvent event) {
    const glia::api::HostCallback& callback = *trainer.callback;
    const int32_t code = event == glia::FitEvent::batch ? GLIA_EVENT_BATCH : GLIA_EVENT_EPOCH;
    trainer.callback_result = callback.function(&trainer, code, callback.user);
    return trainer.callback_result == 0;
}

}  // namespace

extern "C" {

glia_status glia_trainer_create(glia_trainer** out, glia_model* model) {
    return guard([&] {
        required(out, "out") = nullptr;
        *out = new glia_trainer{glia::Trainer<float>(required(model, "model").value), nullptr, 0};
    });
}

void glia_trainer_destroy(glia_trainer* trainer) {
    delete trainer;
}

glia_status glia_trainer_set_loss(glia_trainer* trainer, const char* loss) {
    return guard([&] { changeable(trainer).value.set_loss(required_text(loss, "loss")); });
}

glia_status glia_trainer_set_class_weight(glia_trainer* trainer, const char* rule) {
    return guard([&] { changeable(trainer).value.class_weights().set_rule(required_text(rule, "rule")); });
}

glia_status glia_trainer_set_class_weights(glia_trainer* trainer, const double* weights, size_t count) {
    return guard([&] {
        glia_trainer& value = changeable(trainer);
        if (count > GLIA_MAX_CLASSES) throw invalid("count is {}; it must be from 0 to {}", count, GLIA_MAX_CLASSES);
        if (count > 0) required(weights, "weights");
        value.value.class_weights().set_weights({weights, weights + count});
    });
}

glia_status glia_trainer_set_optimizer(glia_trainer* trainer, const char* optimizer) {
    return guard([&] { changeable(trainer).value.set_optimizer(required_text(optimizer, "optimizer")); });
}

glia_status glia_trainer_set_schedule(glia_trainer* trainer, const char* schedule) {
    return guard([&] { changeable(trainer).value.set_schedule(required_text(schedule, "schedule")); });
}

glia_status glia_trainer_set_penalty(glia_trainer* trainer, const char* penalty) {
    return guard([&] { changeable(trainer).value.set_penalty(required_text(penalty, "penalty")); });
}

glia_status glia_trainer_set_constraint(glia_trainer* trainer, const char* constraint) {
    return guard([&] { changeable(trainer).value.set_constraint(required_text(constraint, "constraint")); });
}

glia_status glia_trainer_set_clipping(glia_trainer* trainer, const char* clipping) {
    return guard([&] { changeable(trainer).value.set_clipping(required_text(clipping, "clipping")); });
}

glia_status glia_trainer_set_accumulation(glia_trainer* trainer, size_t batches) {
    return guard([&] {
        glia::FitSettings& settings = changeable(trainer).value.settings();
        if (batches == 0) throw invalid("batches is 0; it must be at least 1");
        settings.accumulation = batches;
    });
}

glia_status glia_trainer_set_metrics(glia_trainer* trainer, const char* const* metrics, size_t count) {
    return guard([&] {
        glia::FitSettings& settings = changeable(trainer).value.settings();
        if (count > 0) required(metrics, "metrics");
        std::vector<std::string> specs;
        for (size_t i = 0; i < count; ++i) {
            std::string spec = glia::canonical_metric(required_text(metrics[i], "a metric"));
            if (std::ranges::find(specs, spec) != specs.end()) throw invalid("metric '{}' is given twice", spec);
            specs.push_back(std::move(spec));
        }
        settings.metrics = std::move(specs);
    });
}

glia_status glia_trainer_figures(const glia_trainer* trainer, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] {
        const glia::Json names = glia::figure_names(required(trainer, "trainer").value.history());
        glia::api::give_text(names.dump(), buffer, capacity, needed);
    });
}

glia_status glia_trainer_set_batch_size(glia_trainer* trainer, size_t rows) {
    return guard([&] { changeable(trainer).value.settings().batch_size = rows; });
}

glia_status glia_trainer_set_epochs(glia_trainer* trainer, size_t epochs) {
    return guard([&] {
        glia::FitSettings& settings = changeable(trainer).value.settings();
        if (epochs == 0) throw invalid("epochs is 0; it must be at least 1");
        settings.epochs = epochs;
    });
}

glia_status glia_trainer_set_seed(glia_trainer* trainer, uint64_t seed) {
    return guard([&] { changeable(trainer).value.settings().seed = seed; });
}

glia_status glia_trainer_set_shuffle(glia_trainer* trainer, int32_t shuffle) {
    return guard([&] { changeable(trainer).value.settings().shuffle = shuffle != 0; });
}

glia_status glia_trainer_set_threads(glia_trainer* trainer, size_t threads) {
    return guard([&] {
        glia_trainer& value = changeable(trainer);
        if (threads < 1 || threads > GLIA_MAX_THREADS) {
            throw invalid("threads is {}; it must be from 1 to {}", threads, GLIA_MAX_THREADS);
        }
        value.value.settings().threads = threads;
    });
}

glia_status glia_trainer_set_callback(glia_trainer* trainer, glia_trainer_callback callback, void* user,
                                      void (*destroy)(void* user)) {
    return guard([&] {
        glia_trainer& value = changeable(trainer);
        // Everything that can fail comes first: until then, `destroy` must not be called.
        StoredCallback stored(new glia::api::HostCallback);
        std::function<bool(glia::FitEvent)> function;
        if (callback != nullptr) function = [&value](glia::FitEvent event) { return ask(value, event); };
        *stored = {callback, user, destroy};
        value.value.set_keeps_going(std::move(function));
        value.callback = std::move(stored);
    });
}

glia_status glia_trainer_fit(glia_trainer* trainer, const glia_dataset* train, const glia_dataset* validation) {
    return guard([&] {
        glia_trainer& value = changeable(trainer);
        const glia::Dataset& rows = required(train, "train").value;
        value.callback_result = 0;
        value.fitting = true;
        const std::unique_ptr<bool, void (*)(bool*)> done(&value.fitting, [](bool* fitting) { *fitting = false; });
        value.value.fit(rows, validation == nullptr ? nullptr : &validation->value);
    });
}

glia_status glia_trainer_evaluate(const glia_trainer* trainer, const glia_dataset* dataset, double* loss,
                                  double* accuracy) {
    return guard([&] {
        const glia::Evaluation result = required(trainer, "trainer").value.evaluate(required(dataset, "dataset").value);
        if (loss != nullptr) *loss = result.loss;
        if (accuracy != nullptr) *accuracy = result.accuracy;
    });
}

glia_status glia_trainer_progress(const glia_trainer* trainer, size_t* epoch, size_t* epochs, size_t* batch,
                                  size_t* batches) {
    return guard([&] {
        const glia::Progress& progress = required(trainer, "trainer").value.progress();
        if (epoch != nullptr) *epoch = progress.epoch;
        if (epochs != nullptr) *epochs = progress.epochs;
        if (batch != nullptr) *batch = progress.batch;
        if (batches != nullptr) *batches = progress.batches;
    });
}

glia_status glia_trainer_metric(const glia_trainer* trainer, const char* name, double* value) {
    return guard([&] {
        const EpochFigures& figures = required(trainer, "trainer").value.figures();
        glia::require_figure({&figures, 1}, required_text(name, "name"));
        required(value, "value") = glia::figure(figures, name);
    });
}

int32_t glia_trainer_callback_result(const glia_trainer* trainer) {
    return trainer == nullptr ? 0 : trainer->callback_result;
}

glia_status glia_trainer_history(const glia_trainer* trainer, const char* name, double* values, size_t capacity,
                                 size_t* needed) {
    return guard([&] {
        const std::vector<EpochFigures>& history = required(trainer, "trainer").value.history();
        glia::require_figure(history, required_text(name, "name"));
        std::vector<double> column;
        column.reserve(history.size());
        for (const EpochFigures& epoch : history) column.push_back(glia::figure(epoch, name));
        glia::api::give_array(std::span<const double>(column), values, capacity, needed);
    });
}
}
