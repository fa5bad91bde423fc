// Streams whose files are not what they seem, or go away; and what a stream cannot do.
#include <limits>

#include "api/streams.hpp"

namespace {

using namespace streams;

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
