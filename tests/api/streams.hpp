// Opening files as streams or into memory, and training on either.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "glia/glia.h"
#include "handles.hpp"

namespace streams {

inline const std::string data = GLIA_TEST_DATA;

using glia::test::DataOptions;
using glia::test::Dataset;
using glia::test::Model;
using glia::test::Trainer;

class TempFile {
 public:
    TempFile(const std::string& name, const std::string& content)
        : path_(testing::TempDir() + "glia-stream-" + std::to_string(::getpid()) + "-" + name) {
        write(content);
    }
    ~TempFile() { std::remove(path_.c_str()); }
    TempFile(const TempFile&) = delete;
    TempFile& operator=(const TempFile&) = delete;

    void write(const std::string& content) const { std::ofstream(path_, std::ios::binary) << content; }
    const std::string& path() const { return path_; }

 private:
    std::string path_;
};

// window: 0 for memory.
inline Dataset open(const std::string& path, std::size_t window, const char* labels = nullptr) {
    glia_data_options* options = nullptr;
    EXPECT_EQ(glia_data_options_create(&options), GLIA_OK);
    const DataOptions owner(options);
    EXPECT_EQ(glia_data_options_set_labels(options, labels), GLIA_OK);
    EXPECT_EQ(glia_data_options_set_stream(options, window > 0 ? 1 : 0, window), GLIA_OK);
    glia_dataset* dataset = nullptr;
    EXPECT_EQ(glia_dataset_open_with(&dataset, path.c_str(), options), GLIA_OK) << glia_last_error();
    return Dataset(dataset);
}

struct Training {
    std::size_t threads = 1;
    std::size_t epochs = 3;  // 0: there is no fit
    std::int32_t shuffle = 1;
    const char* class_weight = "none";
    const char* output = nullptr;  // the last activation; null: softmax for classes, identity for values
    const char* checkpoint = nullptr;
    int stop_after = 0;   // so many updates; 0: not
    bool resume = false;  // from the checkpoint
};

// Counts down the updates that its user has left, and stops at the last.
inline std::int32_t stop_at_last(const glia_trainer*, std::int32_t event, void* user) {
    return event == GLIA_EVENT_BATCH && --*static_cast<int*>(user) == 0;
}

// The status of a fit, and the parameters afterwards.
struct Outcome {
    glia_status status;
    std::vector<float> parameters;
    double validation_loss = 0;
};

inline Outcome train(const glia_dataset* train_set, const glia_dataset* validation, const Training& how = {}) {
    glia_model* model = nullptr;
    EXPECT_EQ(glia_model_create(&model, glia_dataset_features(train_set)), GLIA_OK);
    const Model model_owner(model);
    const std::size_t classes = glia_dataset_class_count(train_set);
    EXPECT_EQ(glia_model_add_dense(model, 16, "tanh"), GLIA_OK);
    const char* const usual = classes > 0 ? "softmax" : "identity";
    EXPECT_EQ(glia_model_add_dense(model, classes > 0 ? classes : glia_dataset_outputs(train_set),
                                   how.output != nullptr ? how.output : usual),
              GLIA_OK);
    EXPECT_EQ(glia_model_initialize(model, "auto", 5), GLIA_OK);
    glia_trainer* trainer = nullptr;
    EXPECT_EQ(glia_trainer_create(&trainer, model), GLIA_OK);
    const Trainer trainer_owner(trainer);
    if (how.epochs > 0) {
        EXPECT_EQ(glia_trainer_set_epochs(trainer, how.epochs), GLIA_OK);
    }
    EXPECT_EQ(glia_trainer_set_threads(trainer, how.threads), GLIA_OK);
    EXPECT_EQ(glia_trainer_set_shuffle(trainer, how.shuffle), GLIA_OK);
    EXPECT_EQ(glia_trainer_set_seed(trainer, 5), GLIA_OK);
    EXPECT_EQ(glia_trainer_set_class_weight(trainer, how.class_weight), GLIA_OK);
    if (how.checkpoint != nullptr) {
        EXPECT_EQ(glia_trainer_set_checkpoint(trainer, how.checkpoint, 0, 0), GLIA_OK);
    }
    int left = how.stop_after;
    if (left > 0) {
        EXPECT_EQ(glia_trainer_set_callback(trainer, stop_at_last, &left, nullptr), GLIA_OK);
    }
    if (how.resume) {
        EXPECT_EQ(glia_trainer_resume(trainer, how.checkpoint), GLIA_OK) << glia_last_error();
    }
    Outcome outcome{how.epochs == 0 ? GLIA_OK : glia_trainer_fit(trainer, train_set, validation), {}};
    outcome.parameters.resize(16 * glia_dataset_features(train_set));
    EXPECT_EQ(
        glia_model_get_parameters(model, 0, "weight", outcome.parameters.data(), outcome.parameters.size(), nullptr),
        GLIA_OK);
    if (validation != nullptr) glia_trainer_metric(trainer, "validation_loss", &outcome.validation_loss);
    return outcome;
}

// An NPY file of float64 rows, so that streams convert.
inline std::string npy(std::size_t rows, std::size_t features) {
    const std::string dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + std::to_string(rows) + ", " +
                                   std::to_string(features) + "), }";
    std::string content = "\x93NUMPY";
    content += {'\1', '\0', static_cast<char>(dictionary.size()), '\0'};
    content += dictionary;
    for (std::size_t i = 0; i < rows * features; ++i) {
        const double value = std::sin(static_cast<double>(i * i % 1009));
        content.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    return content;
}

}  // namespace streams
