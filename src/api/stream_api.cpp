#include "glia/stream.h"

#include <memory>
#include <utility>

#include "api/callback_source.hpp"
#include "api/guard.hpp"
#include "api/handles.hpp"
#include "core/limits.hpp"

using glia::Dataset;
using glia::DatasetRows;
using glia::invalid;
using glia::api::CallbackSource;
using glia::api::guard;
using glia::api::required;

namespace {

void check_shape(const CallbackSource::Shape& shape) {
    if (shape.rows == 0) throw invalid("rows is 0; a stream has at least one");
    glia::check_width("features", shape.features);
    if (shape.outputs > 0) glia::check_width("outputs", shape.outputs);
    if (shape.outputs > 0 && shape.class_count > 0) {
        throw invalid("there are {} outputs and {} classes; a row has target values or a class", shape.outputs,
                      shape.class_count);
    }
}

}  // namespace

extern "C" {

glia_status glia_data_options_set_stream(glia_data_options* options, int32_t stream, size_t window) {
    return guard([&] {
        glia::api::DataOptions& value = required(options, "options").value;
        value.stream = stream != 0;
        value.window = window;
    });
}

glia_status glia_dataset_stream_callback(glia_dataset** out, size_t rows, size_t features, size_t outputs,
                                         size_t class_count, size_t window, glia_rows_callback read, void* user,
                                         void (*destroy)(void* user)) {
    return guard([&] {
        required(out, "out") = nullptr;
        if (read == nullptr) throw invalid("read is NULL");
        const CallbackSource::Shape shape{rows, features, outputs, class_count};
        check_shape(shape);
        auto made = std::make_shared<DatasetRows>();
        made->rows = rows;
        made->features = features;
        made->outputs = outputs;
        made->class_names = glia::numbered_classes(class_count);
        made->window = window == 0 ? glia::default_window(features, outputs) : window;
        const auto source = std::make_shared<CallbackSource>(shape, read, user);
        made->source = source;
        *out = new glia_dataset{Dataset(std::move(made))};
        source->own(destroy);
    });
}

int32_t glia_dataset_callback_result(const glia_dataset* dataset) {
    if (dataset == nullptr || !dataset->value.streamed()) return 0;
    const auto* const source = dynamic_cast<const CallbackSource*>(&dataset->value.source());
    return source == nullptr ? 0 : source->result();
}

int32_t glia_dataset_is_stream(const glia_dataset* dataset) {
    return dataset != nullptr && dataset->value.streamed() ? 1 : 0;
}
}
