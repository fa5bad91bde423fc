// glia train: settings of the library that the command hands on.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "command.hpp"
#include "glia/glia.h"

namespace glia::test {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

Arguments with(Arguments arguments, const Arguments& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

// Of 30 rows, 20 are of "a" and 10 of "b": balanced weights are 30 / (2 * 20) and 30 / (2 * 10).
TEST(TrainSettings, ClassWeightsByNumberAreThoseOfTheRuleThatGivesThem) {
    const TemporaryDirectory directory;
    std::string rows = "x,kind\n";
    for (int i = 0; i < 30; ++i) rows += std::to_string(i % 7) + (i % 3 == 0 ? ",b\n" : ",a\n");
    const std::string file = write_file(directory / "t.csv", rows);
    const auto model = [&](const std::string& weights) {
        const Arguments train = {"train", file, "--validation", "0", "--epochs", "3", "-q", "-o", directory / "m"};
        const Result result = run(with(train, {"--class-weight", weights}));
        EXPECT_EQ(result.exit_code, 0) << result.errors;
        return read_file(directory / "m");
    };
    // Row 0 is of "b", so the order of names is not that of rows.
    const std::string named = run({"inspect", (model("none"), directory / "m"), "--json"}).output;
    const auto classes = nlohmann::json::parse(named).at("classes");
    ASSERT_EQ(classes.size(), 2U);
    const bool a_first = classes[0] == "a";
    const std::string numbers = a_first ? "0.75,1.5" : "1.5,0.75";
    const std::string swapped = a_first ? "1.5, 0.75" : "0.75, 1.5";
    EXPECT_EQ(model(numbers), model("balanced"));
    EXPECT_NE(model(swapped), model("balanced"));
    EXPECT_EQ(model("1,1"), model("none"));
}

TEST(TrainSettings, ClassWeightsOfAnotherNumberAreRefused) {
    const TemporaryDirectory directory;
    const Result result = run({"train", data("iris.csv"), "--class-weight", "1,5", "-q", "-o", directory / "m"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_TRUE(contains(result.errors, "there are 2 class weights; the training set has 3 classes")) << result.errors;
    EXPECT_TRUE(directory.files().empty());
}

TEST(TrainSettings, TheCurveOfLearningRatesRisesByOneFactor) {
    const TemporaryDirectory directory;
    const std::string curve = directory / "c.csv";
    const Arguments arguments = {
        "train", data("wine.csv"), "--find-learning-rate", "--learning-rates", "1e-6:1e-3:31", "--curve", curve};
    const Result result = run(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_TRUE(contains(result.output, ", is a learning rate to begin with\n")) << result.output;
    std::istringstream lines(read_file(curve));
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(line, "learning_rate,loss");
    std::size_t points = 0;
    for (; std::getline(lines, line); ++points) {
        const std::size_t comma = line.find(',');
        EXPECT_NEAR(std::stod(line.substr(0, comma)) / (1e-6 * std::pow(10.0, 0.1 * static_cast<double>(points))), 1,
                    1e-9);
        EXPECT_GT(std::stod(line.substr(comma + 1)), 0);
    }
    EXPECT_EQ(points, 31U);
    EXPECT_EQ(directory.files(), std::vector<std::string>{"c.csv"});
    EXPECT_EQ(run(with(arguments, {"-q"})).output, "");
}

TEST(TrainSettings, TheCurveIsNotWrittenOverTheData) {
    const TemporaryDirectory directory;
    const std::string file = write_file(directory / "t.csv", read_file(data("iris.csv")));
    const Result result = run({"train", file, "--find-learning-rate", "--curve", file});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_TRUE(contains(result.errors, "would be lost")) << result.errors;
    EXPECT_EQ(read_file(file), read_file(data("iris.csv")));
}

TEST(TrainSettings, TheLastEpochIsKeptWhereThatIsAskedFor) {
    const TemporaryDirectory directory;
    const auto train = [&](const std::string& model, const Arguments& more) {
        return run(with({"train", data("wine.csv"), "--network", "8:tanh", "-o", directory / model}, more));
    };
    // No epoch after the first is better by so much: it stops after three.
    const Arguments stopping = {"--early-stopping", "2", "--min-change", "100"};
    const Result last = train("last", with(stopping, {"--keep-last"}));
    EXPECT_TRUE(contains(last.output, "trained 3 epochs in ")) << last.output;
    EXPECT_TRUE(contains(last.output, ", by early stopping: the last epoch is kept\n")) << last.output;
    train("best", stopping);
    train("three", {"--epochs", "3"});
    train("one", {"--epochs", "1"});
    EXPECT_EQ(read_file(directory / "last"), read_file(directory / "three"));
    EXPECT_EQ(read_file(directory / "best"), read_file(directory / "one"));
}

// With a learning rate of 0, the model that is saved is the one that training began with.
TEST(TrainSettings, BiasesOfDenseLayersHaveFirstValues) {
    const TemporaryDirectory directory;
    const Arguments train = {"train",        data("iris.csv"),
                             "--network",    "4:identity batch_norm :relu",
                             "--optimizer",  "sgd(learning_rate=0)",
                             "--epochs",     "1",
                             "-q",           "-o",
                             directory / "m"};
    EXPECT_EQ(run(with(train, {"--bias-initializer", "constant(value=0.25)"})).exit_code, 0);
    glia_model* model = nullptr;
    ASSERT_EQ(glia_model_load(&model, (directory / "m").c_str()), GLIA_OK) << glia_last_error();
    const auto bias = [&](std::size_t layer, std::size_t size) {
        std::vector<float> values(size, -1);
        EXPECT_EQ(glia_model_get_parameters(model, layer, "bias", values.data(), size, nullptr), GLIA_OK);
        return values;
    };
    EXPECT_EQ(bias(0, 4), std::vector<float>(4, 0.25F));
    EXPECT_EQ(bias(1, 4), std::vector<float>(4, 0));  // the shift of the normalization
    EXPECT_EQ(bias(3, 3), std::vector<float>(3, 0.25F));
    glia_model_destroy(model);
}

}  // namespace
}  // namespace glia::test
