// glia train --folds: cross-validation in the command.
#include <gtest/gtest.h>

#include <csignal>
#include <sstream>

#include "command.hpp"
#include "patterns.hpp"

namespace glia::test {
namespace {

std::vector<std::string> lines_in(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

TEST(Folds, PrintATableAndSaveNothingWithoutAModel) {
    const Result result = run({"train", data("iris.csv"), "--folds", "3", "--epochs", "40"});
    ASSERT_EQ(result.exit_code, 0) << result.errors;
    const std::vector<std::string> lines = lines_in(result.output);
    ASSERT_EQ(lines.size(), 8u) << result.output;
    EXPECT_EQ(lines[0], data("iris.csv") + ": 150 rows, 4 features, 3 classes; stratified(folds=3)");
    EXPECT_EQ(lines[1], "");
    EXPECT_EQ(lines[2], "fold       train rows  rows  epochs  train loss    loss  train accuracy  accuracy");
    for (const std::size_t fold : {1, 2, 3}) {
        const std::string& line = lines[2 + fold];
        EXPECT_TRUE(matches(line, "[123] +100 +50 +40 +[0-9.e-]+ +[0-9.e-]+( +[0-9.]+ %){2}")) << line;
    }
    const std::string summary = "(mean|deviation) +[0-9.e-]+ +[0-9.e-]+( +[0-9.]+ %){2}";
    EXPECT_TRUE(matches(lines[6], summary)) << lines[6];
    EXPECT_TRUE(matches(lines[7], summary)) << lines[7];
    EXPECT_EQ(run({"train", data("iris.csv"), "--folds", "3", "--epochs", "40"}).output, result.output);
}

TEST(Folds, ShowTheMetricsThatTrainingFollows) {
    const Result result =
        run({"train", data("iris.csv"), "--folds", "3", "--epochs", "3", "--metrics", "f1_macro,top_k_accuracy(k=2)"});
    ASSERT_EQ(result.exit_code, 0) << result.errors;
    const std::vector<std::string> lines = lines_in(result.output);
    ASSERT_EQ(lines.size(), 8u) << result.output;
    const std::string titles =
        "fold .* accuracy +train f1_macro +f1_macro +train top_k_accuracy\\(k=2\\) +top_k_accuracy\\(k=2\\)";
    EXPECT_TRUE(matches(lines[2], titles)) << lines[2];
    const std::string summary = "(mean|deviation) +[0-9.e-]+ +[0-9.e-]+( +[0-9.]+ %){2}( +[0-9.e-]+){4}";
    EXPECT_TRUE(matches(lines[6], summary)) << lines[6];
    EXPECT_TRUE(matches(lines[7], summary)) << lines[7];
}

TEST(Folds, AreFollowedByAModelOfAllRowsWhereOneIsWanted) {
    const TemporaryDirectory directory;
    const Result both =
        run({"train", data("iris.csv"), "--folds", "plain(folds=2)", "--epochs", "3", "-o", directory / "both"});
    EXPECT_EQ(both.exit_code, 0) << both.errors;
    EXPECT_NE(both.output.find("\nmean "), std::string::npos);
    EXPECT_EQ(run({"train", data("iris.csv"), "--validation", "0", "--epochs", "3", "-o", directory / "all"}).exit_code,
              0);
    EXPECT_EQ(read_file(directory / "both"), read_file(directory / "all"));
}

TEST(Folds, OfValuesHaveNoAccuracy) {
    const TemporaryDirectory directory;
    std::string text = "x,y\n";
    for (int i = 0; i < 20; ++i) text += std::to_string(i) + "," + std::to_string(i * 3) + ".5\n";
    const std::string file = write_file(directory / "values.csv", text);
    const Result result = run({"train", file, "--folds", "4", "--epochs", "2"});
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_NE(result.output.find("; plain(folds=4)\n"), std::string::npos) << result.output;
    EXPECT_EQ(result.output.find("accuracy"), std::string::npos) << result.output;
    EXPECT_EQ(run({"train", file, "--folds", "4", "--epochs", "2", "-q"}).output, "");
}

TEST(Folds, FailInOneLine) {
    const std::vector<std::pair<std::string, std::string>> table = {
        {"151", "glia: folds is 151, but no class has more than 50 rows"},
        {"time(folds=150)", "glia: folds is 150, but there are 150 rows: there must be more\n"},
    };
    for (const auto& [folds, text] : table) {
        const Result result = run({"train", data("iris.csv"), "--folds", folds, "-q"});
        EXPECT_EQ(result.exit_code, 1) << folds;
        EXPECT_EQ(result.errors.find(text), 0u) << result.errors;
    }
}

TEST(Folds, StopWhereTheUserInterruptsThem) {
    const Result result = run_and_signal({"train", data("iris.csv"), "--folds", "3", "--epochs", "1000000"},
                                         "stratified(folds=3)\n", SIGINT);
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.errors, "glia: interrupted in fold 1\n");
}

}  // namespace
}  // namespace glia::test
