// One model, many threads: const means concurrent. Built with ThreadSanitizer, this proves it.
#include <gtest/gtest.h>

#include <functional>
#include <thread>
#include <vector>

#include "glia/glia.h"

namespace {

constexpr std::size_t threads = 8;
constexpr std::size_t repetitions = 20;
constexpr std::size_t rows = 50;
constexpr std::size_t inputs = 16;
constexpr std::size_t outputs = 5;

class OneModel : public testing::Test {
 protected:
    void SetUp() override {
        ASSERT_EQ(glia_model_create(&model_, inputs), GLIA_OK);
        for (const char* const activation : {"relu", "gelu", "tanh", "sigmoid"}) {
            ASSERT_EQ(glia_model_add_dense(model_, 32, activation), GLIA_OK) << glia_last_error();
        }
        ASSERT_EQ(glia_model_add_dense(model_, outputs, "softmax"), GLIA_OK) << glia_last_error();
        ASSERT_EQ(glia_model_initialize(model_, "auto", 3), GLIA_OK);
        for (std::size_t i = 0; i < x_.size(); ++i) x_[i] = static_cast<float>(i % 17) * 0.1F;
        ASSERT_EQ(glia_model_predict(model_, x_.data(), rows, alone_.data()), GLIA_OK);
    }
    void TearDown() override { glia_model_destroy(model_); }

    // Runs `work(y)` in every thread at once, and expects the bits of the single-threaded prediction from each.
    void expect_same_bits(const std::function<void(float*)>& work) {
        std::vector<std::vector<float>> results(threads, std::vector<float>(alone_.size()));
        std::vector<std::thread> pool;
        for (auto& result : results) pool.emplace_back([&] { work(result.data()); });
        for (std::thread& each : pool) each.join();
        for (const auto& result : results) EXPECT_EQ(result, alone_);
    }

    glia_model* model_ = nullptr;
    std::vector<float> x_ = std::vector<float>(rows * inputs);
    std::vector<float> alone_ = std::vector<float>(rows * outputs);
};

TEST_F(OneModel, PredictsFromEightThreadsAsFromOne) {
    expect_same_bits([&](float* y) {
        for (std::size_t i = 0; i < repetitions; ++i) {
            EXPECT_EQ(glia_model_predict(model_, x_.data(), rows, y), GLIA_OK);
        }
    });
}

TEST_F(OneModel, ServesASessionForEachOfEightThreads) {
    expect_same_bits([&](float* y) {
        glia_session* session = nullptr;
        ASSERT_EQ(glia_session_create(&session, model_, rows), GLIA_OK);
        for (std::size_t i = 0; i < repetitions; ++i) {
            EXPECT_EQ(glia_session_predict(session, x_.data(), rows, y), GLIA_OK);
        }
        glia_session_destroy(session);
    });
}

TEST_F(OneModel, IsDescribedClonedAndSavedWhileItPredicts) {
    expect_same_bits([&](float* y) {
        std::size_t size = 0;
        glia_model* copy = nullptr;
        EXPECT_EQ(glia_model_describe(model_, nullptr, 0, &size), GLIA_OK);
        EXPECT_EQ(glia_model_save_memory(model_, nullptr, 0, &size), GLIA_OK);
        EXPECT_EQ(glia_model_clone(model_, &copy), GLIA_OK);
        EXPECT_EQ(glia_model_predict(copy, x_.data(), rows, y), GLIA_OK);
        glia_model_destroy(copy);
    });
}

// Each thread trains a model of its own on one data set, and all get the same.
TEST_F(OneModel, IsTrainedInCopiesOnOneDataSet) {
    std::vector<std::int32_t> classes(rows);
    for (std::size_t i = 0; i < rows; ++i) classes[i] = static_cast<std::int32_t>(i % outputs);
    glia_dataset* dataset = nullptr;
    ASSERT_EQ(glia_dataset_create_classes(&dataset, x_.data(), rows, inputs, 0, classes.data(), outputs), GLIA_OK);
    const auto train = [&](float* y) {
        glia_model* copy = nullptr;
        glia_trainer* trainer = nullptr;
        ASSERT_EQ(glia_model_clone(model_, &copy), GLIA_OK);
        ASSERT_EQ(glia_trainer_create(&trainer, copy), GLIA_OK);
        EXPECT_EQ(glia_trainer_fit(trainer, dataset, nullptr), GLIA_OK) << glia_last_error();
        EXPECT_EQ(glia_model_predict(copy, x_.data(), rows, y), GLIA_OK);
        glia_trainer_destroy(trainer);
        glia_model_destroy(copy);
    };
    train(alone_.data());
    expect_same_bits(train);
    glia_dataset_destroy(dataset);
}

TEST(Errors, BelongToTheirThread) {
    glia_model* model = nullptr;
    ASSERT_EQ(glia_model_create(&model, 0), GLIA_ERROR_INVALID_ARGUMENT);
    const std::string mine = glia_last_error();
    std::thread([] {
        EXPECT_STREQ(glia_last_error(), "");
        EXPECT_EQ(glia_spec_check("loss", "none"), GLIA_ERROR_NOT_FOUND);
    }).join();
    EXPECT_EQ(glia_last_error(), mine);
}

}  // namespace
