// Scaling by glia train, and what the other commands make of it.
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "command.hpp"
#include "patterns.hpp"

namespace glia::test {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// y = 1000 + 50 a, with a from 0 to 63.
std::string amounts(const TemporaryDirectory& directory) {
    std::string lines = "a,y\n";
    for (int a = 0; a < 64; ++a) lines += std::to_string(a) + "," + std::to_string(1000 + 50 * a) + ".5\n";
    return write_file(directory / "amounts.csv", lines);
}

TEST(Scaling, IsThatOfEachColumnUnlessNoneIsAskedFor) {
    const TemporaryDirectory directory;
    ASSERT_EQ(run({"train", data("iris.csv"), "--epochs", "1", "-q", "-o", directory / "m"}).exit_code, 0);
    EXPECT_TRUE(contains(run({"inspect", "--json", directory / "m"}).output, R"("input_scaling":"standardize")"));
    ASSERT_EQ(
        run({"train", data("iris.csv"), "--scale", "none", "--epochs", "1", "-q", "-o", directory / "n"}).exit_code, 0);
    EXPECT_TRUE(contains(read_file(directory / "n"), R"("glia.format_version":"1")"));
}

// Of columns in quite different units, as in wine and breast cancer, most networks make nothing.
TEST(Scaling, MakesTheDefaultsGoodOnEveryDataSetHere) {
    const TemporaryDirectory directory;
    for (const std::string name : {"iris.csv", "wine.csv", "breast_cancer.csv"}) {
        ASSERT_EQ(run({"train", data(name), "-q", "-o", directory / "m"}).exit_code, 0);
        const std::string report = run({"evaluate", directory / "m", data(name)}).output;
        EXPECT_GE(number_in(report, "\naccuracy +([0-9.]+) %"), 96) << name << report;
    }
}

TEST(Scaling, IsShownByInspect) {
    const TemporaryDirectory directory;
    const Result trained = run({"train", data("iris.csv"), "--scale", "robust", "--missing", "mean", "--epochs", "1",
                                "--validation", "0", "-q", "-o", directory / "m"});
    ASSERT_EQ(trained.exit_code, 0) << trained.errors;
    const Result shown = run({"inspect", directory / "m"});
    EXPECT_TRUE(contains(shown.output, "a missing value becomes the mean")) << shown.output;
    // Of all 150 flowers, numpy gives 5.8 for the median and 5.1 and 6.4 for the quartiles of the first column.
    EXPECT_TRUE(has_match(shown.output, "0 +\\S+ +robust +5\\.8 +1\\.3 +5\\.84333")) << shown.output;
    EXPECT_TRUE(contains(run({"inspect", "--json", directory / "m"}).output, R"("input_scaling":"robust")"));
}

TEST(Scaling, OfTargetsIsUndoneByPredictAndEvaluate) {
    const TemporaryDirectory directory;
    const std::string file = amounts(directory);
    const Result trained = run({"train", file, "--task", "values", "--scale", "standardize", "--scale-targets",
                                "standardize", "--network", "-", "--optimizer", "adam(learning_rate=0.05)", "--epochs",
                                "200", "--validation", "0", "-q", "-o", directory / "m"});
    ASSERT_EQ(trained.exit_code, 0) << trained.errors;
    std::istringstream predicted(run({"predict", directory / "m", file, "--target", "y"}).output);
    std::string line;
    ASSERT_TRUE(std::getline(predicted, line));
    for (int a = 0; a < 64; ++a) {
        ASSERT_TRUE(std::getline(predicted, line));
        EXPECT_NEAR(std::stod(line), 1000.5 + 50 * a, 20);
    }
    const std::string report = run({"evaluate", directory / "m", file}).output;
    EXPECT_LT(number_in(report, "mae +([0-9.]+)"), 20) << report;
}

TEST(Scaling, FillsWhatIsMissingAndMakesInputsOfCategories) {
    const TemporaryDirectory directory;
    std::string rows = "size,colour,kind\n";
    for (int i = 0; i < 60; ++i) {
        rows += (i % 7 == 0 ? "" : std::to_string(i % 5)) + (i % 2 == 0 ? ",red,warm\n" : ",blue,cold\n");
    }
    const std::string file = write_file(directory / "colours.csv", rows);
    const Result refused = run({"train", file, "-q", "-o", directory / "m"});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_TRUE(contains(refused.errors, "line 2, column 1")) << refused.errors;
    const Result trained = run({"train", file, "--missing", "mean", "-q", "-o", directory / "m"});
    ASSERT_EQ(trained.exit_code, 0) << trained.errors;
    const Result evaluated = run({"evaluate", directory / "m", file});
    EXPECT_TRUE(contains(evaluated.output, "accuracy           100.00 %")) << evaluated.output << evaluated.errors;
    const std::string one = write_file(directory / "one.csv", "size,colour\n,blue\n");
    const Result predicted = run({"predict", directory / "m", one});
    EXPECT_TRUE(contains(predicted.output, "\ncold,")) << predicted.output << predicted.errors;
}

// A window of all rows trains as memory does, so that the whole file must be the same; small windows change the order
// of rows, but not what is fitted.
TEST(Scaling, OfAStreamIsThatOfTheSameRowsInMemory) {
    const TemporaryDirectory directory;
    std::string rows = "size,colour,kind\n";
    for (int i = 0; i < 90; ++i) {
        rows += (i % 7 == 0 ? "" : std::to_string(1e6 + 0.1 * (i % 5))) + (i % 2 == 0 ? ",red" : ",blue") +
                (i % 9 == 0 ? ",warm\n" : ",cold\n");
    }
    const std::string file = write_file(directory / "colours.csv", rows);
    for (const std::string scaling : {"standardize", "min_max(low=-1,high=1)"}) {
        const auto train = [&](const Arguments& more) {
            Arguments arguments = {"train",    file,      "--missing",    "mean",     "--class-weight",
                                   "balanced", "--scale", scaling,        "--epochs", "2",
                                   "-q",       "-o",      directory / "m"};
            arguments.insert(arguments.end(), more.begin(), more.end());
            const Result result = run(arguments);
            EXPECT_EQ(result.exit_code, 0) << result.errors;
            return read_file(directory / "m");
        };
        const auto table = [&] {
            const std::string json = run({"inspect", "--json", directory / "m"}).output;
            return json.substr(json.find("\"input_scaling\""));
        };
        const std::string memory = train({"--validation", "0"});
        const std::string scales = table();
        EXPECT_TRUE(contains(scales, "size"));
        EXPECT_EQ(train({"--stream"}), memory) << scaling;
        EXPECT_NE(train({"--stream", "--window", "16"}), memory);
        EXPECT_EQ(table(), scales);
    }
}

TEST(Scaling, OfTargetsInAStreamIsThatOfTheSameRowsInMemory) {
    const TemporaryDirectory directory;
    const std::string file = amounts(directory);
    const auto train = [&](const Arguments& more) {
        Arguments arguments = {"train",    file, "--task", "values", "--scale-targets", "standardize",
                               "--epochs", "2",  "-q",     "-o",     directory / "m"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        EXPECT_EQ(run(arguments).exit_code, 0);
        return read_file(directory / "m");
    };
    EXPECT_EQ(train({"--stream"}), train({"--validation", "0"}));
}

TEST(Scaling, ByMediansNeedsRowsInMemory) {
    const TemporaryDirectory directory;
    const Result result = run({"train", data("iris.csv"), "--stream", "--scale", "robust", "-o", directory / "m"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(
        result.errors,
        "glia: scaling 'robust' needs the median and the quartiles of each column, for which all its numbers must "
        "be in memory; the data set is a stream: take standardize or min_max, or open it in memory\n");
}

TEST(Scaling, RefusesWhatItDoesNotKnow) {
    const TemporaryDirectory directory;
    const auto refused = [&](const Arguments& more) {
        Arguments arguments = {"train", data("iris.csv"), "-o", directory / "m"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Result result = run(arguments);
        EXPECT_NE(result.exit_code, 0);
        EXPECT_TRUE(directory.files().empty());
        return result.errors;
    };
    EXPECT_TRUE(contains(refused({"--scale", "standardise"}), "did you mean 'standardize'?"));
    EXPECT_TRUE(contains(refused({"--scale", "min_max(low=3)"}), "low must be below high"));
    EXPECT_TRUE(contains(refused({"--missing", "median"}), "mean"));
    EXPECT_TRUE(contains(refused({"--scale-targets", "robust"}), "the targets are classes, which have no scale"));
}

}  // namespace
}  // namespace glia::test
