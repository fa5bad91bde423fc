#include "core/network.hpp"

#include <sstream>

#include "core/layers/layer_factory.hpp"
#include "core/plugins.hpp"
#include "core/rng.hpp"
#include "linalg/rows.hpp"

namespace glia::test {
namespace {

std::shared_ptr<DatasetRows> random_rows(std::size_t rows, std::size_t features, std::uint64_t seed) {
    const auto data = std::make_shared<DatasetRows>();
    data->rows = rows;
    data->features = features;
    data->owned_x = Buffer<float>(rows * features);
    Random random(seed, RandomUse::split);
    for (float& value : data->owned_x) value = static_cast<float>(random.normal());
    data->x = {data->owned_x.data(), features};
    return data;
}

}  // namespace

std::vector<LayerDescription> layers_of(const std::string& text) {
    std::vector<LayerDescription> layers;
    std::istringstream stream(text);
    for (std::string layer; stream >> layer;) {
        const std::size_t colon = layer.find(':');
        const std::string activation = colon == std::string::npos ? "" : layer.substr(colon + 1);
        if (activation.empty()) {
            layers.push_back({layer, 0, "", 0});
        } else if (colon == 0) {
            layers.push_back({"activation", 0, activation, 0});
        } else {
            layers.push_back({"dense", std::stoul(layer), activation, 0});
        }
    }
    return layers;
}

std::shared_ptr<Model<float>> make_model(std::size_t inputs, const std::string& layers, std::uint64_t seed) {
    auto model = std::make_shared<Model<float>>(inputs);
    for (const LayerDescription& layer : layers_of(layers)) {
        model->add(make_layer<float>(layer, model->outputs(), standard_activations()));
    }
    model->initialize("auto", seed);
    return model;
}

Dataset make_classes(std::size_t rows, std::size_t features, std::size_t classes, std::uint64_t seed) {
    const auto data = random_rows(rows, features, seed);
    data->owned_classes = Buffer<std::int32_t>(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        data->owned_classes[i] = static_cast<std::int32_t>(largest(classes, data->x.row(i)));
    }
    data->classes = data->owned_classes.data();
    data->class_names = numbered_classes(classes);
    return Dataset(data);
}

Dataset make_sums(std::size_t rows, std::size_t features, std::uint64_t seed) {
    const auto data = random_rows(rows, features, seed);
    data->outputs = 1;
    data->owned_targets = Buffer<float>(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < features; ++j) data->owned_targets[i] += data->x.row(i)[j];
    }
    data->targets = {data->owned_targets.data(), 1};
    return Dataset(data);
}

std::vector<float> parameters_of(const Model<float>& model) {
    return {model.parameters().begin(), model.parameters().end()};
}

}  // namespace glia::test
