// Folding batch normalization into dense layers: fewer layers, the same predictions.
#include "core/model/batch_norm_folding.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/model/inference.hpp"
#include "core/network.hpp"
#include "core/plugins.hpp"
#include "core/rng.hpp"

namespace glia::test {
namespace {

constexpr std::size_t columns = 5;
constexpr std::size_t rows = 7;

// A model whose every parameter is drawn, as after training: variances from 0.5 to 2.
Model<double> trained(const std::string& layers) {
    Model<double> model(columns);
    for (const LayerDescription& each : layers_of(layers)) {
        model.add(make_layer<double>(each, model.outputs(), standard_activations()));
    }
    model.allocate();
    Random random(6, RandomUse::split);
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            const bool is_variance = tensor.name == "running_var";
            for (double& value : model.values(i, tensor)) {
                value = is_variance ? 0.5 + 1.5 * random.uniform() : random.normal();
            }
        }
    }
    return model;
}

std::vector<double> predictions(const Model<double>& model) {
    Random random(7, RandomUse::split);
    std::vector<double> x(rows * columns);
    for (double& each : x) each = random.normal();
    std::vector<double> y(rows * model.outputs());
    Inference<double>(model, rows).predict(model, x.data(), rows, y.data());
    return y;
}

std::string layers_in(const Model<double>& model) {
    std::string text;
    for (std::size_t i = 0; i < model.layers(); ++i) {
        const LayerDescription layer = model.layer(i).describe();
        text += (i > 0 ? " " : "") + (layer.activation.empty() ? layer.kind : layer.kind + ":" + layer.activation);
    }
    return text;
}

struct Case {
    std::string before;
    std::string after;
};

class Folding : public testing::TestWithParam<Case> {};

TEST_P(Folding, GivesFewerLayersAndTheSamePredictions) {
    const Model<double> model = trained(GetParam().before);
    const Model<double> folded = fold_batch_norm(model);
    EXPECT_EQ(layers_in(folded), GetParam().after);
    const std::vector<double> expected = predictions(model);
    const std::vector<double> actual = predictions(folded);
    ASSERT_EQ(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_NEAR(actual[i], expected[i], 1e-11 * (1 + std::abs(expected[i]))) << i;
    }
}

INSTANTIATE_TEST_SUITE_P(
    OfStacks, Folding,
    testing::Values(
        Case{"4:identity batch_norm :relu 3:softmax", "dense:relu dense:softmax"},  // the usual order
        Case{"4:identity batch_norm 3:identity", "dense:identity dense:identity"},
        Case{"4:relu batch_norm 3:softmax", "dense:relu dense:softmax"},  // into the layer behind
        Case{"batch_norm 4:tanh", "dense:tanh"},                          // of the inputs
        Case{"4:identity batch_norm batch_norm 3:tanh", "dense:identity dense:tanh"},
        Case{"4:identity batch_norm(epsilon=0.1) dropout :tanh dropout 3:identity", "dense:tanh dense:identity"},
        Case{"4:identity dropout batch_norm :relu 3:identity", "dense:relu dense:identity"},
        Case{"4:relu dropout batch_norm dropout 3:identity", "dense:relu dense:identity"},
        Case{"4:identity :relu", "dense:relu"},
        // What stays as it is.
        Case{"4:relu batch_norm :tanh 3:softmax", "dense:relu batch_norm activation:tanh dense:softmax"},
        Case{"4:relu batch_norm", "dense:relu batch_norm"},
        Case{"4:relu layer_norm 3:tanh", "dense:relu layer_norm dense:tanh"},
        // Around residual layers, which read what stands before a layer.
        Case{"4:relu 4:identity batch_norm residual(span=2) :relu",
             "dense:relu dense:identity residual(span=1) "
             "activation:relu"},
        Case{"4:identity batch_norm residual(span=1) 3:tanh", "dense:identity batch_norm residual(span=1) dense:tanh"},
        Case{"4:identity dropout batch_norm residual(span=1) 3:tanh",
             "dense:identity batch_norm residual(span=1) dense:tanh"},
        Case{"4:tanh batch_norm dropout 4:identity batch_norm :relu dropout residual(span=6) 2:identity",
             "dense:tanh dense:relu residual(span=1) dense:identity"},
        Case{"4:relu dropout residual(span=1) 3:tanh", "dense:relu dropout residual(span=1) dense:tanh"},
        // Trained parameters of activations stay what they are.
        Case{"4:identity batch_norm :prelu 3:trainable_swish", "dense:prelu dense:trainable_swish"},
        Case{"4:prelu batch_norm 3:prelu batch_norm 2:trainable_swish",
             "dense:prelu dense:prelu dense:trainable_swish"},
        Case{":prelu batch_norm 3:tanh", "activation:prelu dense:tanh"},
        Case{"4:relu dropout dropout residual(span=2)", "dense:relu dropout residual(span=1)"},
        Case{"4:tanh batch_norm 4:relu residual(span=1) 2:identity",
             "dense:tanh batch_norm dense:relu residual(span=1) dense:identity"}));

TEST(Folding, MakesTheParametersOfTheClosedForm) {
    Model<double> model = trained("1:identity batch_norm(epsilon=0.25)");
    const std::vector<double> values = {1, 2, 3, 4, 5, /*bias*/ 6, /*weight*/ 8, /*bias*/ 7, /*mean*/ 2, /*var*/ 3.75};
    std::copy(values.begin(), values.end(), model.parameters().begin());
    const Model<double> folded = fold_batch_norm(model);
    // s = 8 / sqrt(3.75 + 0.25) = 4; t = 7 - 4 * 2 = -1
    const std::vector<double> expected = {4, 8, 12, 16, 20, 4 * 6 - 1};
    EXPECT_EQ(std::vector<double>(folded.parameters().begin(), folded.parameters().end()), expected);
}

TEST(Folding, KeepsWhatAModelIsTold) {
    Model<double> model = trained("4:identity batch_norm 2:softmax");
    model.set_classes({"no", "yes"});
    model.set_loss("categorical_crossentropy");
    const Model<double> folded = fold_batch_norm(model);
    EXPECT_EQ(folded.classes(), model.classes());
    EXPECT_EQ(folded.loss(), model.loss());
    EXPECT_EQ(model.layers(), 3U);  // which is as it was
}

TEST(Folding, LeavesAModelOfNothingElseALayer) {
    EXPECT_EQ(layers_in(fold_batch_norm(trained("dropout"))), "dropout");
}

TEST(Folding, LeavesWeightsAloneThatWouldNotBeFinite) {
    Model<double> model = trained("1:identity batch_norm");
    model.parameters()[0] = 1e300;
    model.parameters()[columns + 1] = 1e300;
    EXPECT_EQ(layers_in(fold_batch_norm(model)), "dense:identity batch_norm");
}

TEST(Folding, RefusesAModelWithoutValues) {
    Model<double> model(2);
    EXPECT_THROW(fold_batch_norm(model), Error);
}

}  // namespace
}  // namespace glia::test
