// Metrics of outputs: the second part of metrics.h.
#include <memory>

#include "api/caller_array.hpp"
#include "api/guard.hpp"
#include "base/buffer.hpp"
#include "core/metrics/metric.hpp"
#include "glia/dataset.h"
#include "glia/metrics.h"

using glia::Metric;
using glia::MetricTask;
using glia::Outputs;
using glia::Targets;
using glia::api::array;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;

struct glia_metric {
    std::unique_ptr<Metric> value;
    std::size_t outputs;
};

namespace {

std::unique_ptr<Metric> make(const char* spec, std::size_t outputs, bool has_classes) {
    required_text(spec, "metric");
    if (outputs < 1 || outputs > GLIA_MAX_CLASSES) {
        throw glia::invalid("outputs is {}; it must be from 1 to {}", outputs, GLIA_MAX_CLASSES);
    }
    return glia::make_metric(spec, {.outputs = outputs, .has_classes = has_classes});
}

Outputs<float> outputs_of(const float* y, std::size_t rows, std::size_t outputs) {
    return {rows, outputs, array(y, glia::checked_product(rows, outputs), "y").data(), nullptr};
}

void add_values(Metric& metric, const Outputs<float>& outputs, const float* targets, const float* weights) {
    if (outputs.rows == 0) return;
    metric.add(outputs, Targets<float>{&required(targets, "targets"), nullptr, weights});
}

void add_classes(Metric& metric, const Outputs<float>& outputs, const std::int32_t* classes, const float* weights) {
    if (outputs.rows == 0) return;
    metric.add(outputs, Targets<float>{nullptr, &required(classes, "classes"), weights});
}

}  // namespace

extern "C" {

glia_status glia_metrics_compute(const char* metric, const float* y, size_t rows, size_t outputs, const float* targets,
                                 const float* weights, double* value) {
    return guard([&] {
        required(value, "value");
        const std::unique_ptr<Metric> made = make(metric, outputs, false);
        add_values(*made, outputs_of(y, rows, outputs), targets, weights);
        *value = made->value();
    });
}

glia_status glia_metrics_compute_classes(const char* metric, const float* y, size_t rows, size_t outputs,
                                         const int32_t* classes, const float* weights, double* value) {
    return guard([&] {
        required(value, "value");
        const std::unique_ptr<Metric> made = make(metric, outputs, true);
        add_classes(*made, outputs_of(y, rows, outputs), classes, weights);
        *value = made->value();
    });
}

glia_status glia_metric_create(glia_metric** out, const char* metric, size_t outputs, int32_t has_classes) {
    return guard([&] {
        required(out, "out") = nullptr;
        *out = new glia_metric{make(metric, outputs, has_classes != 0), outputs};
    });
}

void glia_metric_destroy(glia_metric* metric) {
    delete metric;
}

glia_status glia_metric_add(glia_metric* metric, const float* y, size_t rows, const float* targets,
                            const float* weights) {
    return guard([&] {
        const std::size_t outputs = required(metric, "metric").outputs;
        add_values(*metric->value, outputs_of(y, rows, outputs), targets, weights);
    });
}

glia_status glia_metric_add_classes(glia_metric* metric, const float* y, size_t rows, const int32_t* classes,
                                    const float* weights) {
    return guard([&] {
        const std::size_t outputs = required(metric, "metric").outputs;
        add_classes(*metric->value, outputs_of(y, rows, outputs), classes, weights);
    });
}

glia_status glia_metric_value(const glia_metric* metric, double* value) {
    return guard([&] { required(value, "value") = required(metric, "metric").value->value(); });
}

glia_status glia_metric_reset(glia_metric* metric) {
    return guard([&] { required(metric, "metric").value->reset(); });
}
}
