// A trainer's own threads, on every kind of layer; built with ThreadSanitizer, this proves that they do not race.
#include <gtest/gtest.h>

#include <vector>

#include "glia/glia.h"

namespace {

constexpr std::size_t rows = 120;
constexpr std::size_t inputs = 40;

std::vector<float> trained(std::size_t threads) {
    std::vector<float> x(rows * inputs);
    std::vector<std::int32_t> classes(rows);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i * 7 % 23) * 0.1F - 1;
    for (std::size_t i = 0; i < rows; ++i) classes[i] = static_cast<std::int32_t>(i % 3);
    glia_model* model = nullptr;
    glia_dataset* data = nullptr;
    glia_trainer* trainer = nullptr;
    EXPECT_EQ(glia_model_create(&model, inputs), GLIA_OK);
    EXPECT_EQ(glia_model_add_dense(model, 300, "identity"), GLIA_OK);
    EXPECT_EQ(glia_model_add_layer(model, "batch_norm"), GLIA_OK);
    EXPECT_EQ(glia_model_add_activation(model, "gelu"), GLIA_OK);
    EXPECT_EQ(glia_model_add_layer(model, "dropout"), GLIA_OK);
    EXPECT_EQ(glia_model_add_dense(model, 300, "tanh"), GLIA_OK);
    EXPECT_EQ(glia_model_add_layer(model, "residual(span=1)"), GLIA_OK);
    EXPECT_EQ(glia_model_add_layer(model, "layer_norm"), GLIA_OK);
    EXPECT_EQ(glia_model_add_layer(model, "alpha_dropout"), GLIA_OK);
    EXPECT_EQ(glia_model_add_dense(model, 3, "softmax"), GLIA_OK);
    EXPECT_EQ(glia_dataset_create_classes(&data, x.data(), rows, inputs, 0, classes.data(), 3), GLIA_OK);
    EXPECT_EQ(glia_trainer_create(&trainer, model), GLIA_OK);
    EXPECT_EQ(glia_trainer_set_threads(trainer, threads), GLIA_OK);
    EXPECT_EQ(glia_trainer_set_epochs(trainer, 2), GLIA_OK);
    EXPECT_EQ(glia_trainer_set_batch_size(trainer, 64), GLIA_OK);
    EXPECT_EQ(glia_trainer_fit(trainer, data, data), GLIA_OK) << glia_last_error();
    std::vector<float> weights(300 * 300);
    EXPECT_EQ(glia_model_get_parameters(model, 4, "weight", weights.data(), weights.size(), nullptr), GLIA_OK);
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(data);
    glia_model_destroy(model);
    return weights;
}

TEST(Training, IsTheSameWithTwoAndFourThreadsAsWithOne) {
    const std::vector<float> alone = trained(1);
    EXPECT_EQ(trained(2), alone);
    EXPECT_EQ(trained(4), alone);
}

}  // namespace
