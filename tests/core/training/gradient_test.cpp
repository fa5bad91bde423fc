// Analytic gradients against numerical ones, in double, for every activation, loss and depth.
#include <gtest/gtest.h>

#include <cctype>
#include <memory>
#include <tuple>

#include "core/layers/layer_factory.hpp"
#include "core/losses/loss.hpp"
#include "core/losses/numerical_slope.hpp"
#include "core/plugins.hpp"
#include "core/rng.hpp"
#include "core/training/trainer.hpp"

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

bool is(const std::string& loss, const char* name) {
    return loss.substr(0, loss.find('(')) == name;
}

bool is_binary(const std::string& loss) {
    return is(loss, "binary_crossentropy") || is(loss, "focal");
}

bool is_of_a_distribution(const std::string& loss) {
    return is(loss, "categorical_crossentropy") || is(loss, "kl_divergence");
}

// Whether the activation may stand before the loss; others are tried in the layers below one that may.
bool fits(const std::string& activation, const std::string& loss) {
    const bool probabilities = activation == "sigmoid" || activation == "hard_sigmoid" || activation == "softmax";
    if (is_of_a_distribution(loss)) return activation == "softmax";
    if (is_binary(loss)) return probabilities;
    if (is(loss, "hinge")) return activation != "sigmoid" && activation != "softmax";
    if (is(loss, "poisson")) return probabilities || activation == "softplus" || activation == "relu";
    return true;
}

std::string fitting_activation(const std::string& loss) {
    if (is_of_a_distribution(loss)) return "softmax";
    if (is_binary(loss)) return "sigmoid";
    return is(loss, "hinge") ? "identity" : "softplus";
}

// `depth` layers with the activation, and an output layer that suits the loss where they do not.
std::vector<LayerDescription> layers_for(const std::string& activation, const std::string& loss, std::size_t depth) {
    std::vector<LayerDescription> layers(depth, {"dense", hidden, activation, 0});
    if (!fits(activation, loss)) layers.push_back({"dense", outputs, fitting_activation(loss), 0});
    layers.back().units = outputs;
    return layers;
}

// What a row is to be: one class, several soft labels, or a distribution (which is fit for all other losses).
std::vector<double> random_targets(const std::string& loss, const std::string& last_activation) {
    Random random(8, RandomUse::dropout, 1);
    std::vector<double> t(rows * outputs);
    for (std::size_t i = 0; i < rows; ++i) {
        double* const row = t.data() + i * outputs;
        double sum = 0;
        for (std::size_t j = 0; j < outputs; ++j) sum += row[j] = 0.05 + 0.9 * random.uniform();
        if (is(loss, "hinge")) {
            for (std::size_t j = 0; j < outputs; ++j) row[j] = j == i % outputs ? 1 : 0;
        } else if (!is_binary(loss) || last_activation == "softmax") {
            for (std::size_t j = 0; j < outputs; ++j) row[j] /= sum;
        }
    }
    return t;
}

// Of a row each; one counts nothing.
const std::vector<double> weights = {1, 0.5, 2, 0, 1.25, 3};

double loss_at(Trainer<double>& trainer, const std::vector<double>& x, const std::vector<double>& t) {
    trainer.forward(x.data(), rows);
    return trainer.loss(t.data(), weights.data());
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
    const std::vector<LayerDescription> layers = layers_for(activation, loss, depth);
    const auto model = make_model(layers);
    Trainer<double> trainer(model);
    trainer.set_loss(loss);
    std::vector<double> x = random_x(7);
    const std::vector<double> t = random_targets(loss, layers.back().activation);
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
    std::string name = activation.substr(0, activation.find('(')) + "_" + loss + "_" + std::to_string(depth);
    for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(
    Every, Gradient,
    testing::Combine(testing::Values("identity", "sigmoid", "tanh", "relu", "leaky_relu(alpha=0.1)", "elu(alpha=0.7)",
                                     "selu", "softplus", "softsign", "gelu", "gelu_tanh", "silu", "mish",
                                     "hard_sigmoid", "hard_swish", "softmax"),
                     testing::Values("binary_crossentropy", "binary_crossentropy(label_smoothing=0.1)",
                                     "categorical_crossentropy", "categorical_crossentropy(label_smoothing=0.1)",
                                     "focal", "focal(gamma=0.5,alpha=0.6)", "hinge", "huber(delta=0.4)",
                                     "kl_divergence", "log_cosh", "mae", "mse", "poisson", "quantile(q=0.3)"),
                     testing::Values(1, 2, 3)),
    case_name);

}  // namespace
}  // namespace glia::test
