// Gradients through every kind of layer against numerical ones, in double.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/layers/layer_factory.hpp"
#include "core/losses/numerical_slope.hpp"
#include "core/network.hpp"
#include "core/plugins.hpp"
#include "core/rng.hpp"
#include "core/training/trainer.hpp"

namespace glia::test {
namespace {

constexpr std::size_t inputs = 4;
constexpr std::size_t rows = 6;

class LayerGradient : public testing::TestWithParam<const char*> {};

std::vector<double> random_numbers(std::size_t size, std::uint32_t stream) {
    Random random(9, RandomUse::split, stream);
    std::vector<double> numbers(size);
    for (double& each : numbers) each = random.normal();
    return numbers;
}

// Every trainable parameter random, so that no term of a gradient vanishes.
std::shared_ptr<Model<double>> make_random_model(const std::string& layers) {
    auto model = std::make_shared<Model<double>>(inputs);
    for (const LayerDescription& layer : layers_of(layers)) {
        model->add(make_layer<double>(layer, model->outputs(), standard_activations()));
    }
    model->initialize("auto", 5);
    for (std::size_t i = 0; i < model->layers(); ++i) {
        for (const Tensor& tensor : model->layer(i).tensors()) {
            if (tensor.trainable) model->initialize(i, tensor.name, "normal(std=0.7)", 6 + i);
        }
    }
    return model;
}

TEST_P(LayerGradient, EqualsTheNumericalDerivative) {
    const auto model = make_random_model(GetParam());
    Trainer<double> trainer(model);
    trainer.set_loss("mse");
    std::vector<double> x = random_numbers(rows * inputs, 1);
    const std::vector<double> t = random_numbers(rows * model->outputs(), 2);
    const auto loss = [&] {
        trainer.forward(x.data(), rows);  // the same noise each time: no update is made
        return trainer.loss(t.data());
    };
    loss();
    trainer.backward();
    const std::vector<double> dx(trainer.activation_gradients(0).begin(), trainer.activation_gradients(0).end());
    constexpr double h = 1e-4;
    std::vector<std::vector<double>> gradients;
    for (std::size_t i = 0; i < model->layers(); ++i) {
        for (const Tensor& tensor : model->layer(i).tensors()) {
            const auto part = std::as_const(trainer).gradients(i, tensor.name);
            gradients.emplace_back(part.begin(), part.end());
        }
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < model->layers(); ++i) {
        for (const Tensor& tensor : model->layer(i).tensors()) {
            const std::vector<double>& gradient = gradients[next++];
            for (std::size_t j = 0; j < tensor.size; ++j) {
                SCOPED_TRACE(std::to_string(i) + "." + tensor.name + "[" + std::to_string(j) + "]");
                double& parameter = model->values(i, tensor)[j];
                expect_slope(gradient[j], tensor.trainable ? numerical_slope(parameter, h, loss) : 0);
            }
        }
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
        SCOPED_TRACE("input " + std::to_string(i));
        expect_slope(dx[i], numerical_slope(x[i], h, loss));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Each, LayerGradient,
    testing::Values("5:identity :tanh 2:identity",                           // an activation alone
                    "5:identity :gelu 2:identity",                           // one that needs its input
                    ":softmax 3:identity",                                   // at the start
                    "5:prelu 2:identity",                                    // trained parameters, one for each unit
                    "5:trainable_swish 3:prelu :trainable_swish",            // and one for a layer
                    ":prelu 2:identity",                                     // at the start
                    "3:identity :sigmoid",                                   // at the end
                    "6:tanh dropout(rate=0.4) 2:identity",                   //
                    "dropout(rate=0.3) 3:identity",                          //
                    "6:selu alpha_dropout(rate=0.4) 2:identity",             //
                    "5:identity batch_norm :tanh 2:identity",                //
                    "batch_norm(epsilon=0.1) 3:tanh",                        //
                    "5:tanh layer_norm 2:identity",                          //
                    "layer_norm(epsilon=0.1)",                               // alone
                    "4:tanh residual(span=1) 2:identity",                    // around one layer
                    "5:tanh 7:tanh 5:identity residual(span=2) 2:identity",  // around two
                    "4:tanh 4:identity residual(span=2)",                    // from the input to the output
                    "4:tanh residual(span=1) 4:tanh residual(span=3) residual(span=4) 2:identity",  // one in another
                    "5:identity batch_norm :prelu 5:trainable_swish residual(span=1) 2:identity",
                    "5:identity batch_norm :tanh dropout(rate=0.2) 5:identity residual(span=2) layer_norm 2:sigmoid"));

}  // namespace
}  // namespace glia::test
