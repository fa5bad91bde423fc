// glia evaluate and glia inspect, from outside.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "patterns.hpp"
#include "predictions.hpp"

namespace glia::test {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// The number that follows a title at the beginning of a line.
double figure(const std::string& output, const std::string& title) {
    return number_in("\n" + output, "\n" + title + " +([-+.e0-9]+)");
}

std::string train(const std::string& file, const std::string& model, Arguments more = {}) {
    Arguments arguments = {"train", file, "-q", "-o", model};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(run(arguments).exit_code, 0);
    return model;
}

TEST(Evaluate, AccuracyAndConfusionAgreeWithThePredictions) {
    const TemporaryDirectory directory;
    const std::string model = train(data("iris.csv"), directory / "m");
    const std::vector<std::string> predicted = lines_of(run({"predict", model, data("iris.csv")}).output);
    const std::vector<std::string> rows = lines_of(read_file(data("iris.csv")));
    ASSERT_EQ(predicted.size(), rows.size());
    int correct = 0;
    int setosa_as_setosa = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const std::string truth = fields_of(rows[i]).back();
        const bool same = fields_of(predicted[i]).front() == truth;
        correct += same ? 1 : 0;
        setosa_as_setosa += same && truth == "setosa" ? 1 : 0;
    }
    const Result result = run({"evaluate", model, data("iris.csv")});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.errors, "");
    EXPECT_TRUE(contains(result.output, "(categorical_crossentropy)")) << result.output;
    EXPECT_TRUE(contains(result.output, "(" + std::to_string(correct) + " of 150 rows)")) << result.output;
    EXPECT_EQ(figure(result.output, "setosa"), setosa_as_setosa) << result.output;
    EXPECT_TRUE(contains(result.output, "true \\ predicted  setosa  versicolor  virginica\n")) << result.output;
    EXPECT_TRUE(contains(result.output, "\nclass       precision ")) << result.output;
}

TEST(Evaluate, ErrorsOfValuesAgreeWithThePredictions) {
    const TemporaryDirectory directory;
    std::string rows = "x,y\n";
    std::vector<double> truth;
    for (int i = 0; i < 120; ++i) {
        truth.push_back(1.5 * i / 10 + (i % 3) * 0.25 + 0.125);
        rows += std::to_string(i / 10.0) + "," + std::to_string(truth.back()) + "\n";
    }
    const std::string file = write_file(directory / "values.csv", rows);
    const std::string model = train(file, directory / "m");
    const std::vector<std::string> predicted = lines_of(run({"predict", model, file}).output);
    ASSERT_EQ(predicted.size(), truth.size() + 1);
    double mean = 0;
    for (const double t : truth) mean += t / 120;
    double absolute = 0, squared = 0, deviations = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const double error = std::stod(predicted[i + 1]) - truth[i];
        absolute += std::abs(error);
        squared += error * error;
        deviations += (truth[i] - mean) * (truth[i] - mean);
    }
    const std::string output = run({"evaluate", model, file}).output;
    EXPECT_TRUE(contains(output, "120 rows, 1 feature, 1 target value\n")) << output;
    EXPECT_NEAR(figure(output, "loss"), squared / 120, 1e-3 * squared / 120) << output;
    EXPECT_NEAR(figure(output, "mae"), absolute / 120, 1e-3 * absolute / 120) << output;
    EXPECT_NEAR(figure(output, "rmse"), std::sqrt(squared / 120), 1e-3 * std::sqrt(squared / 120)) << output;
    EXPECT_NEAR(figure(output, "r2"), 1 - squared / deviations, 1e-3) << output;
    EXPECT_TRUE(contains(output, "\nmape ") && contains(output, "\nexplained_variance ")) << output;
}

