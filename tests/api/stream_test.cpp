// Streams of files train as the same files in memory do.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "glia/glia.h"

namespace {

const std::string data = GLIA_TEST_DATA;

struct Destroy {
    void operator()(glia_dataset* dataset) const noexcept { glia_dataset_destroy(dataset); }
    void operator()(glia_data_options* options) const noexcept { glia_data_options_destroy(options); }
    void operator()(glia_model* model) const noexcept { glia_model_destroy(model); }
    void operator()(glia_trainer* trainer) const noexcept { glia_trainer_destroy(trainer); }
};
using Dataset = std::unique_ptr<glia_dataset, Destroy>;
using Options = std::unique_ptr<glia_data_options, Destroy>;
using Model = std::unique_ptr<glia_model, Destroy>;
using Trainer = std::unique_ptr<glia_trainer, Destroy>;

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
Dataset open(const std::string& path, std::size_t window, const char* labels = nullptr) {
    glia_data_options* options = nullptr;
    EXPECT_EQ(glia_data_options_create(&options), GLIA_OK);
    const Options owner(options);
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
std::int32_t stop_at_last(const glia_trainer*, std::int32_t event, void* user) {
    return event == GLIA_EVENT_BATCH && --*static_cast<int*>(user) == 0;
}

// The status of a fit, and the parameters afterwards.
struct Outcome {
    glia_status status;
    std::vector<float> parameters;
    double validation_loss = 0;
};

Outcome train(const glia_dataset* train_set, const glia_dataset* validation, const Training& how = {}) {
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
std::string npy(std::size_t rows, std::size_t features) {
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

TEST(Stream, KnowsWhatTheFileHoldsAndRefusesToPickRows) {
    const Dataset stream = open(data + "/iris.csv", 10);
    EXPECT_EQ(glia_dataset_rows(stream.get()), 150u);
    EXPECT_EQ(glia_dataset_class_count(stream.get()), 3u);
    glia_dataset* first = nullptr;
    glia_dataset* second = nullptr;
    EXPECT_EQ(glia_dataset_split(stream.get(), 0.5, 0, 1, &first, &second), GLIA_ERROR_UNSUPPORTED);
    EXPECT_STREQ(
        glia_last_error(),
        "the data set is a stream: its rows are read one after another, and cannot be picked, split, weighed or "
        "copied out; open it in memory for that");
    std::vector<char> text(1000);
    EXPECT_EQ(glia_dataset_describe(stream.get(), text.data(), text.size(), nullptr), GLIA_OK);
    EXPECT_NE(std::string(text.data()).find("\"class_rows\":null"), std::string::npos) << text.data();
}

TEST(Stream, TellsWhereAFileIsBadInTheFitThatReadsIt) {
    std::string content = "a,b,kind\n";
    for (int i = 0; i < 100; ++i) content += std::to_string(i) + ",2," + (i % 2 == 0 ? "x" : "y") + "\n";
    const std::string good = content;
    content.replace(content.find("70,2,"), 5, "70,z,");
    const TempFile file("bad.csv", good);
    const Dataset stream = open(file.path(), 10);
    file.write(content);  // in place: the same file
    EXPECT_EQ(train(stream.get(), nullptr).status, GLIA_ERROR_FORMAT);
    EXPECT_EQ(std::string(glia_last_error()), "'" + file.path() + "': line 72, column 2 ('b'): 'z' is not a number");
    for (const std::size_t bytes_of_the_line : {0, 2, 3, 4}) {  // cut between two lines, and within one
        file.write(good.substr(0, good.find("70,2,") + bytes_of_the_line));
        EXPECT_EQ(train(stream.get(), nullptr).status, GLIA_ERROR_IO);
        EXPECT_EQ(std::string(glia_last_error()), "'" + file.path() + "' changed since it was opened");
    }
    file.write(good + "1,2,x\n");
    EXPECT_EQ(train(stream.get(), nullptr).status, GLIA_ERROR_IO);
    file.write(good);
    EXPECT_EQ(train(stream.get(), nullptr).status, GLIA_OK) << glia_last_error();
}

TEST(Stream, FindsANumberThatIsNotFiniteAndAFileThatIsShorter) {
    std::string content = npy(100, 3);
    const TempFile y("y.npy", npy(100, 1));
    const double infinite = std::numeric_limits<double>::infinity();
    const TempFile x("x.npy", content);
    const Dataset stream = open(x.path(), 10, y.path().c_str());
    const std::size_t end = content.size();
    content.replace(end - 8 * 5, 8, reinterpret_cast<const char*>(&infinite), 8);
    x.write(content);
    EXPECT_EQ(train(stream.get(), nullptr).status, GLIA_ERROR_FORMAT);
    EXPECT_EQ(std::string(glia_last_error()), "'" + x.path() + "': row 98, column 1 (from 0) is not a finite float32");
    x.write(content.substr(0, end / 2));
    EXPECT_EQ(train(stream.get(), nullptr).status, GLIA_ERROR_IO);
}

// A stream whose last row is bad, and the text of the refusal.
struct BadStream {
    Dataset data;
    std::string text;
    const char* output = nullptr;
};

// With one epoch and batches of 32, most updates would have been made before the last row is met.
void expect_nothing_learnt(const BadStream& bad, const Dataset& good) {
    const std::vector<float> before = train(good.get(), nullptr, {.epochs = 0, .output = bad.output}).parameters;
    const Outcome as_training = train(bad.data.get(), nullptr, {.epochs = 1, .output = bad.output});
    EXPECT_NE(as_training.status, GLIA_OK);
    EXPECT_EQ(std::string(glia_last_error()), bad.text);
    EXPECT_EQ(as_training.parameters, before);
    const Outcome as_validation = train(good.get(), bad.data.get(), {.epochs = 1, .output = bad.output});
    EXPECT_NE(as_validation.status, GLIA_OK);
    EXPECT_EQ(as_validation.parameters, before);
}

TEST(Stream, RefusesAFitBeforeAnythingIsLearntWhereTheLastRowIsBad) {
    constexpr std::size_t rows = 400;
    const std::string good_x = npy(rows, 3);
    std::string good_y = npy(rows, 1);
    for (std::size_t i = 0; i < rows; ++i) {
        const double probability = static_cast<double>(i % 5) / 4;
        good_y.replace(good_y.size() - 8 * (rows - i), 8, reinterpret_cast<const char*>(&probability), 8);
    }
    const auto with_last = [](std::string content, double number) {
        return content.replace(content.size() - 8, 8, reinterpret_cast<const char*>(&number), 8);
    };
    const TempFile x("good_x.npy", good_x);
    const TempFile y("good_y.npy", good_y);
    const TempFile huge("huge.npy", with_last(good_x, 1e39));
    const TempFile outside("outside.npy", with_last(good_y, 1.5));
    const Dataset good = open(x.path(), 50, y.path().c_str());
    expect_nothing_learnt({open(huge.path(), 50, y.path().c_str()),
                           "'" + huge.path() + "': row 399, column 2 (from 0) is not a finite float32"},
                          good);
    expect_nothing_learnt({open(x.path(), 50, outside.path().c_str()),
                           "the training set: binary_crossentropy: target 0 of row 399 (from 0) is 1.5; it must be in "
                           "[0, 1] (for amounts, take a loss such as mse)",
                           "sigmoid"},
                          good);

    std::string lines = "a,b,c,share\n";
    for (std::size_t i = 0; i < rows; ++i) lines += std::to_string(i) + ",1,2,0." + std::to_string(i % 10) + "\n";
    const TempFile csv("good.csv", lines);
    const TempFile nan("nan.csv", lines + "1,nan,2,0.5\n");
    const TempFile above("above.csv", lines + "1,1,2,1.25\n");
    const Dataset good_csv = open(csv.path(), 50);
    expect_nothing_learnt(
        {open(nan.path(), 50), "'" + nan.path() + "': line 402, column 2 ('b'): 'nan' is not a finite number"},
        good_csv);
    expect_nothing_learnt({open(above.path(), 50),
                           "the training set: binary_crossentropy: target 0 of row 400 (from 0) is 1.25; it must be in "
                           "[0, 1] (for amounts, take a loss such as mse)",
                           "sigmoid"},
                          good_csv);
}

int32_t stop_at_third_batch(const glia_trainer* trainer, int32_t event, void*) {
    std::size_t batch = 0;
    glia_trainer_progress(trainer, nullptr, nullptr, &batch, nullptr);
    return event == GLIA_EVENT_BATCH && batch == 3 ? 1 : 0;
}

TEST(Stream, IsGivenUpWhenAFitIsCancelled) {
    const Dataset stream = open(data + "/digits.csv", 100);
    glia_model* model = nullptr;
    ASSERT_EQ(glia_model_create(&model, 64), GLIA_OK);
    const Model model_owner(model);
    ASSERT_EQ(glia_model_add_dense(model, 10, "softmax"), GLIA_OK);
    glia_trainer* trainer = nullptr;
    ASSERT_EQ(glia_trainer_create(&trainer, model), GLIA_OK);
    const Trainer trainer_owner(trainer);
    ASSERT_EQ(glia_trainer_set_callback(trainer, stop_at_third_batch, nullptr, nullptr), GLIA_OK);
    EXPECT_EQ(glia_trainer_fit(trainer, stream.get(), nullptr), GLIA_ERROR_CANCELLED);
    ASSERT_EQ(glia_trainer_set_callback(trainer, nullptr, nullptr, nullptr), GLIA_OK);
    EXPECT_EQ(glia_trainer_fit(trainer, stream.get(), nullptr), GLIA_OK) << glia_last_error();
}

TEST(Stream, OutlivesItsFilesName) {
    auto file = std::make_unique<TempFile>("gone.csv", "1,2,x\n3,4,y\n5,6,x\n");
    const Dataset stream = open(file->path(), 2);
    file.reset();
    EXPECT_EQ(train(stream.get(), nullptr).status, GLIA_OK) << glia_last_error();
}

}  // namespace
