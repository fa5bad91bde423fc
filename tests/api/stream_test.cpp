// Streams of files train as the same files in memory do.
#include "api/streams.hpp"

namespace {

using namespace streams;

// 200 images of 6 bytes, and labels of 3 classes.
std::string idx_images() {
    std::string content{'\0', '\0', '\x08', '\3', '\0', '\0', '\0', '\xc8',
                        '\0', '\0', '\0',   '\2', '\0', '\0', '\0', '\3'};
    for (int i = 0; i < 1200; ++i) content += static_cast<char>(i * i % 251);
    return content;
}

std::string idx_labels() {
    std::string content{'\0', '\0', '\x08', '\1', '\0', '\0', '\0', '\xc8'};
    for (int i = 0; i < 200; ++i) content += static_cast<char>(i % 3);
    return content;
}

void expect_same_bits(const Dataset& memory, const Dataset& stream) {
    ASSERT_EQ(glia_dataset_is_stream(memory.get()), 0);
    ASSERT_EQ(glia_dataset_is_stream(stream.get()), 1);
    EXPECT_EQ(glia_dataset_rows(stream.get()), glia_dataset_rows(memory.get()));
    for (const std::int32_t shuffle : {0, 1}) {
        const Outcome from_memory = train(memory.get(), memory.get(), {.shuffle = shuffle});
        const Outcome from_stream = train(stream.get(), stream.get(), {.shuffle = shuffle});
        ASSERT_EQ(from_stream.status, GLIA_OK) << glia_last_error();
        EXPECT_EQ(from_stream.parameters, from_memory.parameters);
        EXPECT_EQ(from_stream.validation_loss, from_memory.validation_loss);
    }
}

TEST(Stream, OfCsvTrainsAsMemoryDoesWhereAWindowTakesAllRows) {
    const std::string path = data + "/wine.csv";
    expect_same_bits(open(path, 0), open(path, 1000));
}

TEST(Stream, OfNpyTrainsAsMemoryDoesWhereAWindowTakesAllRows) {
    const TempFile x("x.npy", npy(300, 5));
    const TempFile y("y.npy", npy(300, 2));
    expect_same_bits(open(x.path(), 0, y.path().c_str()), open(x.path(), 300, y.path().c_str()));
}

TEST(Stream, OfIdxTrainsAsMemoryDoesWhereAWindowTakesAllRows) {
    const TempFile images("images", idx_images());
    const TempFile labels("labels", idx_labels());
    expect_same_bits(open(images.path(), 0, labels.path().c_str()), open(images.path(), 200, labels.path().c_str()));
}

TEST(Stream, WithoutShufflingTrainsAsMemoryDoesWithAnyWindow) {
    const TempFile x("x.npy", npy(300, 5));
    const TempFile y("y.npy", npy(300, 2));
    const Outcome memory = train(open(x.path(), 0, y.path().c_str()).get(), nullptr, {.shuffle = 0});
    for (const std::size_t window : {1u, 7u, 64u, 299u}) {
        const Dataset stream = open(x.path(), window, y.path().c_str());
        EXPECT_EQ(train(stream.get(), nullptr, {.shuffle = 0}).parameters, memory.parameters) << window;
    }
}

TEST(Stream, IsTheSameForAnyNumberOfThreads) {
    const Dataset stream = open(data + "/digits.csv", 200);
    const Outcome alone = train(stream.get(), stream.get());
    EXPECT_EQ(train(stream.get(), stream.get(), {.threads = 2}).parameters, alone.parameters);
    EXPECT_EQ(train(stream.get(), stream.get(), {.threads = 3}).parameters, alone.parameters);
    EXPECT_EQ(train(stream.get(), stream.get(), {.threads = 8}).parameters, alone.parameters);
}

// In the middle of a window, at the end of an epoch, and in a later one; memory too, whose rows have weights.
TEST(Stream, IsTakenUpAgainWhereAFitStopped) {
    const TempFile checkpoint("checkpoint", "");
    for (const Dataset& rows : {open(data + "/digits.csv", 200), open(data + "/digits.csv", 0)}) {
        const Outcome whole = train(rows.get(), rows.get(), {.class_weight = "balanced"});
        const int updates = static_cast<int>((glia_dataset_rows(rows.get()) + 31) / 32);
        for (const int stop : {3, updates, 2 * updates + 10}) {
            Training how = {.class_weight = "balanced", .checkpoint = checkpoint.path().c_str(), .stop_after = stop};
            EXPECT_EQ(train(rows.get(), rows.get(), how).status, GLIA_ERROR_CANCELLED);
            how.stop_after = 0;
            how.resume = true;
            how.threads = 2;
            const Outcome resumed = train(rows.get(), rows.get(), how);
            ASSERT_EQ(resumed.status, GLIA_OK) << glia_last_error();
            EXPECT_EQ(resumed.parameters, whole.parameters) << stop;
            EXPECT_EQ(resumed.validation_loss, whole.validation_loss) << stop;
        }
    }
}

// Of iris, two thirds of one class are left out, so that the classes have weights of their own.
TEST(Stream, BalancesClassesAsMemoryDoes) {
    std::ifstream iris(data + "/iris.csv");
    std::string content;
    int rows = 0;
    for (std::string line; std::getline(iris, line); ++rows) {
        if (line.find("setosa") == std::string::npos || rows % 3 == 0) content += line + "\n";
    }
    const TempFile file("balanced.csv", content);
    const Dataset memory = open(file.path(), 0);
    const std::size_t all = glia_dataset_rows(memory.get());
    const Outcome expected = train(memory.get(), nullptr, {.class_weight = "balanced"});
    ASSERT_EQ(expected.status, GLIA_OK) << glia_last_error();
    const Outcome streamed = train(open(file.path(), all).get(), nullptr, {.class_weight = "balanced"});
    ASSERT_EQ(streamed.status, GLIA_OK) << glia_last_error();
    EXPECT_EQ(streamed.parameters, expected.parameters);
    EXPECT_NE(streamed.parameters, train(memory.get(), nullptr).parameters);
}

TEST(Stream, FitsScalingAsMemoryDoes) {
    const std::string path = data + "/wine.csv";
    const Dataset memory = open(path, 0);
    const Dataset stream = open(path, 10);
    const std::size_t features = glia_dataset_features(memory.get());
    const auto scales = [&](const glia_dataset* rows, const char* scaling) {
        glia_model* model = nullptr;
        EXPECT_EQ(glia_model_create(&model, features), GLIA_OK);
        const Model owner(model);
        EXPECT_EQ(glia_model_scale_inputs(model, rows, scaling, "mean"), GLIA_OK) << glia_last_error();
        std::vector<double> numbers(2 * features);
        for (std::size_t j = 0; j < features; ++j) {
            EXPECT_EQ(glia_model_input_scale(model, j, &numbers[2 * j], &numbers[2 * j + 1]), GLIA_OK);
        }
        return numbers;
    };
    for (const char* scaling : {"standardize", "min_max"}) {
        EXPECT_EQ(scales(stream.get(), scaling), scales(memory.get(), scaling));
    }
    glia_model* model = nullptr;
    ASSERT_EQ(glia_model_create(&model, features), GLIA_OK);
    const Model owner(model);
    EXPECT_EQ(glia_model_scale_inputs(model, stream.get(), "robust", "refuse"), GLIA_ERROR_UNSUPPORTED);
    EXPECT_STREQ(
        glia_last_error(),
        "scaling 'robust' needs the median and the quartiles of each column, for which all its numbers must be "
        "in memory; the data set is a stream: take standardize or min_max, or open it in memory");
    std::vector<char> none(10);
    EXPECT_EQ(glia_model_input_scaling(model, none.data(), none.size(), nullptr), GLIA_OK);
    EXPECT_STREQ(none.data(), "none");
}

}  // namespace