TEST(Evaluate, ManyClassesGiveAListOfConfusionsInsteadOfATable) {
    const TemporaryDirectory directory;
    std::string rows = "x,kind\n";
    for (int i = 0; i < 90; ++i) rows += std::to_string(i % 30) + ",k" + std::to_string(i % 30) + "\n";
    const std::string file = write_file(directory / "many.csv", rows);
    const std::string model = train(file, directory / "m", {"--epochs", "1"});
    const std::string output = run({"evaluate", model, file}).output;
    EXPECT_TRUE(contains(output, "commonest confusions among 30 classes:\ntrue  predicted  rows\n")) << output;
    EXPECT_TRUE(contains(output, "rarer pairs\n")) << output;
    EXPECT_TRUE(contains(output, "classes with the smallest f1 among 30:\nclass  precision ")) << output;
}

TEST(Evaluate, ATableTooWideForTheTerminalGivesAList) {
    const TemporaryDirectory directory;
    const std::string model = train(data("digits.csv"), directory / "m", {"--epochs", "1"});
    EXPECT_TRUE(contains(run_on_terminal({"evaluate", model, data("digits.csv")}, 100).output, "true \\ predicted"));
    EXPECT_TRUE(contains(run_on_terminal({"evaluate", model, data("digits.csv")}, 40).output, "commonest confusions"));
}

TEST(Evaluate, ShowsTheMetricsThatAreAskedFor) {
    const TemporaryDirectory directory;
    const std::string model = train(data("iris.csv"), directory / "m");
    const std::string output =
        run({"evaluate", model, data("iris.csv"), "--metrics", "top_k_accuracy(k=2), roc_auc,calibration_error"})
            .output;
    const std::vector<std::string> lines = lines_of(output);
    ASSERT_EQ(lines.size(), 6u) << output;
    EXPECT_EQ(lines[2].find("loss                 "), 0u) << output;
    EXPECT_EQ(lines[3].find("top_k_accuracy(k=2)  "), 0u) << output;
    EXPECT_GT(figure(output, "roc_auc"), 0.9) << output;
    EXPECT_LT(figure(output, "calibration_error"), 0.5) << output;
}

TEST(Evaluate, RefusesMetricsThatAreNotForTheModel) {
    const TemporaryDirectory directory;
    const std::string model = train(data("iris.csv"), directory / "m", {"--epochs", "1"});
    const Result unfit = run({"evaluate", model, data("iris.csv"), "--metrics", "accuracy,f1"});
    EXPECT_EQ(unfit.errors, "glia: f1 is for two classes; with 3, take f1_macro, f1_micro or f1_weighted\n");
    EXPECT_EQ(unfit.exit_code, 1);
    EXPECT_EQ(unfit.output, "");
    const Result unknown = run({"evaluate", model, data("iris.csv"), "--metrics", "accuracy,auc_roc"});
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_EQ(unknown.errors.find("glia: --metrics: unknown metric 'auc_roc'"), 0u) << unknown.errors;
}

TEST(Evaluate, TwoClassesHaveTheAreaBelowTheRocCurve) {
    const TemporaryDirectory directory;
    const std::string model = train(data("breast_cancer.csv"), directory / "m", {"--epochs", "3"});
    const std::string output = run({"evaluate", model, data("breast_cancer.csv")}).output;
    const double area = figure(output, "roc_auc");
    EXPECT_TRUE(area >= 0 && area <= 1) << output;
    EXPECT_FALSE(
        contains(run({"evaluate", train(data("iris.csv"), directory / "i"), data("iris.csv")}).output, "roc_auc"));
}

