// glia train, from outside.
#include <gtest/gtest.h>

#include <csignal>

#include "command.hpp"
#include "patterns.hpp"
#include "predictions.hpp"

namespace glia::test {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

Arguments train_iris(const std::string& model, Arguments more = {}) {
    Arguments arguments = {"train", data("iris.csv"), "--epochs", "3", "-o", model};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

TEST(Train, SavesAModelAndTellsWhatItDid) {
    const TemporaryDirectory directory;
    const Result result = run(train_iris(directory / "iris.safetensors"));
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.errors, "");
    EXPECT_TRUE(contains(result.output, "150 rows, 4 features, 3 classes; 135 to train, 15 to validate\n"));
    EXPECT_TRUE(contains(result.output, "softmax\n"));
    EXPECT_TRUE(contains(result.output, "trained 3 epochs in "));
    EXPECT_TRUE(contains(result.output, "saved in '" + (directory / "iris.safetensors") + "'\n"));
    EXPECT_EQ(directory.files(), std::vector<std::string>{"iris.safetensors"});
}

TEST(Train, ReadsDigitsWellByDefault) {
    const TemporaryDirectory directory;
    EXPECT_EQ(run({"train", data("digits.csv"), "-q", "-o", directory / "m"}).exit_code, 0);
    const Result result = run({"evaluate", directory / "m", data("digits.csv")});
    EXPECT_GE(number_in(result.output, "\naccuracy +([0-9.]+) %"), 97.0) << result.output;
}

TEST(Train, PrintsATitleAndOneLineForEachEpochIntoAPipe) {
    const TemporaryDirectory directory;
    const Result result = run(train_iris(directory / "m"));
    EXPECT_FALSE(contains(result.output, "\x1b"));
    EXPECT_FALSE(contains(result.output, "\r"));
    const std::string title = "epoch +loss +accuracy +validation loss +accuracy +rows/s";
    const std::string line = " *[123]/3 +[0-9.]+ +[0-9.]+ % +[0-9.]+ +[0-9.]+ % +[0-9,]+";
    int titles = 0;
    int epochs = 0;
    for (const std::string& each : lines_of(result.output)) {
        titles += matches(each, title) ? 1 : 0;
        epochs += matches(each, line) ? 1 : 0;
    }
    EXPECT_EQ(titles, 1) << result.output;
    EXPECT_EQ(epochs, 3) << result.output;
}

TEST(Train, DrawsABarThatFitsTheTerminal) {
    const TemporaryDirectory directory;
    for (const unsigned short columns : std::vector<unsigned short>{30, 60, 80, 120}) {
        const Result result = run_on_terminal(train_iris(directory / "m"), columns);
        EXPECT_EQ(result.exit_code, 0);
        const std::vector<std::string> bars = captures(result.output, "\r\x1b\\[K(epoch [123]/3[^\r\n]*)");
        for (const std::string& bar : bars) {
            EXPECT_LT(bar.size(), columns);
            EXPECT_EQ(contains(bar, "ETA"), columns >= 60) << bar;
            EXPECT_EQ(contains(bar, "rows/s"), columns >= 120) << bar;
        }
        EXPECT_GE(bars.size(), 3u);
        // The bar is gone before the last line is printed.
        EXPECT_TRUE(contains(result.output, "\r\x1b[K\r\ntrained 3 epochs")) << result.output;
    }
}

TEST(Train, OfManyEpochsOnlySomeHaveALineOnATerminal) {
    const TemporaryDirectory directory;
    const Result result = run_on_terminal({"train", data("iris.csv"), "--epochs", "70", "-o", directory / "m"}, 80);
    EXPECT_FALSE(contains(result.output, " 1/70      "));
    EXPECT_TRUE(contains(result.output, " 4/70      "));
    EXPECT_TRUE(contains(result.output, "70/70      "));
}

TEST(Train, FewRowsGetMoreEpochsWhenNoneAreAskedFor) {
    const TemporaryDirectory directory;
    EXPECT_TRUE(contains(run({"train", data("iris.csv"), "-o", directory / "m"}).output, "trained 200 epochs"));
    EXPECT_TRUE(contains(run({"train", data("digits.csv"), "-o", directory / "m"}).output, "trained 20 epochs"));
}

TEST(Train, ADumbTerminalGetsPlainLines) {
    const TemporaryDirectory directory;
    ::setenv("TERM", "dumb", 1);
    const Result result = run_on_terminal(train_iris(directory / "m"), 80);
    ::unsetenv("TERM");
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_FALSE(contains(result.output, "\x1b"));
}

TEST(Train, QuietPrintsNothing) {
    const TemporaryDirectory directory;
    const Result result = run(train_iris(directory / "m", {"--quiet"}));
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.output + result.errors, "");
}

