// glia predict, from outside.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "command.hpp"
#include "predictions.hpp"

namespace glia::test {
namespace {

// Models that every test here can use, trained once.
class Predict : public testing::Test {
 protected:
    static void SetUpTestSuite() {
        directory_ = new TemporaryDirectory;
        train(data("iris.csv"), iris());
        train(data("breast_cancer.csv"), cancer());
        write_file(*directory_ / "values.csv", "a,b,y\n0.5,1.25,1.5\n1.5,3.5,2.5\n2.5,7.75,3.5\n3.5,9.125,4.75\n");
        train(*directory_ / "values.csv", values());
    }
    static void TearDownTestSuite() { delete directory_; }

    static std::string iris() { return *directory_ / "iris.safetensors"; }
    static std::string cancer() { return *directory_ / "cancer.glia"; }
    static std::string values() { return *directory_ / "values.glia"; }

    static inline TemporaryDirectory* directory_ = nullptr;

 private:
    static void train(const std::string& file, const std::string& model) {
        ASSERT_EQ(run({"train", file, "--epochs", "2", "-q", "-o", model}).exit_code, 0);
    }
};

TEST_F(Predict, WritesTheClassAndAProbabilityOfEachClass) {
    const Result result = run({"predict", iris(), data("iris.csv")});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.errors, "");
    const std::vector<std::string> lines = lines_of(result.output);
    ASSERT_EQ(lines.size(), 151u);
    EXPECT_EQ(lines[0], "class,setosa,versicolor,virginica");
    const std::vector<std::string> names = {"setosa", "versicolor", "virginica"};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::vector<std::string> fields = fields_of(lines[i]);
        ASSERT_EQ(fields.size(), 4u);
        std::vector<double> probabilities;
        for (std::size_t j = 1; j < fields.size(); ++j) probabilities.push_back(std::stod(fields[j]));
        EXPECT_NEAR(probabilities[0] + probabilities[1] + probabilities[2], 1, 1e-6);
        const auto largest = std::max_element(probabilities.begin(), probabilities.end()) - probabilities.begin();
        EXPECT_EQ(fields[0], names[static_cast<std::size_t>(largest)]);
    }
}

TEST_F(Predict, ASingleOutputIsTheProbabilityOfTheSecondClass) {
    const std::vector<std::string> lines = lines_of(run({"predict", cancer(), data("breast_cancer.csv")}).output);
    ASSERT_EQ(lines.size(), 570u);
    EXPECT_EQ(lines[0], "class,benign,malignant");
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::vector<std::string> fields = fields_of(lines[i]);
        ASSERT_EQ(fields.size(), 3u);
        EXPECT_FLOAT_EQ(std::stof(fields[1]) + std::stof(fields[2]), 1.0f);
        EXPECT_EQ(fields[0], std::stof(fields[2]) > 0.5f ? "malignant" : "benign");
    }
}

TEST_F(Predict, WritesValuesAsNumberedColumns) {
    const std::vector<std::string> lines = lines_of(run({"predict", values(), *directory_ / "values.csv"}).output);
    ASSERT_EQ(lines.size(), 5u);
    EXPECT_EQ(lines[0], "y0");
    for (std::size_t i = 1; i < lines.size(); ++i) EXPECT_NO_THROW(std::stod(lines[i])) << lines[i];
}

TEST_F(Predict, TheTargetColumnMayBeLastOrNamedOrMissing) {
    const std::string features = "5.1,3.5,1.4,0.2";
    const std::string header = "a,b,c,d";
    const std::string last = write_file(*directory_ / "last.csv", header + ",kind\n" + features + ",setosa\n");
    const std::string first = write_file(*directory_ / "first.csv", "kind," + header + "\nsetosa," + features + "\n");
    const std::string missing = write_file(*directory_ / "missing.csv", header + "\n" + features + "\n");
    const std::string expected = run({"predict", iris(), last}).output;
    EXPECT_EQ(lines_of(expected).size(), 2u);
    EXPECT_EQ(run({"predict", iris(), first, "--target", "kind"}).output, expected);
    EXPECT_EQ(run({"predict", iris(), first, "--target", "0"}).output, expected);
    EXPECT_EQ(run({"predict", iris(), missing}).output, expected);
}

