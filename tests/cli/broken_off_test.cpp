// glia train, where a fit does not come to its end: what it found is saved, and summed up.
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

#include "command.hpp"
#include "patterns.hpp"

namespace glia::test {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// y = 2 x by gradient descent with far too long a step: each epoch multiplies the error, until float32 cannot hold it.
Arguments diverge(const TemporaryDirectory& directory, const std::string& model, Arguments more) {
    const std::string rows = write_file(directory / "line.csv", "x,y\n1,2\n-1,-2\n2,4\n-2,-4\n");
    Arguments arguments = {"train",   rows, "--task", "values", "--network",    "-", "--scale", "none",
                           "--batch", "0",  "--loss", "mse",    "--validation", "0", "-o",      model};
    arguments.insert(arguments.end(), more.begin(), more.end());
    if (std::find(more.begin(), more.end(), "--optimizer") == more.end()) {
        arguments.insert(arguments.end(), {"--optimizer", "sgd(learning_rate=10)"});
    }
    return arguments;
}

std::size_t epochs_in(const std::string& history) {
    return static_cast<std::size_t>(std::count(history.begin(), history.end(), '\n')) - 1;  // less the titles
}

TEST(BrokenOff, NumbersThatAreNotFiniteLeaveTheModelBeforeThem) {
    const TemporaryDirectory directory;
    const std::string model = directory / "m";
    const Result result = run(diverge(directory, model, {"--epochs", "100", "--history", directory / "h.csv"}));
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_TRUE(contains(result.errors, "not finite after an update in epoch ")) << result.errors;
    EXPECT_TRUE(result.errors.ends_with("; saved in '" + model + "'\n")) << result.errors;
    const std::size_t epochs = epochs_in(read_file(directory / "h.csv"));
    ASSERT_GT(epochs, 5U);
    EXPECT_TRUE(contains(result.output, "\ntrained " + std::to_string(epochs) + " epochs in ")) << result.output;
    EXPECT_TRUE(has_match(result.output, "\n +training\nloss +[0-9.]+e\\+[0-9]+\n")) << result.output;
    EXPECT_FALSE(contains(result.output, "saved in")) << result.output;

    // The same as of a fit that was to end there.
    const Result shorter = run(diverge(directory, directory / "s", {"--epochs", std::to_string(epochs), "-q"}));
    EXPECT_EQ(shorter.exit_code, 0) << shorter.errors;
    EXPECT_EQ(read_file(model), read_file(directory / "s"));
}

TEST(BrokenOff, WhereNothingIsLearntAnOlderModelStays) {
    const TemporaryDirectory directory;
    const std::string model = write_file(directory / "m", "older");
    const Result result = run(diverge(directory, model, {"--optimizer", "sgd(learning_rate=1e38)"}));
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_TRUE(result.errors.ends_with("; nothing is saved\n")) << result.errors;
    EXPECT_EQ(read_file(model), "older");
}

TEST(BrokenOff, WithEarlyStoppingTheBestEpochIsSaved) {
    const TemporaryDirectory directory;
    const Result result = run(diverge(directory, directory / "m", {"--epochs", "100", "--early-stopping", "100"}));
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_TRUE(contains(result.output, "; epoch 1 is kept\n")) << result.output;
    EXPECT_EQ(run(diverge(directory, directory / "s", {"--epochs", "1", "-q"})).exit_code, 0);
    EXPECT_EQ(read_file(directory / "m"), read_file(directory / "s"));
}

TEST(BrokenOff, QuietTellsTheErrorAlone) {
    const TemporaryDirectory directory;
    const Result result = run(diverge(directory, directory / "m", {"--epochs", "100", "-q"}));
    EXPECT_EQ(result.output, "");
    EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
    EXPECT_EQ(run({"inspect", directory / "m"}).exit_code, 0);
}

TEST(BrokenOff, AnInterruptIsFollowedByTheSummary) {
    const TemporaryDirectory directory;
    const Result result = run_and_signal({"train", data("iris.csv"), "--epochs", "1000000", "-o", directory / "m"},
                                         "      2/1000000", SIGINT);
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_TRUE(contains(result.errors, "glia: interrupted in epoch ")) << result.errors;
    const std::string summary =
        "\ntrained [0-9,]+ epochs in .*\n\n +training  validation\nloss +[0-9.e-]+ +[0-9.e-]+\n";
    EXPECT_TRUE(has_match(result.output, summary)) << result.output.substr(result.output.size() - 300);
}

}  // namespace
}  // namespace glia::test
