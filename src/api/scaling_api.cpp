#include "glia/scaling.h"

#include <memory>
#include <string>

#include "api/guard.hpp"
#include "api/handles.hpp"
#include "core/model/dataset_prediction.hpp"
#include "core/scaling/input_transform.hpp"
#include "core/scaling/target_transform.hpp"

using glia::InputColumn;
using glia::InputTransform;
using glia::invalid;
using glia::Model;
using glia::TargetTransform;
using glia::api::give_text;
using glia::api::guard;
using glia::api::required;
using glia::api::required_text;

namespace {

constexpr const char* not_scaled = "none";

const Model<float>& value_of(const glia_model* model) {
    return *required(model, "model").value;
}

void check_input(const Model<float>& model, std::size_t input) {
    if (input < model.columns()) return;
    throw invalid("input is {}; the model takes {}, counted from 0", input, model.columns());
}

// Null where inputs are what they are.
const InputColumn* column_of(const Model<float>& model, std::size_t input) {
    const InputTransform* const transform = model.input_transform();
    return transform != nullptr ? &transform->parts().columns[input] : nullptr;
}

void give(const glia::Scale& given, double* center, double* scale) {
    if (center != nullptr) *center = given.center;
    if (scale != nullptr) *scale = given.scale;
}

}  // namespace

extern "C" {

glia_status glia_model_scale_inputs(glia_model* model, const glia_dataset* train, const char* scaling,
                                    const char* missing) {
    return guard([&] {
        Model<float>& value = *required(model, "model").value;
        value.set_input_transform(std::make_shared<const InputTransform>(
            fit_inputs(required(train, "train").value, required_text(scaling, "scaling"),
                       glia::parse_missing(required_text(missing, "missing")))));
    });
}

glia_status glia_model_scale_targets(glia_model* model, const glia_dataset* train, const char* scaling) {
    return guard([&] {
        Model<float>& value = *required(model, "model").value;
        value.set_target_transform(std::make_shared<const TargetTransform>(
            fit_targets(required(train, "train").value, required_text(scaling, "scaling"))));
    });
}

glia_status glia_model_input_scaling(const glia_model* model, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] {
        const InputTransform* const transform = value_of(model).input_transform();
        give_text(transform != nullptr ? transform->parts().scaling : not_scaled, buffer, capacity, needed);
    });
}

glia_status glia_model_target_scaling(const glia_model* model, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] {
        const TargetTransform* const transform = value_of(model).target_transform();
        give_text(transform != nullptr ? transform->scaling() : not_scaled, buffer, capacity, needed);
    });
}

glia_status glia_model_missing_policy(const glia_model* model, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] {
        const InputTransform* const transform = value_of(model).input_transform();
        give_text(transform != nullptr ? missing_name(transform->parts().missing) : "", buffer, capacity, needed);
    });
}

glia_status glia_model_input_scale(const glia_model* model, size_t input, double* center, double* scale) {
    return guard([&] {
        const Model<float>& value = value_of(model);
        check_input(value, input);
        const InputTransform* const transform = value.input_transform();
        if (transform == nullptr) return give({}, center, scale);
        if (!column_of(value, input)->categories.empty()) {
            throw invalid("input {} ({}) is one of categories, which are not scaled", input,
                          glia::printable(transform->column_name(input)));
        }
        give(transform->scale_of(input), center, scale);
    });
}

glia_status glia_model_output_scale(const glia_model* model, size_t output, double* center, double* scale) {
    return guard([&] {
        const Model<float>& value = value_of(model);
        if (output >= value.outputs()) {
            throw invalid("output is {}; the model has {}, counted from 0", output, value.outputs());
        }
        const TargetTransform* const transform = value.target_transform();
        if (transform == nullptr) return give({}, center, scale);
        give({transform->centers()[output], transform->scales()[output]}, center, scale);
    });
}

glia_status glia_model_input_name(const glia_model* model, size_t input, char* buffer, size_t capacity,
                                  size_t* needed) {
    return guard([&] {
        const Model<float>& value = value_of(model);
        check_input(value, input);
        const InputTransform* const transform = value.input_transform();
        give_text(transform != nullptr ? transform->column_name(input) : std::to_string(input), buffer, capacity,
                  needed);
    });
}

size_t glia_model_category_count(const glia_model* model, size_t input) {
    if (model == nullptr || input >= model->value->columns()) return 0;
    const InputColumn* const column = column_of(*model->value, input);
    return column != nullptr ? column->categories.size() : 0;
}

glia_status glia_model_category_name(const glia_model* model, size_t input, size_t index, char* buffer, size_t capacity,
                                     size_t* needed) {
    return guard([&] {
        const Model<float>& value = value_of(model);
        check_input(value, input);
        const size_t count = glia_model_category_count(model, input);
        if (index >= count) throw invalid("category {} does not exist; input {} has {}", index, input, count);
        give_text(column_of(value, input)->categories[index], buffer, capacity, needed);
    });
}

glia_status glia_model_predict_dataset(const glia_model* model, const glia_dataset* dataset, size_t first, size_t count,
                                       float* y) {
    return guard([&] {
        const Model<float>& value = value_of(model);
        const glia::Dataset& rows = required(dataset, "dataset").value;
        if (count > 0) required(y, "y");
        predict_rows(value, rows, first, count, y);
    });
}
}