TEST(Train, TheSameSeedGivesTheSameFileAndAnotherSeedAnother) {
    const TemporaryDirectory directory;
    run(train_iris(directory / "a", {"--seed", "7"}));
    run(train_iris(directory / "b", {"--seed", "7"}));
    run(train_iris(directory / "c", {"--seed", "8"}));
    EXPECT_EQ(read_file(directory / "a"), read_file(directory / "b"));
    EXPECT_NE(read_file(directory / "a"), read_file(directory / "c"));
}

struct Shape {
    std::string file;
    Arguments options;
    std::string layers;  // units and activation of each, as `glia inspect --json` has them
    std::string loss;
};

std::string layers_in(const std::string& json) {
    std::string layers;
    const std::vector<std::string> units = captures(json, R"re("units":([0-9]+),"activation":"[^"]*")re");
    const std::vector<std::string> activations = captures(json, R"re("units":[0-9]+,"activation":"([^"]*)")re");
    for (std::size_t i = 0; i < units.size(); ++i) {
        layers += (layers.empty() ? "" : " ") + units[i] + ":" + activations[i];
    }
    return layers;
}

TEST(Train, TheOutputLayerFollowsTheDataAndTheLoss) {
    const TemporaryDirectory directory;
    const std::string values = write_file(directory / "values.csv", "a,b\n0.5,1.25\n1.5,3.5\n2.5,7.75\n3.5,9.125\n");
    const std::vector<Shape> table = {
        {data("iris.csv"), {}, "128:relu 3:softmax", "categorical_crossentropy"},
        {data("iris.csv"), {"--network", "-"}, "3:softmax", "categorical_crossentropy"},
        {data("iris.csv"), {"--network", ""}, "3:softmax", "categorical_crossentropy"},
        {data("iris.csv"),
         {"--network", "8:tanh 4:leaky_relu(alpha = 0.1) 2"},
         "8:tanh 4:leaky_relu(alpha=0.1) 2:relu 3:softmax",
         "categorical_crossentropy"},
        {data("iris.csv"), {"--loss", "mse"}, "128:relu 3:softmax", "mse"},
        {data("iris.csv"), {"--output-activation", "sigmoid"}, "128:relu 3:sigmoid", "binary_crossentropy"},
        {data("breast_cancer.csv"), {}, "128:relu 1:sigmoid", "binary_crossentropy"},
        {data("breast_cancer.csv"),
         {"--output-activation", "softmax"},
         "128:relu 2:softmax",
         "categorical_crossentropy"},
        {data("breast_cancer.csv"),
         {"--loss", "categorical_crossentropy"},
         "128:relu 2:softmax",
         "categorical_crossentropy"},
        {values, {}, "128:relu 1:identity", "mse"},
        {values, {"--loss", "huber(delta=2)"}, "128:relu 1:identity", "huber(delta=2)"},
        {values, {"--loss", "mae"}, "128:relu 1:identity", "mae"},
        {values, {"--loss", "log_cosh"}, "128:relu 1:identity", "log_cosh"},
        {values, {"--loss", "quantile(q=0.9)"}, "128:relu 1:identity", "quantile(q=0.9)"},
        {values, {"--loss", "poisson"}, "128:relu 1:softplus", "poisson"},
        {values, {"--loss", "poisson", "--output-activation", "relu"}, "128:relu 1:relu", "poisson"},
        {data("iris.csv"), {"--loss", "focal"}, "128:relu 3:softmax", "focal"},
        {data("breast_cancer.csv"), {"--loss", "focal(gamma = 1)"}, "128:relu 1:sigmoid", "focal(gamma=1)"},
        {data("iris.csv"), {"--loss", "hinge"}, "128:relu 3:identity", "hinge"},
        {data("breast_cancer.csv"), {"--loss", "hinge"}, "128:relu 2:identity", "hinge"},
        {data("breast_cancer.csv"), {"--loss", "kl_divergence"}, "128:relu 2:softmax", "kl_divergence"},
        {data("iris.csv"),
         {"--loss", "binary_crossentropy(label_smoothing=0.1)"},
         "128:relu 3:sigmoid",
         "binary_crossentropy(label_smoothing=0.1)"},
        {data("iris.csv"), {"--target", "petal_width", "--task", "values"}, "128:relu 1:identity", "mse"},
    };
    for (const Shape& shape : table) {
        Arguments arguments = {"train", shape.file, "--epochs", "1", "-q", "-o", directory / "m"};
        arguments.insert(arguments.end(), shape.options.begin(), shape.options.end());
        const Result result = run(arguments);
        EXPECT_EQ(result.exit_code, shape.layers.empty() ? 1 : 0) << result.errors;
        if (shape.layers.empty()) continue;
        const std::string json = run({"inspect", directory / "m", "--json"}).output;
        EXPECT_EQ(layers_in(json), shape.layers);
        EXPECT_TRUE(contains(json, "\"loss\":\"" + shape.loss + "\"")) << json;
    }
}

// 90 rows of "often" for 10 of "seldom", which overlap: without weights the best answer to nearly all is "often".
TEST(Train, BalancedClassesMakeARareOneCount) {
    const TemporaryDirectory directory;
    std::string rows = "x,kind\n";
    for (int i = 0; i < 90; ++i) rows += std::to_string(0.02 * i) + ",often\n";
    for (int i = 0; i < 10; ++i) rows += std::to_string(1.5 + 0.05 * i) + ",seldom\n";
    const std::string file = write_file(directory / "rare.csv", rows);
    const auto seldom = [&](const std::string& rule) {
        const Arguments train = {"train", file, "--class-weight", rule, "--validation", "0", "--network", "-",
                                 "-q",    "-o", directory / "m"};
        EXPECT_EQ(run(train).exit_code, 0) << rule;
        const std::string predictions = run({"predict", directory / "m", file}).output;
        std::size_t count = 0;
        for (const std::string& line : lines_of(predictions)) count += line.rfind("seldom,", 0) == 0 ? 1 : 0;
        return count;
    };
    EXPECT_LT(seldom("none"), 5u);
    EXPECT_GT(seldom("balanced"), 10u);
}

TEST(Train, TheTargetColumnIsFoundByNameAndByIndex) {
    const TemporaryDirectory directory;
    const std::string file = write_file(directory / "first.csv", "kind,x\nup,1\ndown,-1\nup,2\ndown,-2\n");
    for (const std::string target : {"kind", "0", "-2"}) {
        const Result result =
            run({"train", file, "--target", target, "--validation", "0", "--epochs", "1", "-o", directory / "m"});
        EXPECT_TRUE(contains(result.output, "4 rows, 1 feature, 2 classes\n")) << result.output << result.errors;
    }
}

TEST(Train, ReadsIdxImagesWithTheirLabels) {
    const TemporaryDirectory directory;
    using namespace std::string_literals;
    // Four images of 1 x 2 bytes, and their labels.
    const std::string images =
        write_file(directory / "images", "\0\0\x08\x03\0\0\0\x04\0\0\0\x01\0\0\0\x02\x00\xff\xff\x00\x00\xff\xff\x00"s);
    const std::string labels = write_file(directory / "labels", "\0\0\x08\x01\0\0\0\x04\0\x01\0\x01"s);
    const Result result =
        run({"train", images, "--labels", labels, "--validation", "0", "--epochs", "1", "-o", directory / "m"});
    EXPECT_TRUE(contains(result.output, "4 rows, 2 features, 2 classes\n")) << result.output << result.errors;
    EXPECT_EQ(run({"evaluate", directory / "m", images, "--labels", labels}).exit_code, 0);

    for (const Arguments& arguments :
         {Arguments{"train", images, "-o", directory / "m2"}, Arguments{"evaluate", directory / "m", images}}) {
        const Result unlabelled = run(arguments);
        EXPECT_EQ(unlabelled.errors,
                  "glia: '" + images + "' holds no targets; give the file of its labels with --labels\n");
        EXPECT_EQ(unlabelled.exit_code, 1);
    }
}

TEST(Train, FindsBeforeTrainingThatTheModelCannotBeWritten) {
    const TemporaryDirectory directory;
    const std::vector<std::pair<std::string, std::string>> table = {
        {directory / "nowhere/m", ": No such file or directory\n"},
        {directory / ".", ": Is a directory\n"},
        {"/dev/null", ": it is not a regular file\n"},
    };
    for (const auto& [path, reason] : table) {
        const Result result = run(train_iris(path));
        EXPECT_EQ(result.errors, "glia: cannot write '" + path + "'" + reason);
        EXPECT_EQ(result.output, "");
        EXPECT_EQ(result.exit_code, 1);
    }
    EXPECT_TRUE(directory.files().empty());
}

TEST(Train, FailuresAreToldInOneLineAndLeaveNoModel) {
    const TemporaryDirectory directory;
    const std::string one_class = write_file(directory / "one.csv", "x,kind\n1,a\n2,a\n");
    const std::string values = write_file(directory / "values.csv", "a,b\n0.5,1.25\n1.5,3.5\n2.5,7.75\n");
    const std::vector<std::pair<Arguments, std::string>> table = {
        {{directory / "none.csv"}, "none.csv"},
        {{data("iris.csv"), "--target", "spcies"}, "spcies"},
        {{one_class}, "all rows are of one class; there is nothing to tell apart"},
        {{data("iris.csv"), "--validation", "1"}, "empty"},
        {{data("iris.csv"), "--loss", "poisson", "--output-activation", "tanh"},
         "poisson needs outputs of 0 or more; the output layer's tanh gives"},
        {{values, "--loss", "binary_crossentropy"}, "it must be in [0, 1] (for amounts, take a loss such as mse)"},
        {{values, "--class-weight", "balanced"}, "class weights need a training set of classes"},
    };
    for (const auto& [options, part] : table) {
        Arguments arguments = {"train"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        arguments.insert(arguments.end(), {"-q", "-o", directory / "m"});
        const Result result = run(arguments);
        EXPECT_EQ(result.exit_code, 1) << part;
        EXPECT_EQ(result.errors.find("glia: "), 0u) << result.errors;
        EXPECT_TRUE(contains(result.errors, part)) << result.errors;
        EXPECT_EQ(lines_of(result.errors).size(), 1u) << result.errors;
    }
    EXPECT_EQ(directory.files(), (std::vector<std::string>{"one.csv", "values.csv"}));
}

TEST(Train, AnInterruptSavesTheModelSoFarAndExitsWithOne) {
    const TemporaryDirectory directory;
    for (const int signal : {SIGINT, SIGTERM}) {
        const std::string model = directory / ("m" + std::to_string(signal));
        const Result result =
            run_and_signal({"train", data("iris.csv"), "--epochs", "1000000", "-o", model}, "      2/1000000", signal);
        EXPECT_EQ(result.exit_code, 1);
        const std::string told =
            "glia: interrupted in epoch [0-9]+ of 1000000; the model so far is saved in '" + model + "'\n";
        EXPECT_TRUE(matches(result.errors, told)) << result.errors;
        EXPECT_EQ(run({"inspect", model}).exit_code, 0);
    }
}

TEST(Train, AClosedPipeStopsItInOrder) {
    const TemporaryDirectory directory;
    const Result result = run_into_closed_pipe(train_iris(directory / "m"));
    EXPECT_EQ(result.errors, "glia: cannot write to standard output: Broken pipe\n");
    EXPECT_EQ(result.exit_code, 1);
}

}  // namespace
}  // namespace glia::test
