// Slopes that are trained are worth something on real data: from equal weights, in equal steps, they fit the digits
// better than the slope that they begin with.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "handles.hpp"

namespace glia::test {
namespace {

constexpr std::size_t units = 6;  // few, so that it counts what each can do
constexpr std::uint64_t seeds = 5;

struct Digits {
    Dataset train;
    Dataset test;

    Digits() {
        const Dataset all = create<glia_dataset>([](auto** out) {
            return glia_dataset_open_csv(out, GLIA_TEST_DATA "/digits.csv", "digit", GLIA_TARGET_CLASSES);
        });
        glia_dataset* parts[2] = {nullptr, nullptr};
        check(glia_dataset_split(all.get(), 0.2, 1, 1, &parts[0], &parts[1]));
        train.reset(parts[0]);
        test.reset(parts[1]);
    }
};

struct Outcome {
    double loss = 0;  // of the rows trained on
    double accuracy = 0;
    std::vector<float> trained;  // parameters of the first layer's activation
};

// 64-6-6-10 with one activation in both hidden layers.
Outcome learn(const Digits& digits, const std::string& activation, const char* tensor, std::uint64_t seed) {
    const Model model = create<glia_model>([](auto** out) { return glia_model_create(out, 64); });
    for (int layer = 0; layer < 2; ++layer) check(glia_model_add_dense(model.get(), units, activation.c_str()));
    check(glia_model_add_dense(model.get(), 10, "softmax"));
    check(glia_model_initialize(model.get(), "normal(std=0.05)", seed));
    const Trainer trainer = create<glia_trainer>([&](auto** out) { return glia_trainer_create(out, model.get()); });
    check(glia_trainer_set_optimizer(trainer.get(), "adam(learning_rate=2e-3)"));
    check(glia_trainer_set_epochs(trainer.get(), 25));
    check(glia_trainer_set_seed(trainer.get(), seed));
    check(glia_trainer_fit(trainer.get(), digits.train.get(), nullptr));
    Outcome outcome;
    check(glia_trainer_evaluate(trainer.get(), digits.train.get(), &outcome.loss, nullptr));
    check(glia_trainer_evaluate(trainer.get(), digits.test.get(), nullptr, &outcome.accuracy));
    if (tensor == nullptr) return outcome;
    std::size_t size = 0;
    check(glia_model_get_parameters(model.get(), 0, tensor, nullptr, 0, &size));
    outcome.trained.resize(size);
    check(glia_model_get_parameters(model.get(), 0, tensor, outcome.trained.data(), size, nullptr));
    return outcome;
}

// How far the values lie apart.
float spread(const std::vector<float>& values) {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return *most - *least;
}

TEST(TrainedActivations, LearnTheirSlopesAndFitTheDigitsBetter) {
    const Digits digits;
    double trained = 0;
    double fixed = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const Outcome prelu = learn(digits, "prelu", "activation.alpha", seed);
        trained += prelu.loss / seeds;
        fixed += learn(digits, "leaky_relu(alpha=0.25)", nullptr, seed).loss / seeds;
        EXPECT_GT(prelu.accuracy, 0.9) << "seed " << seed;
        ASSERT_EQ(prelu.trained.size(), units);
        EXPECT_GT(spread(prelu.trained), 0.1F) << "each unit has found a slope of its own, seed " << seed;
    }
    EXPECT_LT(trained, 0.9 * fixed) << "mean loss of " << seeds << " seeds";
    RecordProperty("loss_prelu", std::to_string(trained));
    RecordProperty("loss_leaky_relu", std::to_string(fixed));
}

TEST(TrainedActivations, LearnTheirBeta) {
    const Digits digits;
    const Outcome swish = learn(digits, "trainable_swish", "activation.beta", 1);
    EXPECT_GT(swish.accuracy, 0.9);
    ASSERT_EQ(swish.trained.size(), 1U);
    EXPECT_GT(std::fabs(swish.trained[0] - 1), 0.02F);
}

}  // namespace
}  // namespace glia::test