TEST(Evaluate, JsonHasTheSameFigures) {
    const TemporaryDirectory directory;
    const std::string model = train(data("iris.csv"), directory / "m");
    const std::string text = run({"evaluate", model, data("iris.csv"), "--json"}).output;
    ASSERT_EQ(lines_of(text).size(), 1u) << text;
    const nlohmann::json json = nlohmann::json::parse(text);
    const std::string output = run({"evaluate", model, data("iris.csv")}).output;
    EXPECT_EQ(json["rows"], 150);
    EXPECT_EQ(json["loss_name"], "categorical_crossentropy");
    EXPECT_NEAR(json["loss"].get<double>(), figure(output, "loss"), 1e-4);
    EXPECT_NEAR(100 * json["metrics"]["accuracy"].get<double>(), figure(output, "accuracy"), 0.006);
    EXPECT_NEAR(json["metrics"]["f1_macro"].get<double>(), figure(output, "f1_macro"), 1e-4);
    ASSERT_EQ(json["classes"].size(), 3u);
    EXPECT_EQ(json["classes"][0]["name"], "setosa");
    EXPECT_EQ(json["classes"][0]["rows"], 50);
    EXPECT_EQ(json["classes"][0]["predicted"][0], figure(output, "setosa"));
}

TEST(Evaluate, RefusesDataThatDoesNotFitTheModel) {
    const TemporaryDirectory directory;
    const std::string model = train(data("iris.csv"), directory / "m", {"--epochs", "1"});
    const std::string strange = write_file(directory / "strange.csv", "a,b,c,d,kind\n1,2,3,4,rose\n");
    for (const auto& [file, part] :
         std::vector<std::pair<std::string, std::string>>{{strange, "rose"}, {data("wine.csv"), "cultivar_1"}}) {
        const Result result = run({"evaluate", model, file});
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_EQ(lines_of(result.errors).size(), 1u) << result.errors;
        EXPECT_TRUE(contains(result.errors, part)) << result.errors;
        EXPECT_EQ(result.output, "");
    }
}

TEST(Evaluate, LabelsMustBeTheModelsClasses) {
    const TemporaryDirectory directory;
    using namespace std::string_literals;
    const std::string model = train(data("iris.csv"), directory / "m", {"--epochs", "1"});
    const std::string images = write_file(directory / "images", "\0\0\x08\x02\0\0\0\x02\0\0\0\x04"s + "12345678");
    const std::string labels = write_file(directory / "labels", "\0\0\x08\x01\0\0\0\x02\0\x01"s);
    const Result result = run({"evaluate", model, images, "--labels", labels});
    EXPECT_EQ(result.errors, "glia: '" + labels + "' has class '0', which the model does not know\n");
    EXPECT_EQ(result.exit_code, 1);
}

TEST(Inspect, ShowsLayersClassesAndLoss) {
    const TemporaryDirectory directory;
    const std::string model = train(data("iris.csv"), directory / "m", {"--epochs", "1"});
    const Result result = run({"inspect", model});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_TRUE(contains(result.output, "4 inputs, 3 outputs, 1,027 parameters\n")) << result.output;
    EXPECT_TRUE(contains(result.output, "classes: 3 (setosa, versicolor, virginica)\n")) << result.output;
    EXPECT_TRUE(contains(result.output, "loss: categorical_crossentropy\n")) << result.output;
}

TEST(Inspect, JsonIsOneObjectOnOneLine) {
    const TemporaryDirectory directory;
    const std::string model = train(data("iris.csv"), directory / "m", {"--epochs", "1"});
    const std::vector<std::string> lines = lines_of(run({"inspect", model, "--json"}).output);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].find("{\"inputs\":4,\"outputs\":3,\"parameters\":1027,"), 0u) << lines[0];
    EXPECT_EQ(lines[0].back(), '}');
}

TEST(Inspect, AFileThatIsNoModelIsToldInOneLine) {
    for (const std::string& file : {data("iris.csv"), std::string("/nowhere.glia")}) {
        const Result result = run({"inspect", file});
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_EQ(result.output, "");
        EXPECT_EQ(lines_of(result.errors).size(), 1u) << result.errors;
        EXPECT_EQ(result.errors.find("glia: "), 0u) << result.errors;
        EXPECT_TRUE(contains(result.errors, "'" + file + "'")) << result.errors;
    }
}

}  // namespace
}  // namespace glia::test
