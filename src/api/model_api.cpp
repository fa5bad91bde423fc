#include "glia/model.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "api/finder.hpp"
#include "api/guard.hpp"
#include "api/handles.hpp"
#include "api/model_json.hpp"
#include "api/tensor_values.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/model/batch_norm_folding.hpp"
#include "core/model/describe.hpp"

using glia::invalid;
using glia::Model;
using glia::api::give_text;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;

namespace {

void add(glia_model& model, const glia::LayerDescription& layer) {
    Model<float>& value = *model.value;
    value.add(glia::make_layer<float>(layer, value.outputs(), glia::api::registry_finder()));
}

// These have functions of their own.
const char* required_spec(const char* layer) {
    const std::string_view text = required_text(layer, "layer");
    for (const char* const each : {"dense", "activation"}) {
        if (text == each) throw invalid("layer '{0}' is added by glia_model_add_{0}", each);
    }
    return layer;
}

}  // namespace

extern "C" {

glia_status glia_model_create(glia_model** out, size_t inputs) {
    return guard([&] {
        required(out, "out") = nullptr;
        *out = new glia_model{std::make_shared<Model<float>>(inputs)};
    });
}

glia_status glia_model_add_dense(glia_model* model, size_t units, const char* activation) {
    return guard([&] { add(required(model, "model"), {"dense", units, required_text(activation, "activation"), 0}); });
}

glia_status glia_model_add_activation(glia_model* model, const char* activation) {
    return guard([&] { add(required(model, "model"), {"activation", 0, required_text(activation, "activation"), 0}); });
}

glia_status glia_model_add_layer(glia_model* model, const char* layer) {
    return guard([&] { add(required(model, "model"), {required_spec(layer), 0, "", 0}); });
}

glia_status glia_model_initialize(glia_model* model, const char* initializer, uint64_t seed) {
    return guard([&] { required(model, "model").value->initialize(required_text(initializer, "initializer"), seed); });
}

glia_status glia_model_initialize_tensor(glia_model* model, size_t layer, const char* tensor, const char* initializer,
                                         uint64_t seed) {
    return guard([&] {
        required(model, "model")
            .value->initialize(layer, required_text(tensor, "tensor"), required_text(initializer, "initializer"), seed);
    });
}

void glia_model_destroy(glia_model* model) {
    delete model;
}

glia_status glia_model_clone(const glia_model* model, glia_model** out) {
    return guard([&] {
        required(out, "out") = nullptr;
        *out = new glia_model{std::make_shared<Model<float>>(*required(model, "model").value)};
    });
}

glia_status glia_model_fold_batch_norm(const glia_model* model, glia_model** out) {
    return guard([&] {
        required(out, "out") = nullptr;
        *out = new glia_model{std::make_shared<Model<float>>(glia::fold_batch_norm(*required(model, "model").value))};
    });
}

size_t glia_model_inputs(const glia_model* model) {
    return model == nullptr ? 0 : model->value->columns();
}

size_t glia_model_outputs(const glia_model* model) {
    return model == nullptr ? 0 : model->value->outputs();
}

size_t glia_model_layers(const glia_model* model) {
    return model == nullptr ? 0 : model->value->layers();
}

size_t glia_model_parameter_count(const glia_model* model) {
    return model == nullptr ? 0 : model->value->parameter_count();
}

glia_status glia_model_predict(const glia_model* model, const float* x, size_t rows, float* y) {
    return guard([&] {
        const Model<float>& value = *required(model, "model").value;
        value.require_initialized();
        if (rows == 0) return;
        required(x, "x");
        required(y, "y");
        glia::Inference<float>(value, rows).predict(value, x, rows, y);
    });
}

glia_status glia_model_get_parameters(const glia_model* model, size_t layer, const char* tensor, float* values,
                                      size_t capacity, size_t* needed) {
    return guard([&] {
        const Model<float>& value = *required(model, "model").value;
        const glia::Tensor& found = value.tensor(layer, required_text(tensor, "tensor"));
        value.require_initialized();
        glia::api::give_array(value.values(layer, found), values, capacity, needed);
    });
}

glia_status glia_model_set_parameters(glia_model* model, size_t layer, const char* tensor, const float* values,
                                      size_t size) {
    return guard([&] {
        Model<float>& value = *required(model, "model").value;
        const glia::Tensor& found = value.tensor(layer, required_text(tensor, "tensor"));
        const std::span<const float> given = glia::api::tensor_values(found, values, size);
        glia::check_values(found, given);
        value.allocate();
        std::copy(given.begin(), given.end(), value.values(layer, found).begin());
    });
}

glia_status glia_model_set_classes(glia_model* model, const char* const* names, size_t count) {
    return guard([&] {
        Model<float>& value = *required(model, "model").value;
        if (count > 0) required(names, "names");
        value.check_class_count(count);
        std::vector<std::string> copies;
        for (size_t i = 0; i < count; ++i) copies.emplace_back(required_text(names[i], "a class name"));
        value.set_classes(std::move(copies));
    });
}

size_t glia_model_class_count(const glia_model* model) {
    return model == nullptr ? 0 : model->value->classes().size();
}

glia_status glia_model_class_name(const glia_model* model, size_t index, char* buffer, size_t capacity,
                                  size_t* needed) {
    return guard([&] {
        const std::vector<std::string>& classes = required(model, "model").value->classes();
        if (index >= classes.size()) {
            throw invalid("class is {}; the model has {} class names, counted from 0", index, classes.size());
        }
        give_text(classes[index], buffer, capacity, needed);
    });
}

glia_status glia_model_loss(const glia_model* model, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] { give_text(required(model, "model").value->loss(), buffer, capacity, needed); });
}

glia_status glia_model_describe(const glia_model* model, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] { give_text(glia::describe_table(*required(model, "model").value), buffer, capacity, needed); });
}

glia_status glia_model_describe_json(const glia_model* model, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] { give_text(glia::api::model_json(*required(model, "model").value), buffer, capacity, needed); });
}
}
