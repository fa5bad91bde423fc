#include "api/model_json.hpp"

#include "base/json.hpp"

namespace glia::api {
namespace {

Json layer_json(const Model<float>& model, std::size_t index) {
    const Layer<float>& layer = model.layer(index);
    const LayerDescription description = layer.describe();
    Json tensors = Json::array();
    for (const Tensor& tensor : layer.tensors()) tensors.push_back({{"name", tensor.name}, {"shape", tensor.shape}});
    return {{"kind", description.kind},
            {"inputs", layer.inputs()},
            {"units", layer.outputs()},
            {"activation", description.activation},
            {"parameters", model.offset(index + 1) - model.offset(index)},
            {"tensors", std::move(tensors)}};
}

Json column_json(const InputTransform& transform, std::size_t column) {
    const InputTransformParts& parts = transform.parts();
    const std::size_t inputs = parts.columns[column].inputs();
    const auto first = static_cast<std::ptrdiff_t>(transform.first_input(column));
    const bool by_mean = parts.missing == Missing::mean;
    Json json = {{"name", transform.column_name(column)}};
    if (inputs > 1 || !parts.columns[column].categories.empty()) {
        json["categories"] = parts.columns[column].categories;
        const auto shares = parts.substitutes.begin() + (by_mean ? first : 0);
        json["missing"] =
            by_mean ? Json(std::vector<double>(shares, shares + static_cast<std::ptrdiff_t>(inputs))) : Json(nullptr);
    } else {
        json["center"] = transform.scale_of(column).center;
        json["scale"] = transform.scale_of(column).scale;
        json["missing"] = by_mean ? Json(parts.substitutes[static_cast<std::size_t>(first)]) : Json(nullptr);
    }
    return json;
}

void add_scaling(Json& json, const InputTransform* inputs, const TargetTransform* targets) {
    json["input_scaling"] = inputs != nullptr ? inputs->parts().scaling : "none";
    json["missing"] = inputs != nullptr ? missing_name(inputs->parts().missing) : "";
    json["target_scaling"] = targets != nullptr ? targets->scaling() : "none";
    json["columns"] = Json::array();
    json["targets"] = Json::array();
    for (std::size_t j = 0; inputs != nullptr && j < inputs->columns(); ++j) {
        json["columns"].push_back(column_json(*inputs, j));
    }
    for (std::size_t j = 0; targets != nullptr && j < targets->outputs(); ++j) {
        json["targets"].push_back({{"center", targets->centers()[j]}, {"scale", targets->scales()[j]}});
    }
}

}  // namespace

std::string model_json(const Model<float>& model) {
    Json layers = Json::array();
    for (std::size_t i = 0; i < model.layers(); ++i) layers.push_back(layer_json(model, i));
    Json json = {
        {"inputs", model.columns()},          {"outputs", model.outputs()}, {"parameters", model.parameter_count()},
        {"initialized", model.initialized()}, {"loss", model.loss()},       {"classes", model.classes()},
        {"layers", std::move(layers)}};
    add_scaling(json, model.input_transform(), model.target_transform());
    return json.dump();
}

}  // namespace glia::api
