// Analytic gradients against numerical ones, in double, for every activation, loss and depth.
#include <gtest/gtest.h>

#include <memory>
#include <tuple>

#include "core/layer_factory.hpp"
#include "core/loss.hpp"
#include "core/numerical_slope.hpp"
#include "core/plugins.hpp"
#include "core/rng.hpp"
#include "core/trainer.hpp"

namespace glia::test {
namespace {

constexpr std::size_t inputs = 4;
constexpr std::size_t hidden = 5;
constexpr std::size_t outputs = 3;
constexpr std::size_t rows = 6;

using Case = std::tuple<std::string, std::string, std::size_t>;  // activation, loss, depth

std::vector<double> random_x(std::uint64_t seed) {
    Random random(seed, RandomUse::dropout);
    std::vector<double> x(rows * inputs);
    for (double& value : x) value = random.normal();
    return x;
}

// Distributions over the outputs: fit for every loss.
std::vector<double> random_targets(std::uint64_t seed) {
    Random random(seed, RandomUse::dropout, 1);
    std::vector<double> t(rows * outputs);
    for (std::size_t i = 0; i < rows; ++i) {
        double sum = 0;
        for (std::size_t j = 0; j < outputs; ++j) sum += t[i * outputs + j] = 0.05 + random.uniform();
        for (std::size_t j = 0; j < outputs; ++j) t[i * outputs + j] /= sum;
    }
    return t;
}

double loss_at(Trainer<double>& trainer, const std::vector<double>& x, const std::vector<double>& t) {
    trainer.forward(x.data(), rows);
    return trainer.loss(t.data());
}

// Cross-entropy refuses outputs that are no probabilities: such activations are tried in the layers below a sigmoid or
// softmax.
bool gives_probabilities(const std::string& activation) {
    return activation == "sigmoid" || activation == "hard_sigmoid" || activation == "softmax";
}

// `depth` layers with the activation, and an output layer that suits the loss where they do not.
std::vector<LayerDescription> layers_for(const std::string& activation, const std::string& loss, std::size_t depth) {
    const bool fits = loss == "mse" || gives_probabilities(activation);
    std::vector<LayerDescription> layers(depth, {"dense", hidden, activation, 0});
    if (!fits) layers.push_back({"dense", outputs, loss == "binary_crossentropy" ? "sigmoid" : "softmax", 0});
    layers.back().units = outputs;
    return layers;
}

std::shared_ptr<Model<double>> make_model(const std::vector<LayerDescription>& layers) {
    auto model = std::make_shared<Model<double>>(inputs);
    for (const LayerDescription& layer : layers) {
        model->add(make_layer<double>(layer, model->outputs(), standard_activations()));
    }
    // Not symmetric around 0, so that activations are tried on both sides and away from their kinks.
    model->initialize("normal(std=0.7)", 5);
    for (std::size_t i = 0; i < layers.size(); ++i) model->initialize(i, "bias", "uniform(limit=0.4)", 6 + i);
    return model;
}

class Gradient : public testing::TestWithParam<Case> {};

TEST_P(Gradient, EqualsTheNumericalDerivative) {
    const auto& [activation, loss, depth] = GetParam();
    const auto model = make_model(layers_for(activation, loss, depth));
    Trainer<double> trainer(model);
    trainer.set_loss(loss);
    std::vector<double> x = random_x(7);
    const std::vector<double> t = random_targets(8);
    const auto f = [&] { return loss_at(trainer, x, t); };

    f();
    trainer.backward();
    const std::vector<double> dx(trainer.activation_gradients(0).begin(), trainer.activation_gradients(0).end());
    std::vector<double> gradients;
    for (std::size_t i = 0; i < model->layers(); ++i) {
        for (const char* name : {"weight", "bias"}) {
            const auto part = std::as_const(trainer).gradients(i, name);
            gradients.insert(gradients.end(), part.begin(), part.end());
        }
    }
    ASSERT_EQ(gradients.size(), model->parameter_count());
    constexpr double h = 1e-4;
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        SCOPED_TRACE("parameter " + std::to_string(i));
        expect_slope(gradients[i], numerical_slope(model->parameters()[i], h, f));
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
        SCOPED_TRACE("input " + std::to_string(i));
        expect_slope(dx[i], numerical_slope(x[i], h, f));
    }
}

std::string case_name(const testing::TestParamInfo<Case>& info) {
    const auto& [activation, loss, depth] = info.param;
    std::string name = activation.substr(0, activation.find('('));
    return name + "_" + loss + "_" + std::to_string(depth);
}

INSTANTIATE_TEST_SUITE_P(Every, Gradient,
                         testing::Combine(testing::Values("identity", "sigmoid", "tanh", "relu",
                                                          "leaky_relu(alpha=0.1)", "elu(alpha=0.7)", "selu", "softplus",
                                                          "softsign", "gelu", "gelu_tanh", "silu", "mish",
                                                          "hard_sigmoid", "hard_swish", "softmax"),
                                          testing::Values("binary_crossentropy", "categorical_crossentropy", "mse"),
                                          testing::Values(1, 2, 3)),
                         case_name);

}  // namespace
}  // namespace glia::test
