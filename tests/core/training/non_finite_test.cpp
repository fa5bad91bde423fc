// What a fit leaves behind where numbers grow beyond float32: only what is finite.
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "core/network.hpp"
#include "core/training/last_update.hpp"
#include "core/training/non_finite.hpp"
#include "core/training/trainer.hpp"
#include "linalg/rows.hpp"

namespace glia::test {
namespace {

// Rows of one feature, which is the target.
Dataset identities(float (*feature)(std::size_t row, float scale), float scale) {
    auto data = std::make_shared<DatasetRows>();
    data->rows = 64;
    data->features = data->outputs = 1;
    data->owned_x = Buffer<float>(data->rows);
    for (std::size_t i = 0; i < data->rows; ++i) data->owned_x[i] = feature(i, scale);
    data->owned_targets = data->owned_x;
    data->x = {data->owned_x.data(), 1};
    data->targets = {data->owned_targets.data(), 1};
    return Dataset(data);
}

// `scale` times 0 to 7.
Dataset ramp(float scale) {
    return identities([](std::size_t row, float s) { return s * static_cast<float>(row % 8); }, scale);
}

Dataset ones() {
    return identities([](std::size_t, float s) { return s; }, 1);
}

// The text of the failure, or "".
std::string failure_of(Trainer<float>& trainer, const Dataset& data) {
    try {
        trainer.fit(data, nullptr);
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_NUMERIC);
        return e.what();
    }
    return "";
}

bool is_finite(const Model<float>& model) {
    return all_finite(model.parameters().size(), model.parameters().data());
}

TEST(NonFinite, UpdateIsUndoneInItsOwnStep) {
    const auto model = make_model(1, "1:identity");
    const std::vector<float> before = parameters_of(*model);
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd(learning_rate=1e38)");
    trainer.settings().epochs = 2;
    EXPECT_EQ(
        failure_of(trainer, ramp(1)),
        "'weight' of layer 0 (dense) was not finite after an update in epoch 1, batch 1: training stopped, and the "
        "last update was undone; a lower learning rate, smaller features or gradient clipping may help");
    EXPECT_EQ(parameters_of(*model), before);
}

TEST(NonFinite, UpdateTakesRunningStatisticsBackWithIt) {
    const auto model = make_model(1, "2:identity batch_norm 1:identity");
    const std::vector<float> before = parameters_of(*model);
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd(learning_rate=1e38)");
    trainer.settings().epochs = 1;
    EXPECT_NE(failure_of(trainer, ramp(1)).find("was not finite after an update"), std::string::npos);
    EXPECT_EQ(parameters_of(*model), before);
}

// Behind a relu, a bias of -infinity is seen in no output.
TEST(NonFinite, ParameterIsFoundThatNoOutputShows) {
    const auto model = make_model(1, "1:relu 1:identity");
    const std::vector<float> start = {0, 1e-4F, 1e3F, 0};
    std::copy(start.begin(), start.end(), model->parameters().begin());
    Trainer<float> trainer(model);
    trainer.set_loss("mae");
    trainer.set_optimizer("sgd(learning_rate=1e37)");
    trainer.settings() = {.batch_size = 16, .epochs = 1};
    EXPECT_NE(failure_of(trainer, ramp(0)), "");
    EXPECT_TRUE(is_finite(*model));
}

// Squares of gradients overflow before gradients do: the optimizer would divide by infinity for ever after.
TEST(NonFinite, OptimizerStateIsFoundAndForgotten) {
    for (const char* const optimizer : {"adam", "adamw", "amsgrad", "nadam", "adagrad", "rmsprop", "adadelta"}) {
        const auto model = make_model(1, "1:identity");
        model->initialize("zeros", 0);
        Trainer<float> trainer(model);
        trainer.set_optimizer(optimizer);
        trainer.settings().epochs = 1;
        EXPECT_NE(failure_of(trainer, ramp(1e11F)).find("what the optimizer remembers of gradients was not finite"),
                  std::string::npos)
            << optimizer;
        const std::vector<float> before = parameters_of(*model);
        EXPECT_EQ(failure_of(trainer, ramp(1)), "") << optimizer;
        EXPECT_NE(parameters_of(*model), before) << optimizer << " learns again";
    }
}

TEST(NonFinite, StatisticsStayThoseOfTheLastGoodBatch) {
    for (const char* const optimizer : {"sgd", "lbfgs"}) {
        const auto model = make_model(1, "batch_norm 1:identity");
        Trainer<float> trainer(model);
        trainer.set_optimizer(optimizer);
        trainer.settings() = {.batch_size = 0, .epochs = 2};
        EXPECT_NE(failure_of(trainer, ramp(1e20F)).find("'running_var' of layer 0 (batch_norm)"), std::string::npos)
            << optimizer;
        EXPECT_TRUE(is_finite(*model)) << optimizer;
        EXPECT_EQ(failure_of(trainer, ramp(1)), "") << optimizer;
    }
}

TEST(NonFinite, PenaltyThatOverflowsIsNoGradientOfTheLoss) {
    const auto model = make_model(1, "2:identity 1:identity");
    model->initialize("zeros", 0);
    model->values(1, model->tensor(1, "weight"))[0] = 1e3F;
    const std::vector<float> before = parameters_of(*model);
    Trainer<float> trainer(model);
    trainer.set_penalty("l2(factor=1e37)");
    trainer.settings().epochs = 1;
    EXPECT_EQ(
        failure_of(trainer, ramp(1)),
        "the penalty on 'weight' of layer 1 (dense) has a gradient that is not finite in epoch 1, batch 1: training "
        "stopped before that update; a lower learning rate, smaller features or gradient clipping may help");
    EXPECT_EQ(parameters_of(*model), before);
}

// Behind a relu, a weight of -infinity is seen in no output of positive features, and has a gradient of 0.
TEST(NonFinite, ParameterThatWasSoBeforeIsNoFaultOfTheUpdate) {
    for (const char* const penalty : {"none", "l2"}) {
        const auto model = make_model(1, "1:relu 1:identity");
        model->initialize("zeros", 0);
        model->values(0, model->tensor(0, "weight"))[0] = -std::numeric_limits<float>::infinity();
        const std::vector<float> before = parameters_of(*model);
        Trainer<float> trainer(model);
        trainer.set_optimizer("sgd(momentum=0.9)");
        trainer.set_penalty(penalty);
        trainer.settings().epochs = 1;
        EXPECT_TRUE(
            failure_of(trainer, ones())
                .starts_with("'weight' of layer 0 (dense) was not finite before the update in epoch 1, batch 1"))
            << failure_of(trainer, ones());
        EXPECT_EQ(parameters_of(*model), before);
    }
}

// Layers that are far apart are updated in blocks of their own: the new weight of one overflows by a finite gradient
// while another has a gradient that is not finite.
TEST(NonFinite, RefusedUpdateNamesTheGradientAndNoNewParameter) {
    const auto model = make_model(64, "64:relu 64:relu 1:identity");
    model->initialize("zeros", 0);
    const std::vector<float> before = parameters_of(*model);
    for (const std::size_t threads : {1U, 3U}) {
        Updater<float> updater("sgd(learning_rate=1e20)");
        Workers workers(threads);
        const std::span<float> gradients = updater.gradients(*model);
        gradients[model->offset(1)] = std::numeric_limits<float>::infinity();
        gradients[model->offset(0)] = gradients[model->offset(2)] = 1e30F;
        const UpdateOutcome outcome = updater.update(*model, workers, 1, Keep::previous_parameters);
        ASSERT_EQ(outcome, UpdateOutcome::refused);
        try {
            LastUpdate<float>(*model, updater, workers).refuse(outcome, 1);
        } catch (const NonFinite& found) {
            EXPECT_EQ(found.what, "the gradient of 'weight' of layer 1 (dense) is not finite");
        }
        EXPECT_EQ(parameters_of(*model), before);
    }
}

}  // namespace
}  // namespace glia::test
