// Checking and cross-validating a trainer are const: any number of threads may do both at once with the same one.
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "glia/glia.h"

namespace {

constexpr std::size_t rows = 60;
constexpr std::size_t inputs = 4;

TEST(Checks, OfOneTrainerRunAtOnceAndAgree) {
    std::vector<float> x(rows * inputs);
    std::vector<std::int32_t> classes(rows);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i * 7 % 23) * 0.1F - 1;
    for (std::size_t i = 0; i < rows; ++i) classes[i] = static_cast<std::int32_t>(i % 3);
    glia_model* model = nullptr;
    glia_dataset* data = nullptr;
    glia_trainer* trainer = nullptr;
    ASSERT_EQ(glia_model_create(&model, inputs), GLIA_OK);
    ASSERT_EQ(glia_model_add_dense(model, 8, "tanh"), GLIA_OK);
    ASSERT_EQ(glia_model_add_layer(model, "dropout"), GLIA_OK);
    ASSERT_EQ(glia_model_add_dense(model, 3, "softmax"), GLIA_OK);
    ASSERT_EQ(glia_model_initialize(model, "auto", 1), GLIA_OK);
    ASSERT_EQ(glia_dataset_create_classes(&data, x.data(), rows, inputs, 0, classes.data(), 3), GLIA_OK);
    ASSERT_EQ(glia_trainer_create(&trainer, model), GLIA_OK);
    ASSERT_EQ(glia_trainer_set_threads(trainer, 2), GLIA_OK);

    std::vector<double> errors(4, -1);
    std::vector<double> losses(4, -1);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < errors.size(); ++i) {
        threads.emplace_back([&, i] {
            glia_gradient_report* report = nullptr;
            glia_cross_validation* folds = nullptr;
            EXPECT_EQ(glia_trainer_check_gradients(&report, trainer, x.data(), 5, nullptr, classes.data(), 0, 0),
                      GLIA_OK);
            EXPECT_EQ(glia_gradient_report_passed(report), 1);
            EXPECT_EQ(glia_gradient_report_worst(report, &errors[i], nullptr, nullptr, nullptr, nullptr), GLIA_OK);
            EXPECT_EQ(glia_cross_validate(&folds, trainer, data, "stratified(folds=3)", nullptr, 0, nullptr, 0, nullptr,
                                          nullptr),
                      GLIA_OK);
            EXPECT_EQ(glia_cross_validation_summary(folds, "loss", &losses[i], nullptr), GLIA_OK);
            glia_gradient_report_destroy(report);
            glia_cross_validation_destroy(folds);
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(errors, std::vector<double>(4, errors[0]));
    EXPECT_EQ(losses, std::vector<double>(4, losses[0]));
    EXPECT_GT(losses[0], 0);
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(data);
    glia_model_destroy(model);
}

}  // namespace
