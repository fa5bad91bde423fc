// glia train: when it ends, what it follows, and how it is taken up again.
#include <gtest/gtest.h>

#include <csignal>

#include "command.hpp"

namespace glia::test {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

Arguments train_wine(const std::string& model, Arguments more) {
    Arguments arguments = {"train", data("wine.csv"), "--network", "8:tanh", "-o", model};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

TEST(TrainRules, EarlyStoppingKeepsTheBestEpochAndSaysSo) {
    const TemporaryDirectory directory;
    const Result result = run(train_wine(directory / "m", {"--early-stopping", "2", "--min-change", "100"}));
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_TRUE(contains(result.output, "trained 3 epochs in ")) << result.output;
    EXPECT_TRUE(contains(result.output, ", by early stopping: epoch 1 is kept\n")) << result.output;
}

TEST(TrainRules, AnImprovementIsMeasuredFromTheBestEpochOnDemand) {
    const TemporaryDirectory directory;
    const Arguments rule = {"--early-stopping", "2", "--min-change", "100", "--improvement", "at_once"};
    const Result result = run(train_wine(directory / "m", rule));
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_TRUE(contains(result.output, "trained 3 epochs in ")) << result.output;
    const Result refused = run(train_wine(directory / "m", {"--early-stopping", "2", "--improvement", "once"}));
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_TRUE(contains(refused.errors, "unknown improvement 'once'; known: at_once, gradual")) << refused.errors;
}

TEST(TrainRules, ATargetEndsTraining) {
    const TemporaryDirectory directory;
    const Result result = run(train_wine(directory / "m", {"--until", "accuracy=0.01"}));
    EXPECT_TRUE(contains(result.output, ": the target is reached\n")) << result.output;
}

TEST(TrainRules, MetricsAreInTheSummaryAndTheHistory) {
    const TemporaryDirectory directory;
    const Result result = run(train_wine(directory / "m", {"--epochs", "2", "--metrics", "f1_macro,top_k_accuracy(k=2)",
                                                           "--history", directory / "h.csv"}));
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_TRUE(contains(result.output, "f1_macro")) << result.output;
    const std::string history = read_file(directory / "h.csv");
    EXPECT_TRUE(
        history.starts_with("epoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,seconds,"
                            "f1_macro,top_k_accuracy(k=2),validation_f1_macro,validation_top_k_accuracy(k=2)\n1,"))
        << history;
    EXPECT_EQ(std::count(history.begin(), history.end(), '\n'), 3);
}

TEST(TrainRules, HistoryCanBeJsonLines) {
    const TemporaryDirectory directory;
    EXPECT_EQ(run(train_wine(directory / "m", {"--epochs", "2", "--history", directory / "h.jsonl", "-q"})).exit_code,
              0);
    const std::string history = read_file(directory / "h.jsonl");
    EXPECT_TRUE(history.starts_with("{\"epoch\":1,\"loss\":")) << history;
    EXPECT_TRUE(contains(history, "\n{\"epoch\":2,\"loss\":")) << history;
}

TEST(TrainRules, AResumedRunGivesTheModelOfOneThatNeverStopped) {
    const TemporaryDirectory directory;
    const auto train = [&](const std::string& model, Arguments more) {
        Arguments arguments = {"train",      data("wine.csv"),
                               "--network",  "16:relu dropout(rate=0.2)",
                               "--threads",  "2",
                               "--schedule", "cosine",
                               "-o",         model};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    };
    EXPECT_EQ(run(train(directory / "whole", {"--epochs", "10000", "-q"})).exit_code, 0);
    const Arguments stored = {"--epochs", "10000",   "--checkpoint", directory / "c", "--checkpoint-epochs",
                              "0",        "--resume"};
    const Result stopped = run_and_signal(train(directory / "parts", stored), "\n   30/10000 ", SIGINT);
    EXPECT_EQ(stopped.exit_code, 1) << stopped.output;
    EXPECT_TRUE(contains(stopped.errors, "interrupted in epoch ")) << stopped.errors;
    const Result resumed = run(train(directory / "parts", stored));
    EXPECT_EQ(resumed.exit_code, 0) << resumed.errors;
    EXPECT_TRUE(contains(resumed.output, "going on from '")) << resumed.output;
    EXPECT_EQ(read_file(directory / "parts"), read_file(directory / "whole"));
}

TEST(TrainRules, ALearningRateIsFoundWithoutTraining) {
    const TemporaryDirectory directory;
    const Result result = run({"train", data("wine.csv"), "--find-learning-rate"});
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_TRUE(result.output.starts_with("learning rate    loss\n")) << result.output;
    EXPECT_TRUE(contains(result.output, ", is a learning rate to begin with\n")) << result.output;
    EXPECT_TRUE(directory.files().empty());
}

TEST(TrainRules, NoFileIsWrittenOverAnother) {
    const TemporaryDirectory directory;
    const std::string input = write_file(directory / "i.csv", read_file(data("iris.csv")));
    const std::string before = read_file(input);
    const std::string model = directory / "m";
    const std::string twice = "' are one file, which cannot hold both\n";
    const std::string lost = "' would be lost\n";
    const std::vector<std::pair<Arguments, std::string>> table = {
        {{"-o", model, "--checkpoint", input},
         "cannot write the checkpoint to '" + input + "': the data '" + input + lost},
        {{"-o", input}, "cannot write the model to '" + input + "': the data '" + input + lost},
        {{"-o", model, "--history", model}, "the model '" + model + "' and the history '" + model + twice},
        {{"-o", model, "--checkpoint", model}, "the model '" + model + "' and the checkpoint '" + model + twice},
        {{"-o", model, "--checkpoint", directory / "./c", "--history", directory / "c"},
         "the history '" + (directory / "c") + "' and the checkpoint '" + (directory / "./c") + twice},
    };
    for (const auto& [more, words] : table) {
        Arguments arguments = {"train", input};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Result result = run(arguments);
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_EQ(result.errors, "glia: " + words);
        EXPECT_EQ(directory.files(), (std::vector<std::string>{"i.csv"}));
        EXPECT_EQ(read_file(input), before);
    }
    const std::string held = write_file(directory / "v.csv", before);
    const Result over = run({"train", input, "--validation-data", held, "-o", held});
    EXPECT_EQ(over.errors, "glia: cannot write the model to '" + held + "': the validation data '" + held + lost);
    EXPECT_EQ(read_file(held), before);
    EXPECT_EQ(run({"train", input, "-o", ""}).exit_code, 2);
}

// A batch of a wide network takes so long that the first epoch is not over.
TEST(TrainRules, TheHistoryOfNoEpochHasTheTitlesOfWhatIsFollowed) {
    const TemporaryDirectory directory;
    const auto interrupted = [&](const std::string& history, const Arguments& more) {
        Arguments arguments = {"train", data("digits.csv"), "--network", "1500:relu 1500:relu", "--batch", "1",
                               "-o",    directory / "m",    "--history", directory / history};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Result result = run_and_signal(arguments, "softmax\n", SIGINT);
        EXPECT_TRUE(contains(result.errors, "interrupted in epoch 1 of ")) << result.errors;
        return read_file(directory / history);
    };
    EXPECT_EQ(interrupted("a.csv", {"--metrics", "f1_macro"}),
              "epoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,seconds,f1_macro,"
              "validation_f1_macro\n");
    EXPECT_EQ(interrupted("b.csv", {"--validation", "0"}), "epoch,loss,accuracy,learning_rate,seconds\n");
    EXPECT_EQ(interrupted("c.jsonl", {}), "");
}

TEST(TrainRules, MistakesAreToldBeforeTraining) {
    const TemporaryDirectory directory;
    const std::string model = directory / "m";
    for (const auto& [more, exit_code, words] : std::vector<std::tuple<Arguments, int, std::string>>{
             {{"--schedule", "cosin"}, 2, "did you mean 'cosine'"},
             {{"--clipping", "norm(limit=0)"}, 2, "limit is 0"},
             {{"--until", "accuracy"}, 2, "is not FIGURE=NUMBER"},
             {{"--until", "acuracy=1"}, 1, "acuracy"},
             {{"--watch", "f1_macro", "--early-stopping", "3"},
              1,
              "'f1_macro' is not among the metrics: add it to them"},
             {{"--early-stopping", "3", "--watch", "validation_loss", "--validation", "0"}, 1, "no validation set"},
             {{"--metrics", "mae"}, 1, "mae"},
             {{"--resume"}, 2, "--resume needs --checkpoint"},
             {{"--time-limit", "-1"}, 2, "is not a number from 0 up"},
             {{"--optimizer", "lbfgs"}, 1, "needs all rows in one batch"},
             {{"--optimizer", "lbfgs", "--batch", "0", "--clipping", "norm"},
              1,
              "clipping 'norm' would change: set it to none"},
             {{"--history", directory / "h.csv", "--until", "acuracy=1"}, 1, "acuracy"},
             {{"--checkpoint", "/nowhere/c"}, 1, "/nowhere"},
             {{"--history", "/nowhere/h.csv"}, 1, "/nowhere"}}) {
        const Result result = run(train_wine(model, more));
        EXPECT_EQ(result.exit_code, exit_code) << words << ": " << result.errors;
        EXPECT_TRUE(contains(result.errors, words)) << words << ": " << result.errors;
        EXPECT_TRUE(directory.files().empty()) << words;
    }
}

}  // namespace
}  // namespace glia::test
