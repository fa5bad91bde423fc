#include "glia/gradient_check.h"

#include "api/finder.hpp"
#include "api/guard.hpp"
#include "api/handles.hpp"
#include "base/json.hpp"
#include "core/checks/activation_check.hpp"
#include "core/checks/gradient_check.hpp"

using glia::invalid;
using glia::Json;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;

struct glia_gradient_report {
    glia::GradientReport value;
};

namespace {

Json worst_json(const glia::GradientReport& report) {
    if (report.checked == 0) return nullptr;
    const glia::Derivative& worst = report.worst;
    return {{"layer", worst.layer},         {"name", worst.name},   {"index", worst.index},
            {"kernel", worst.kernel},       {"value", worst.x},     {"analytic", worst.analytic},
            {"numerical", worst.numerical}, {"error", worst.error}, {"tolerance", worst.tolerance}};
}

}  // namespace

extern "C" {

glia_status glia_trainer_check_gradients(glia_gradient_report** out, const glia_trainer* trainer, const float* x,
                                         size_t rows, const float* targets, const int32_t* classes, size_t limit,
                                         uint64_t seed) {
    return guard([&] {
        required(out, "out") = nullptr;
        const glia::Trainer<float>& value = required(trainer, "trainer").value;
        if (targets == nullptr && classes == nullptr) throw invalid("targets and classes are NULL; give one of them");
        if (targets != nullptr && classes != nullptr) throw invalid("there are targets and classes; give one of them");
        value.require_same_layers();
        *out = new glia_gradient_report{glia::check_gradients(value.model(), {.loss = value.loss_spec(),
                                                                              .x = &required(x, "x"),
                                                                              .rows = rows,
                                                                              .values = targets,
                                                                              .classes = classes,
                                                                              .noise_seed = value.settings().seed,
                                                                              .most_of_a_tensor = limit,
                                                                              .seed = seed})};
    });
}

glia_status glia_activation_check_gradient(glia_gradient_report** out, const char* activation) {
    return guard([&] {
        required(out, "out") = nullptr;
        const char* const spec = required_text(activation, "activation");
        *out = new glia_gradient_report{glia::check_activation(spec, glia::api::registry_finder())};
    });
}

void glia_gradient_report_destroy(glia_gradient_report* report) {
    delete report;
}

int32_t glia_gradient_report_passed(const glia_gradient_report* report) {
    return report != nullptr && report->value.passed() ? 1 : 0;
}

size_t glia_gradient_report_checked(const glia_gradient_report* report) {
    return report == nullptr ? 0 : report->value.checked;
}

size_t glia_gradient_report_wrong(const glia_gradient_report* report) {
    return report == nullptr ? 0 : report->value.wrong;
}

size_t glia_gradient_report_skipped(const glia_gradient_report* report) {
    return report == nullptr ? 0 : report->value.skipped;
}

glia_status glia_gradient_report_worst(const glia_gradient_report* report, double* error, double* analytic,
                                       double* numerical, size_t* layer, size_t* index) {
    return guard([&] {
        const glia::GradientReport& value = required(report, "report").value;
        if (value.checked == 0) throw glia::error(GLIA_ERROR_STATE, "no derivative was compared: there is no worst");
        if (error != nullptr) *error = value.worst.error;
        if (analytic != nullptr) *analytic = value.worst.analytic;
        if (numerical != nullptr) *numerical = value.worst.numerical;
        if (layer != nullptr) *layer = value.worst.layer;
        if (index != nullptr) *index = value.worst.index;
    });
}

glia_status glia_gradient_report_describe(const glia_gradient_report* report, char* buffer, size_t capacity,
                                          size_t* needed) {
    return guard([&] {
        const glia::GradientReport& value = required(report, "report").value;
        const Json json = {{"passed", value.passed()},
                           {"checked", value.checked},
                           {"wrong", value.wrong},
                           {"skipped", value.skipped},
                           {"worst", worst_json(value)}};
        glia::api::give_text(json.dump(), buffer, capacity, needed);
    });
}
}