TEST_F(Predict, AModelOfOneInputReadsAFileOfOneColumn) {
    const std::string pairs = write_file(*directory_ / "pairs.csv", "x,y\n1,1.5\n2,2.5\n3,3.5\n4,4.5\n");
    const std::string single = write_file(*directory_ / "single.csv", "x\n1\n2\n3\n4\n");
    const std::string model = *directory_ / "pairs.glia";
    ASSERT_EQ(run({"train", pairs, "--task", "values", "-q", "-o", model}).exit_code, 0);
    const Result result = run({"predict", model, single});
    EXPECT_EQ(result.errors, "");
    EXPECT_EQ(result.output, run({"predict", model, pairs}).output);
}

TEST_F(Predict, QuotesClassNamesThatNeedIt) {
    const std::string file = write_file(*directory_ / "quoted.csv", "x,kind\n1,\"a,b\"\n2,\"c\"\"d\"\n3,\"a,b\"\n");
    const std::string model = *directory_ / "quoted.glia";
    ASSERT_EQ(run({"train", file, "-q", "-o", model}).exit_code, 0);
    EXPECT_EQ(lines_of(run({"predict", model, file}).output)[0], "class,\"a,b\",\"c\"\"d\"");
}

TEST_F(Predict, WritesAFileWithTheSameText) {
    const std::string file = *directory_ / "out.csv";
    const Result result = run({"predict", iris(), data("iris.csv"), "-o", file});
    EXPECT_EQ(result.output + result.errors, "");
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(read_file(file), run({"predict", iris(), data("iris.csv")}).output);
}

TEST_F(Predict, AFailureLeavesTheOlderFileAndNothingElse) {
    const TemporaryDirectory directory;
    write_file(directory / "out.csv", "older");
    const Result result = run({"predict", iris(), data("digits.csv"), "-o", directory / "out.csv"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.errors, "glia: '" + data("digits.csv") + "' has 64 features; the model takes 4\n");
    EXPECT_EQ(read_file(directory / "out.csv"), "older");
    EXPECT_EQ(directory.files(), std::vector<std::string>{"out.csv"});
}

TEST_F(Predict, AReplacedFileKeepsItsPermissionsAndASymbolicLinkStays) {
    namespace fs = std::filesystem;
    const TemporaryDirectory directory;
    const std::string file = write_file(directory / "out.csv", "older");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink(file, directory / "link.csv");
    ASSERT_EQ(run({"predict", iris(), data("iris.csv"), "-o", directory / "link.csv"}).exit_code, 0);
    EXPECT_TRUE(fs::is_symlink(directory / "link.csv"));
    EXPECT_NE(read_file(file), "older");
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Predict, FullAndClosedOutputsAreToldInOneLine) {
    const std::string unwritable = *directory_ / "nowhere/out.csv";
    const Result absent = run({"predict", iris(), data("iris.csv"), "-o", unwritable});
    EXPECT_EQ(absent.errors, "glia: cannot write '" + unwritable + "': No such file or directory\n");
    EXPECT_EQ(absent.exit_code, 1);
    const Result full = run_into_file({"predict", iris(), data("iris.csv")}, "/dev/full");
    EXPECT_EQ(full.errors, "glia: cannot write to standard output: No space left on device\n");
    EXPECT_EQ(full.exit_code, 1);
    const Result full_device = run({"predict", iris(), data("iris.csv"), "-o", "/dev/full"});
    EXPECT_EQ(full_device.errors, "glia: cannot write '/dev/full': No space left on device\n");
    const Result closed = run_into_closed_pipe({"predict", iris(), data("iris.csv")});
    EXPECT_EQ(closed.errors, "glia: cannot write to standard output: Broken pipe\n");
    EXPECT_EQ(closed.exit_code, 1);
}

TEST_F(Predict, FailuresAreToldInOneLine) {
    const Result absent = run({"predict", *directory_ / "absent.glia", data("iris.csv")});
    EXPECT_EQ(absent.exit_code, 1);
    EXPECT_EQ(lines_of(absent.errors).size(), 1u);
    EXPECT_NE(absent.errors.find("absent.glia"), std::string::npos) << absent.errors;
    const Result no_model = run({"predict", data("iris.csv"), data("iris.csv")});
    EXPECT_EQ(no_model.exit_code, 1);
    EXPECT_EQ(lines_of(no_model.errors).size(), 1u);
}

TEST_F(Predict, TextDoesNotDependOnTheLocale) {
    const std::string expected = run({"predict", iris(), data("iris.csv")}).output;
    ::setenv("LC_ALL", "de_DE.UTF-8", 1);
    const std::string elsewhere = run({"predict", iris(), data("iris.csv")}).output;
    ::unsetenv("LC_ALL");
    EXPECT_EQ(elsewhere, expected);
}

}  // namespace
}  // namespace glia::test
