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

}  // namespace

std::string model_json(const Model<float>& model) {
    Json layers = Json::array();
    for (std::size_t i = 0; i < model.layers(); ++i) layers.push_back(layer_json(model, i));
    const Json json = {
        {"inputs", model.inputs()},           {"outputs", model.outputs()}, {"parameters", model.parameter_count()},
        {"initialized", model.initialized()}, {"loss", model.loss()},       {"classes", model.classes()},
        {"layers", std::move(layers)}};
    return json.dump();
}

}  // namespace glia::api
