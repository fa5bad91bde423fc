// Activations whose parameters are trained: to a model they are tensors of the layer like any other.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "core/elementwise.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/model/describe.hpp"
#include "core/model/inference.hpp"
#include "core/network.hpp"
#include "core/optimizers/optimizer.hpp"
#include "core/plugins.hpp"
#include "core/training/trainer.hpp"

namespace glia::test {
namespace {

std::vector<float> values_of(const Model<float>& model, std::size_t layer, const std::string& tensor) {
    const auto values = model.values(layer, model.tensor(layer, tensor));
    return {values.begin(), values.end()};
}

std::vector<float> predictions(const Model<float>& model, const std::vector<float>& x) {
    const std::size_t rows = x.size() / model.inputs();
    std::vector<float> y(rows * model.outputs());
    Inference<float>(model, rows).predict(model, x.data(), rows, y.data());
    return y;
}

TEST(TrainedActivation, IsATensorOfItsLayer) {
    const auto model = make_model(3, "5:prelu(alpha=0.1) :trainable_swish 2:softmax");
    const Tensor& alpha = model->tensor(0, "activation.alpha");
    EXPECT_EQ(alpha.shape, std::vector<std::size_t>{5});
    EXPECT_FALSE(alpha.is_weight);  // so that no penalty reaches it
    EXPECT_TRUE(alpha.trainable);
    EXPECT_EQ(model->tensor(1, "activation.beta").shape, std::vector<std::size_t>{1});
    EXPECT_EQ(model->parameter_count(), (3u * 5 + 5 + 5) + 1 + (5 * 2 + 2));
    EXPECT_EQ(model->layer(0).describe().activation, "prelu(alpha=0.1)");
    EXPECT_NE(describe_table(*model).find("38 parameters"), std::string::npos) << describe_table(*model);
}

TEST(TrainedActivation, BeginsWithWhatTheSpecSaysWhateverTheInitializer) {
    for (const char* const initializer : {"auto", "normal(std=3)", "zeros"}) {
        const auto model = make_model(3, "5:prelu(alpha=0.1) 2:trainable_swish");
        model->initialize(initializer, 7);
        EXPECT_EQ(values_of(*model, 0, "activation.alpha"), std::vector<float>(5, 0.1F));
        EXPECT_EQ(values_of(*model, 1, "activation.beta"), std::vector<float>{1});
    }
    const auto model = make_model(3, "5:prelu");
    model->initialize(0, "activation.alpha", "constant(value=-4)", 1);  // outside of the range of specs
    EXPECT_EQ(values_of(*model, 0, "activation.alpha"), std::vector<float>(5, -4));
}

// With its first value it is the activation that its plugin computes without training.
TEST(TrainedActivation, ComputesEachUnitByItsOwnValue) {
    const auto model = make_model(3, ":prelu");
    EXPECT_EQ(predictions(*model, {-2, 3, -4}), (std::vector<float>{-0.5F, 3, -1}));
    const std::vector<float> alpha = {0.5F, 7, -1};
    std::copy(alpha.begin(), alpha.end(), model->values(0, model->tensor(0, "activation.alpha")).begin());
    EXPECT_EQ(predictions(*model, {-2, 3, -4, 1, -1, 1}), (std::vector<float>{-1, 3, 4, 1, -7, 1}));
}

// He et al., 2015, equation 10: the slope's gradient is the sum of dy y where y is negative, here by hand.
TEST(TrainedActivation, HasTheGradientOfTheClosedForm) {
    const auto model = make_model(2, ":prelu");
    Trainer<float> trainer(model);
    trainer.set_loss("mse");
    const std::vector<float> x = {-2, 1, -3, -1, 4, -5};
    const std::vector<float> targets(6, 0);
    trainer.forward(x.data(), 3);
    trainer.loss(targets.data());
    trainer.backward();
    // y = 0.25 x below 0; d mse / dy = 2 y / 6, and the sum over x of those that are negative
    const auto gradient = std::as_const(trainer).gradients(0, "activation.alpha");
    EXPECT_FLOAT_EQ(gradient[0], (-0.5F * -2 + -0.75F * -3) / 3);
    EXPECT_FLOAT_EQ(gradient[1], (-0.25F * -1 + -1.25F * -5) / 3);
}

TEST(TrainedActivation, IsChangedByEveryOptimizer) {
    const Dataset data = make_classes(64, 6, 3);
    for (const SpecDefinition& optimizer : optimizer_definitions()) {
        const auto model = make_model(6, "8:prelu 8:trainable_swish 3:softmax");
        Trainer<float> trainer(model);
        trainer.set_optimizer(optimizer.name);
        trainer.settings() = {.batch_size = 0, .epochs = 20, .seed = 1};
        trainer.fit(data, nullptr);
        EXPECT_LT(trainer.history().back().loss, trainer.history().front().loss) << optimizer.name;
        for (const float alpha : values_of(*model, 0, "activation.alpha")) {
            EXPECT_TRUE(std::isfinite(alpha) && alpha != 0.25F) << optimizer.name;
        }
        EXPECT_NE(values_of(*model, 1, "activation.beta"), std::vector<float>{1}) << optimizer.name;
    }
}

// A penalty would pull a slope towards 0, and the function towards relu (He et al., 2015, section 2.1).
TEST(TrainedActivation, IsLeftAloneByPenaltiesAndConstraints) {
    const Dataset data = make_classes(64, 6, 3);
    for (const char* const penalty : {"l2(factor=10)", "l1(factor=10)", "weight_decay(factor=0.9)"}) {
        const auto model = make_model(6, "8:prelu 3:softmax");
        for (float& weight : model->values(1, model->tensor(1, "weight"))) weight = 0;  // no gradient reaches alpha
        Trainer<float> trainer(model);
        trainer.set_penalty(penalty);
        trainer.set_constraint("max_norm(limit=0.01)");
        trainer.settings() = {.batch_size = 0, .epochs = 1, .seed = 1};
        trainer.fit(data, nullptr);
        EXPECT_EQ(values_of(*model, 0, "activation.alpha"), std::vector<float>(8, 0.25F)) << penalty;
    }
}

// Enough rows and columns for pieces, of which a team does several: their shares are added in one order.
TEST(TrainedActivation, HasTheSameGradientBitsForAnyNumberOfThreads) {
    constexpr std::size_t width = 300;
    constexpr std::size_t rows = 400;
    ASSERT_GT(rows, 4 * piece_rows(rows, width));
    const auto gradients = [&](std::size_t threads) {
        const Dataset data = make_classes(rows, width, 3);
        const auto model = make_model(width, ":prelu :trainable_swish 3:softmax");
        Trainer<float> trainer(model);
        trainer.settings() = {.batch_size = rows, .epochs = 3, .seed = 2, .threads = threads};
        trainer.fit(data, nullptr);
        return parameters_of(*model);
    };
    const std::vector<float> alone = gradients(1);
    for (const std::size_t threads : {2u, 3u, 8u}) EXPECT_EQ(gradients(threads), alone) << threads;
}

TEST(TrainedActivation, NeedsKernelsForThePrecisionOfTheModel) {
    static const glia_activation_parameter_t scale = {"scale", 1, 0, 2};
    static const std::uint32_t training[] = {GLIA_PARAMETER_PER_LAYER};
    const auto table = std::make_shared<glia_activation_t>();
    table->struct_size = sizeof *table;
    table->name = "scaled";
    table->revision = 1;
    table->parameter_count = 1;
    table->parameters = &scale;
    table->training = training;
    const auto find = [&](std::string_view) -> ActivationTable { return table; };
    EXPECT_NO_THROW(make_layer<float>({"dense", 2, "scaled", 0}, 3, find));
    EXPECT_THROW(make_layer<double>({"dense", 2, "scaled", 0}, 3, find), Error);
}

}  // namespace
}  // namespace glia::test
