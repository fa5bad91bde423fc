#include "core/training/steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/network.hpp"
#include "core/training/trainer.hpp"

namespace glia {
namespace {

using test::make_model;

const std::vector<float> x = {1, -1, 0.5F, 2};
const std::vector<float> targets = {0, 1, 1, 0};

TEST(Steps, AreRefusedOutOfOrder) {
    Trainer<float> trainer(make_model(2, "2:sigmoid"));
    const auto expect_state = [](const auto& call, const char* text) {
        try {
            call();
            ADD_FAILURE() << text;
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_STATE);
            EXPECT_STREQ(e.what(), text);
        }
    };
    expect_state([&] { trainer.loss(targets.data()); }, "there has been no forward yet");
    expect_state([&] { trainer.backward(); }, "there has been no loss yet");
    expect_state([&] { trainer.update(); }, "there are no gradients yet: call backward, or set them");
    trainer.forward(x.data(), 2);
    expect_state([&] { trainer.backward(); }, "there has been no loss yet");
    expect_state([&] { static_cast<void>(trainer.activation_gradients(0)); }, "there has been no backward yet");
    trainer.loss(targets.data());
    trainer.backward();
    trainer.update();
    expect_state([&] { trainer.backward(); }, "there has been no loss yet");
}

TEST(Steps, KeepEveryActivation) {
    const auto model = make_model(2, "3:tanh 2:sigmoid");
    Trainer<float> trainer(model);
    const Outputs<float> outputs = trainer.forward(x.data(), 2);
    EXPECT_EQ(trainer.activations(0).size(), 4u);
    EXPECT_EQ(trainer.activations(0)[3], 2);
    EXPECT_EQ(trainer.activations(1).size(), 6u);
    EXPECT_EQ(trainer.activations(2).data(), outputs.y);
    EXPECT_THROW(static_cast<void>(trainer.activations(3)), Error);
}

// dL/dy of binary cross-entropy is (y - t) / (y (1 - y)) / rows, also where the loss is fused with the sigmoid.
TEST(Steps, TellTheGradientWithRespectToTheOutput) {
    Trainer<float> trainer(make_model(2, "2:sigmoid"));
    const Outputs<float> outputs = trainer.forward(x.data(), 2);
    trainer.loss(targets.data());
    trainer.backward();
    for (std::size_t i = 0; i < 4; ++i) {
        const float y = outputs.y[i];
        EXPECT_NEAR(trainer.activation_gradients(1)[i], (y - targets[i]) / (y * (1 - y)) / 2, 1e-5);
    }
}

TEST(Steps, FromTheSameOutputGradientGiveTheSameParameterGradients) {
    for (const char* const layers : {"3:tanh 2:sigmoid", "3:relu 2:softmax", "3:gelu 2:identity"}) {
        Trainer<float> trainer(make_model(2, layers));
        trainer.forward(x.data(), 2);
        trainer.loss(targets.data());
        trainer.backward();
        const auto dy = trainer.activation_gradients(2);
        const std::vector<float> output_gradient(dy.begin(), dy.end());
        const auto by_loss = std::as_const(trainer).gradients(0, "weight");
        const std::vector<float> expected(by_loss.begin(), by_loss.end());
        trainer.forward(x.data(), 2);
        trainer.backward_from(output_gradient.data());
        const auto by_hand = std::as_const(trainer).gradients(0, "weight");
        for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(by_hand[i], expected[i], 1e-6) << layers;
    }
}

TEST(Steps, TakeClassesAsOneHotTargets) {
    for (const char* const layers : {"2:softmax", "2:sigmoid", "2:identity"}) {
        Trainer<float> trainer(make_model(2, layers));
        const std::vector<std::int32_t> classes = {1, 0};
        trainer.forward(x.data(), 2);
        const double by_value = trainer.loss(targets.data());
        trainer.forward(x.data(), 2);
        EXPECT_DOUBLE_EQ(trainer.loss(classes.data()), by_value) << layers;
    }
}

TEST(Steps, RefuseClassesAndTargetsOutOfRange) {
    Trainer<float> trainer(make_model(2, "2:softmax"));
    trainer.forward(x.data(), 2);
    const std::vector<std::int32_t> classes = {1, 2};
    EXPECT_THROW(trainer.loss(classes.data()), Error);
    const std::vector<float> outside = {0, 1, 2, -1};
    EXPECT_THROW(trainer.loss(outside.data()), Error);
    const std::vector<float> nan = {0, 1, std::numeric_limits<float>::quiet_NaN(), 0};
    EXPECT_THROW(trainer.loss(nan.data()), Error);
}

TEST(Steps, UpdateFromGradientsThatTheCallerSets) {
    const auto model = make_model(2, "1:identity");
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd(learning_rate=0.5)");
    const std::vector<float> before = test::parameters_of(*model);
    trainer.gradients(0, "weight")[1] = 2;
    trainer.update();
    EXPECT_EQ(model->parameters()[0], before[0]);
    EXPECT_EQ(model->parameters()[1], before[1] - 1);
}

TEST(Steps, DoNotUpdateFromGradientsThatAreNotFinite) {
    const auto model = make_model(2, "1:identity");
    Trainer<float> trainer(model);
    const std::vector<float> before = test::parameters_of(*model);
    trainer.gradients(0, "weight")[1] = std::numeric_limits<float>::infinity();
    EXPECT_THROW(trainer.update(), Error);
    EXPECT_EQ(test::parameters_of(*model), before);
}

// Parameters that overflow, squares of gradients that do, and statistics of rows whose spread does.
TEST(Steps, TakeBackAnUpdateAfterWhichANumberIsNotFinite) {
    struct {
        const char* network;
        const char* optimizer;
        float gradient;
        float feature;
        const char* named;
    } const table[] = {
        {"1:identity", "sgd(learning_rate=1e30)", 1e30F, 1, "'weight' of layer 0 (dense) was not finite"},
        {"1:identity", "adam", 1e30F, 1, "what the optimizer remembers of gradients was not finite"},
        {"batch_norm 1:identity", "sgd", 1, 1e25F, "'running_var' of layer 0 (batch_norm) was not finite"},
    };
    for (const auto& row : table) {
        const auto model = make_model(2, row.network);
        Trainer<float> trainer(model);
        trainer.set_optimizer(row.optimizer);
        const std::vector<float> before = test::parameters_of(*model);
        const std::vector<float> rows = {row.feature, 0, 0, row.feature};
        trainer.forward(rows.data(), 2);
        trainer.gradients(model->layers() - 1, "weight")[1] = row.gradient;
        try {
            trainer.update();
            ADD_FAILURE() << row.named;
        } catch (const Error& failure) {
            EXPECT_EQ(failure.status(), GLIA_ERROR_NUMERIC);
            EXPECT_NE(std::string(failure.what()).find(row.named), std::string::npos) << failure.what();
        }
        EXPECT_EQ(test::parameters_of(*model), before) << row.named;
        EXPECT_THROW(trainer.update(), Error) << "there are no gradients any more";
        trainer.gradients(model->layers() - 1, "weight")[1] = 1e-30F;
        trainer.update();
        EXPECT_TRUE(std::ranges::all_of(test::parameters_of(*model), [](float v) { return std::isfinite(v); }));
    }
}

}  // namespace
}  // namespace glia
