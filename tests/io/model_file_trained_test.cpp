// Trained parameters of activations in model files: tensors like those of the layer itself.
#include "io/model_file_fixture.hpp"

namespace glia {
namespace {

using namespace test;

void scale_forward(const glia_activation_t*, const double*, const float* trained, std::size_t rows, std::size_t cols,
                   const float* x, float* y) {
    for (std::size_t i = 0; i < rows * cols; ++i) y[i] = trained[i % cols] * x[i];
}

// y = scale x, with one scale for each unit and, never used, one for the layer.
ActivationTable find_scaled(std::string_view name) {
    static const glia_activation_parameter_t parameters[] = {
        {"scale", 1, -9, 9}, {"fixed", 0, 0, 1}, {"shift", 5, 0, 9}};
    static const std::uint32_t training[] = {GLIA_PARAMETER_PER_UNIT, GLIA_PARAMETER_FIXED, GLIA_PARAMETER_PER_LAYER};
    if (name != "scaled") return find_activation(name);
    static const glia_activation_t scaled = [] {
        glia_activation_t made = *table("scaled", 1, leaky_forward);
        made.parameter_count = 3;
        made.parameters = parameters;
        made.training = training;
        made.forward_trained = scale_forward;
        return made;
    }();
    return {std::shared_ptr<void>(), &scaled};
}

Model<float> make_scaled() {
    Model<float> model(2);
    model.add(make_layer<float>({"dense", 3, "scaled(scale=2)", 0}, 2, find_scaled));
    model.add(make_layer<float>({"activation", 0, "scaled", 0}, 3, find_scaled));
    model.allocate();
    return model;
}

TEST(ModelFileTrained, KeepsEveryValueUnderItsName) {
    Model<float> model = make_scaled();
    const auto values = [](const Model<float>& of, std::size_t layer, const char* tensor) {
        const auto span = of.values(layer, of.tensor(layer, tensor));
        return std::vector<float>(span.begin(), span.end());
    };
    EXPECT_EQ(values(model, 0, "activation.scale"), std::vector<float>(3, 2));
    EXPECT_EQ(values(model, 1, "activation.shift"), std::vector<float>(1, 5));
    for (std::size_t i = 0; i < model.parameter_count(); ++i) model.parameters()[i] = static_cast<float>(i) / 8;
    const std::string bytes = encoded(model);
    for (const char* const name : {R"("layers.0.activation.scale":{"dtype":"F32","shape":[3])",
                                   R"("layers.0.activation.shift":{"dtype":"F32","shape":[1])",
                                   R"("layers.1.activation.scale":{"dtype":"F32","shape":[3])"}) {
        EXPECT_NE(bytes.find(name), std::string::npos) << name;
    }
    const Model<float> loaded = load_model(bytes_of(bytes), find_scaled);
    EXPECT_EQ(loaded.layer(0).describe().activation, "scaled(scale=2)");
    for (std::size_t layer = 0; layer < 2; ++layer) {
        for (const Tensor& tensor : model.layer(layer).tensors()) {
            EXPECT_EQ(values(loaded, layer, tensor.name.c_str()), values(model, layer, tensor.name.c_str()));
        }
    }
}

glia_status status_of(const std::string& bytes, const ActivationFinder& find, std::string& text) {
    try {
        load_model(bytes_of(bytes), find);
        return GLIA_OK;
    } catch (const Error& failure) {
        text = failure.what();
        return failure.status();
    }
}

TEST(ModelFileTrained, SaysWhatIsMissingWithoutThePlugin) {
    std::string text;
    EXPECT_EQ(status_of(encoded(make_scaled()), find_activation, text), GLIA_ERROR_NOT_FOUND);
    EXPECT_NE(text.find("layer 0: the model needs activation 'scaled': put its plugin scaled.so in a directory of "
                        "GLIA_PLUGIN_PATH, or register it (glia_registry_register_activation) before loading; "),
              std::string::npos)
        << text;
}

// As an older glia would find it, or one whose plugin trains nothing.
TEST(ModelFileTrained, IsRefusedWhereTheActivationTrainsNothing) {
    std::string text;
    const auto find_fixed = [](std::string_view name) -> ActivationTable {
        if (name != "scaled") return find_activation(name);
        auto fixed = std::make_shared<glia_activation_t>(*find_scaled("scaled"));
        fixed->training = nullptr;
        return fixed;
    };
    EXPECT_EQ(status_of(encoded(make_scaled()), find_fixed, text), GLIA_ERROR_FORMAT);
    EXPECT_NE(text.find("tensor 'layers.0.activation.scale' belongs to no layer"), std::string::npos) << text;
}

}  // namespace
}  // namespace glia
