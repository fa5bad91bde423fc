// What the command says about data files: columns, what is between them, and streams.
#include <gtest/gtest.h>

#include "command.hpp"

namespace glia::test {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

constexpr const char* table =
    "id;a;b;sum;difference\n"
    "x1;1;2;3;-1\n"
    "x2;4;1;5;3\n"
    "x3;2;2;4;0\n"
    "x4;0;1;1;-1\n";

TEST(Data, SeveralTargetsAndColumnsThatAreLeftOut) {
    const TemporaryDirectory directory;
    const std::string path = write_file(directory / "table.csv", table);
    const Arguments columns = {path,       "--delimiter", "semicolon", "--ignore",  "id",
                               "--target", "sum",         "--target",  "difference"};
    Arguments train = {"train", "--network", "-", "--epochs", "2", "-o", directory / "m"};
    train.insert(train.end(), columns.begin(), columns.end());
    const Result trained = run(train);
    EXPECT_EQ(trained.exit_code, 0) << trained.errors;
    EXPECT_TRUE(contains(trained.output, "4 rows, 2 features, 2 target values")) << trained.output;
    Arguments evaluate = {"evaluate", directory / "m"};
    evaluate.insert(evaluate.end(), columns.begin(), columns.end());
    EXPECT_EQ(run(evaluate).exit_code, 0);
    Arguments predict = {"predict", directory / "m"};
    predict.insert(predict.end(), columns.begin(), columns.end());
    const Result predicted = run(predict);
    EXPECT_EQ(predicted.exit_code, 0) << predicted.errors;
    EXPECT_TRUE(contains(predicted.output, "y0,y1\n")) << predicted.output;
}

TEST(Data, AnUnknownDelimiterIsToldWithThoseThatThereAre) {
    const Result result = run({"train", data("iris.csv"), "--delimiter", "|", "-o", "m"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_TRUE(contains(result.errors, "unknown '|'; there are: comma, semicolon, tab")) << result.errors;
}

TEST(Data, AStreamTrainsToTheSameFileAsMemoryWhereAWindowTakesAllRows) {
    const TemporaryDirectory directory;
    const auto train = [&](const std::string& model, const Arguments& more) {
        Arguments arguments = {"train", data("iris.csv"), "--epochs", "3", "-o", directory / model};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Result result = run(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.errors;
        return read_file(directory / model);
    };
    const std::string memory = train("memory", {"--validation", "0"});
    EXPECT_EQ(train("stream", {"--stream"}), memory);
    EXPECT_NE(train("small", {"--stream", "--window", "10"}), memory);
}

TEST(Data, ReadsNpyWithItsTargets) {
    const TemporaryDirectory directory;
    const Arguments files = {data("npy/images.npy"), "--labels", data("npy/labels.npy")};
    Arguments train = {"train", "--epochs", "1", "--validation", "0", "-o", directory / "m"};
    train.insert(train.end(), files.begin(), files.end());
    const Result trained = run(train);
    EXPECT_EQ(trained.exit_code, 0) << trained.errors;
    EXPECT_TRUE(contains(trained.output, "3 rows, 4 features, 3 classes")) << trained.output;
    Arguments evaluate = {"evaluate", directory / "m"};
    evaluate.insert(evaluate.end(), files.begin(), files.end());
    EXPECT_EQ(run(evaluate).exit_code, 0);
    Arguments values = train;
    values.insert(values.end(), {"--task", "values"});
    EXPECT_EQ(run(values).exit_code, 0);
    const Result evaluated = run(evaluate);
    EXPECT_EQ(evaluated.exit_code, 0) << evaluated.errors;
    EXPECT_TRUE(contains(evaluated.output, "\nmae ")) << evaluated.output;
}

}  // namespace
}  // namespace glia::test
