// What glia train validates with: a file of its own, or rows that are held back at random, by group or by time.
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

Arguments joined(Arguments first, const Arguments& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

// A figure of the last epoch in a history of JSON lines.
double last_figure(const std::string& path, const std::string& name) {
    return nlohmann::json::parse(lines_of(read_file(path)).back()).at(name).get<double>();
}

// Every third row of iris in one file, the others in another; both with the header.
struct Halves {
    std::string train;
    std::string validation;
};

Halves halves(const TemporaryDirectory& directory) {
    const std::vector<std::string> lines = lines_of(read_file(data("iris.csv")));
    std::string parts[2] = {lines[0] + "\n", lines[0] + "\n"};
    for (std::size_t i = 1; i < lines.size(); ++i) parts[i % 3 == 0 ? 1 : 0] += lines[i] + "\n";
    return {write_file(directory / "train.csv", parts[0]), write_file(directory / "validation.csv", parts[1])};
}

TEST(ValidationData, IsWhatTheValidationLossIsOf) {
    const TemporaryDirectory directory;
    const Halves files = halves(directory);
    for (const Arguments& more : std::vector<Arguments>{{}, {"--stream"}, {"--stream", "--window", "7"}}) {
        const Result result = run(joined({"train", files.train, "--validation-data", files.validation, "--epochs", "3",
                                          "-o", directory / "m", "--history", directory / "h.jsonl"},
                                         more));
        ASSERT_EQ(result.exit_code, 0) << result.errors;
        EXPECT_TRUE(contains(result.output, files.train + ": 100 rows, 4 features, 3 classes\n" + files.validation +
                                                ": 50 to validate\n"))
            << result.output;
        const auto evaluated =
            nlohmann::json::parse(run({"evaluate", directory / "m", files.validation, "--json"}).output);
        EXPECT_NEAR(last_figure(directory / "h.jsonl", "validation_loss"), evaluated.at("loss").get<double>(), 1e-6);
    }
}

TEST(ValidationData, DoesNotChangeWhatIsLearnt) {
    const TemporaryDirectory directory;
    const Halves files = halves(directory);
    const Arguments train = {"train", files.train, "--epochs", "3", "-q", "-o"};
    ASSERT_EQ(run(joined(train, {directory / "a", "--validation-data", files.validation})).exit_code, 0);
    ASSERT_EQ(run(joined(train, {directory / "b", "--validation", "0"})).exit_code, 0);
    EXPECT_EQ(read_file(directory / "a"), read_file(directory / "b"));
}

// Classes mean the same whatever their order in the file, and whether all of them are there.
TEST(ValidationData, HasTheClassesOfTheTrainingFile) {
    const TemporaryDirectory directory;
    const std::string train = write_file(directory / "train.csv", "x,kind\n1,a\n2,b\n3,c\n4,a\n5,b\n6,c\n");
    const std::string one = write_file(directory / "one.csv", "x,kind\n3,c\n");
    const std::string other = write_file(directory / "other.csv", "x,kind\n3,d\n");
    const Arguments start = {"train", train,           "--epochs",  "2",
                             "-o",    directory / "m", "--history", directory / "h.jsonl"};
    ASSERT_EQ(run(joined(start, {"--validation-data", one})).exit_code, 0);
    const auto evaluated = nlohmann::json::parse(run({"evaluate", directory / "m", one, "--json"}).output);
    EXPECT_NEAR(last_figure(directory / "h.jsonl", "validation_loss"), evaluated.at("loss").get<double>(), 1e-6);
    const Result unknown = run(joined(start, {"--validation-data", other}));
    EXPECT_EQ(unknown.exit_code, 1);
    EXPECT_TRUE(contains(unknown.errors, "unknown class 'd'")) << unknown.errors;
}

TEST(ValidationData, OfImagesComesWithItsLabels) {
    const TemporaryDirectory directory;
    using namespace std::string_literals;
    const std::string images =
        write_file(directory / "images", "\0\0\x08\x03\0\0\0\x04\0\0\0\x01\0\0\0\x02\x00\xff\xff\x00\x00\xff\xff\x00"s);
    const std::string labels = write_file(directory / "labels", "\0\0\x08\x01\0\0\0\x04\0\x01\0\x01"s);
    // One image, whose label is not the largest.
    const std::string image = write_file(directory / "image", "\0\0\x08\x03\0\0\0\x01\0\0\0\x01\0\0\0\x02\x00\xff"s);
    const std::string label = write_file(directory / "label", "\0\0\x08\x01\0\0\0\x01\0"s);
    for (const Arguments& more : std::vector<Arguments>{{}, {"--stream"}}) {
        const Result result =
            run(joined({"train", images, "--labels", labels, "--validation-data", image, "--validation-labels", label,
                        "--epochs", "1", "-o", directory / "m", "--history", directory / "h.jsonl"},
                       more));
        ASSERT_EQ(result.exit_code, 0) << result.errors;
        const auto evaluated =
            nlohmann::json::parse(run({"evaluate", directory / "m", image, "--labels", label, "--json"}).output);
        EXPECT_NEAR(last_figure(directory / "h.jsonl", "validation_loss"), evaluated.at("loss").get<double>(), 1e-6);
    }
}

TEST(ValidationData, ThatIsNotLikeTheTrainingFileIsRefused) {
    const TemporaryDirectory directory;
    const std::string train = write_file(directory / "t.csv", "a,b,y\n1,red,0.5\n2,blue,1.5\n3,red,2.5\n");
    const std::vector<std::pair<std::string, std::string>> table = {
        {"a,y\n1,0.5\n", "v.csv' has 1 feature; '" + train + "' has 2\n"},
        {"a,c,y\n1,red,0.5\n",
         "feature 1 of '" + (directory / "v.csv") + "' is 'c', but of '" + train + "' it is 'b'; both must have"},
        {"a,b,y\n1,2,0.5\n",
         "feature 1 of '" + (directory / "v.csv") + "' holds numbers; that of '" + train + "' holds categories\n"},
        {"a,b,y\n1,green,0.5\n", "is 'green', a category that the model does not know"},
        {"a,b,y\n", "v.csv' has no rows to validate with\n"},
    };
    for (const auto& [content, words] : table) {
        const std::string file = write_file(directory / "v.csv", content);
        for (const Arguments& more : std::vector<Arguments>{{}, {"--stream"}}) {
            const Result result = run(joined(
                {"train", train, "--task", "values", "--validation-data", file, "-q", "-o", directory / "m"}, more));
            const bool stream_says = contains(content, "green") && !more.empty();
            EXPECT_EQ(result.exit_code, 1) << words;
            EXPECT_TRUE(contains(result.errors, stream_says ? "is 'green', a category" : words)) << result.errors;
        }
    }
    EXPECT_EQ(directory.files(), (std::vector<std::string>{"t.csv", "v.csv"}));
}

TEST(Split, KeepsGroupsTogether) {
    const TemporaryDirectory directory;
    std::string rows = "patient,x,kind\n";
    for (int i = 0; i < 200; ++i) {
        rows += "p" + std::to_string(i % 8) + "," + std::to_string(i) + (i % 3 == 0 ? ",ill\n" : ",well\n");
    }
    const std::string file = write_file(directory / "visits.csv", rows);
    // Of 8 groups of 25, two are nearer to a fifth of the rows than one.
    const Result held =
        run({"train", file, "--groups", "patient", "--validation", "0.2", "--epochs", "1", "-o", directory / "m"});
    EXPECT_TRUE(contains(held.output, "200 rows, 1 feature, 2 classes; 150 to train, 50 to validate\n"))
        << held.output << held.errors;
    const Result folds = run({"train", file, "--groups", "patient", "--folds", "4", "--epochs", "1"});
    EXPECT_TRUE(contains(folds.output, "; grouped(folds=4)\n")) << folds.output << folds.errors;
    for (const std::string& line : lines_of(folds.output)) {
        if (!has_match(line, "^[1-4] ")) continue;
        EXPECT_TRUE(has_match(line, "^[1-4] +150 +50 ")) << line;
    }
}

TEST(Split, SaysThatNothingIsHeldBack) {
    const TemporaryDirectory directory;
    const std::string file = write_file(directory / "t.csv", "x,g,kind\n1,p,a\n2,p,b\n3,q,a\n4,q,b\n5,p,b\n");
    const std::string why =
        "5 rows, 1 feature, 2 classes\nno rows are held back to validate with: 5.00 % of all "
        "(--validation) is ";
    const Arguments command = {"train", file, "--validation", "0.05", "--epochs", "1", "-o", directory / "m"};
    const Result grouped = run(joined(command, {"--groups", "g"}));
    EXPECT_TRUE(contains(grouped.output, why + "at most half of every group\n")) << grouped.output << grouped.errors;
    const Result random = run(joined(command, {"--ignore", "g"}));
    EXPECT_TRUE(contains(random.output, why + "less than half a row\n")) << random.output << random.errors;
}

TEST(Split, NeedsTheGroupOfEveryRow) {
    const TemporaryDirectory directory;
    const std::string file = write_file(directory / "t.csv", "x,g,kind\n1,p,a\n2,,b\n3,q,a\n");
    const Result result = run({"train", file, "--groups", "g", "-o", directory / "m"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.errors, "glia: '" + file + "': line 3, column 2 ('g'): the field is empty; an entry is needed\n");
}

// Of 50 rows the 10 latest have the target 5 and all others 0; x is 0 and nothing is learnt, so the loss of what is
// held back, the mean of y^2, tells which rows these are.
TEST(Split, ByTimeHoldsBackTheLatestRows) {
    const TemporaryDirectory directory;
    std::string shuffled = "day,x,y\n";
    std::string in_order = "x,y\n";
    const auto row = [](int day) { return std::string(day >= 40 ? "0,5\n" : "0,0\n"); };
    for (int i = 0; i < 50; ++i) {
        const int day = i * 7 % 50;
        shuffled += "2024-0" + std::to_string(1 + day / 10) + "-1" + std::to_string(day % 10) + "," + row(day);
        in_order += row(i);
    }
    const std::string with_days = write_file(directory / "days.csv", shuffled);
    const std::string without = write_file(directory / "order.csv", in_order);
    const auto losses = [&](const Arguments& more) {
        const Result result = run(
            joined({"train", "--task", "values", "--network", "-", "--optimizer", "sgd(learning_rate=0)",
                    "--validation", "0.2", "--epochs", "1", "-o", directory / "m", "--history", directory / "h.jsonl"},
                   more));
        EXPECT_EQ(result.exit_code, 0) << result.errors;
        return std::pair(last_figure(directory / "h.jsonl", "loss"),
                         last_figure(directory / "h.jsonl", "validation_loss"));
    };
    EXPECT_EQ(losses({with_days, "--time", "day"}), std::pair(0.0, 25.0));
    EXPECT_EQ(losses({without, "--split", "time"}), std::pair(0.0, 25.0));
    EXPECT_LT(losses({without, "--split", "random"}).second, 25.0);
    const Result folds =
        run({"train", with_days, "--task", "values", "--time", "day", "--folds", "4", "--epochs", "1"});
    EXPECT_TRUE(contains(folds.output, "; time(folds=4)\n")) << folds.output << folds.errors;
    EXPECT_TRUE(has_match(folds.output, "\n1 +10 +10 .*\n2 +20 +10 .*\n3 +30 +10 .*\n4 +40 +10 ")) << folds.output;
}

TEST(Split, StratifiedNeedsClasses) {
    const TemporaryDirectory directory;
    const std::string file = write_file(directory / "v.csv", "x,y\n1,0.5\n2,1.5\n3,2.5\n");
    const Result result = run({"train", file, "--split", "stratified", "-o", directory / "m"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.errors, "glia: stratify needs a data set with classes; this one has none\n");
}

}  // namespace
}  // namespace glia::test
