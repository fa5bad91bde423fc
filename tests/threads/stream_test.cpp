// Two fits read one stream at once, each with threads that read ahead; built with ThreadSanitizer, this proves that
// they do not race.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "glia/glia.h"

namespace {

std::vector<float> trained(const glia_dataset* data) {
    glia_model* model = nullptr;
    glia_trainer* trainer = nullptr;
    EXPECT_EQ(glia_model_create(&model, 4), GLIA_OK);
    EXPECT_EQ(glia_model_add_dense(model, 3, "softmax"), GLIA_OK);
    EXPECT_EQ(glia_trainer_create(&trainer, model), GLIA_OK);
    EXPECT_EQ(glia_trainer_set_threads(trainer, 2), GLIA_OK);
    EXPECT_EQ(glia_trainer_set_epochs(trainer, 3), GLIA_OK);
    EXPECT_EQ(glia_trainer_fit(trainer, data, data), GLIA_OK) << glia_last_error();
    std::vector<float> weights(12);
    EXPECT_EQ(glia_model_get_parameters(model, 0, "weight", weights.data(), weights.size(), nullptr), GLIA_OK);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    return weights;
}

TEST(Streams, AreReadByTwoFitsAtOnce) {
    glia_data_options* options = nullptr;
    glia_dataset* data = nullptr;
    ASSERT_EQ(glia_data_options_create(&options), GLIA_OK);
    ASSERT_EQ(glia_data_options_set_stream(options, 1, 20), GLIA_OK);
    ASSERT_EQ(glia_dataset_open_with(&data, GLIA_TEST_DATA "/iris.csv", options), GLIA_OK) << glia_last_error();
    glia_data_options_destroy(options);
    const std::vector<float> alone = trained(data);
    std::vector<float> first;
    std::vector<float> second;
    std::thread one([&] { first = trained(data); });
    std::thread other([&] { second = trained(data); });
    one.join();
    other.join();
    EXPECT_EQ(first, alone);
    EXPECT_EQ(second, alone);
    glia_dataset_destroy(data);
}

}  // namespace
