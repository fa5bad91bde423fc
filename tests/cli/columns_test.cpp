// What the command says about columns: weights, headers and categories.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
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

// A row of weight 2 adds to the loss what two rows add: the sums are the same, though not the number of rows that they
// are divided by.
TEST(Weights, CountAsRepeatedRowsDo) {
    const TemporaryDirectory directory;
    std::string weighted = "x,times,kind\n";
    std::string repeated = "x,kind\n";
    int rows = 0;
    for (int i = 0; i < 12; ++i) {
        const std::string x = std::to_string(0.25 * i);
        const std::string kind = i % 3 == 0 ? "a\n" : "b\n";
        weighted += x + "," + std::to_string(i % 4) + "," + kind;
        for (int k = 0; k < i % 4; ++k, ++rows) repeated += x + "," + kind;
    }
    const auto loss = [&](const std::string& content, const Arguments& more) {
        const std::string file = write_file(directory / "t.csv", content);
        const Result result =
            run(joined({"train", file, "--scale", "none", "--validation", "0", "--batch", "0", "--epochs", "1", "-q",
                        "-o", directory / "m", "--history", directory / "h.jsonl"},
                       more));
        EXPECT_EQ(result.exit_code, 0) << result.errors;
        return nlohmann::json::parse(read_file(directory / "h.jsonl")).at("loss").get<double>();
    };
    EXPECT_NEAR(12 * loss(weighted, {"--weights", "times"}), rows * loss(repeated, {}), 1e-5);
}

TEST(Weights, MustBeNumbersFromZero) {
    const TemporaryDirectory directory;
    const std::vector<std::pair<std::string, std::string>> table = {
        {"x,w,kind\n1,1,a\n2,-1,b\n", "weights: row 1 (from 0) is -1; a weight must be finite and not below 0"},
        {"x,w,kind\n1,1,a\n2,much,b\n", "line 3, column 2 ('w'): 'much' is not a finite number"},
        {"x,w,kind\n1,1,a\n2,,b\n", "line 3, column 2 ('w'): the field is empty; a number is needed"},
        {"x,v,kind\n1,1,a\n2,1,b\n", "no column 'w'"},
    };
    for (const auto& [content, words] : table) {
        const std::string file = write_file(directory / "t.csv", content);
        const Result result = run({"train", file, "--weights", "w", "-o", directory / "m"});
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_TRUE(contains(result.errors, words)) << result.errors;
    }
}

TEST(Header, IsThereOrNotAsTheUserSays) {
    const TemporaryDirectory directory;
    const std::string file = write_file(directory / "t.csv", "1,2,3.5\n4,5,6.5\n7,8,9.5\n");
    const auto rows = [&](const std::string& header) {
        return run({"train", file, "--header", header, "--validation", "0", "--epochs", "1", "-o", directory / "m"})
            .output;
    };
    EXPECT_TRUE(contains(rows("auto"), ": 3 rows, 2 features"));
    EXPECT_TRUE(contains(rows("no"), ": 3 rows, 2 features"));
    EXPECT_TRUE(contains(rows("yes"), ": 2 rows, 2 features"));
    EXPECT_TRUE(contains(run({"evaluate", directory / "m", file, "--header", "yes"}).output, ": 2 rows, 2 features"));
}

// The kind is in the parity of the code: as a number it is no matter for a single layer, as a category it is.
std::string codes(bool header) {
    std::string rows = header ? "code,size,kind\n" : "";
    for (int i = 0; i < 90; ++i) {
        rows += std::to_string(7 + i % 3) + "," + std::to_string(i % 5) + (i % 3 == 1 ? ",even\n" : ",odd\n");
    }
    return rows;
}

TEST(Categorical, MakesCategoriesOfNumbersInEveryCommand) {
    const TemporaryDirectory directory;
    const std::string file = write_file(directory / "codes.csv", codes(true));
    const auto accuracy = [&](const Arguments& more) {
        EXPECT_EQ(run(joined({"train", file, "--network", "-", "-q", "-o", directory / "m"}, more)).exit_code, 0);
        return run({"evaluate", directory / "m", file}).output;
    };
    EXPECT_FALSE(contains(accuracy({}), "100.00 %"));
    EXPECT_TRUE(contains(accuracy({"--categorical", "code"}), "100.00 %"));
    // The model knows the column by its name.
    const std::string one = write_file(directory / "one.csv", "code,size\n8,0\n9,0\n");
    const std::vector<std::string> lines = lines_of(run({"predict", directory / "m", one}).output);
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_TRUE(contains(lines[1], "even,"));
    EXPECT_TRUE(contains(lines[2], "odd,"));
}

TEST(Categorical, WithoutAHeaderIsNamedAgain) {
    const TemporaryDirectory directory;
    const std::string file = write_file(directory / "codes.csv", codes(false));
    ASSERT_EQ(run({"train", file, "--categorical", "0", "--network", "-", "-q", "-o", directory / "m"}).exit_code, 0);
    const Result unnamed = run({"evaluate", directory / "m", file});
    EXPECT_EQ(unnamed.exit_code, 1);
    EXPECT_EQ(unnamed.errors,
              "glia: feature 0 of '" + file + "' holds categories of the model; name its column with --categorical\n");
    EXPECT_TRUE(contains(run({"evaluate", directory / "m", file, "--categorical", "0"}).output, "100.00 %"));
}

TEST(NoShuffle, TakesRowsAsTheyStandWhateverTheSeed) {
    const TemporaryDirectory directory;
    const auto train = [&](const std::string& seed, const Arguments& more) {
        const Result result =
            run(joined({"train", data("iris.csv"), "--network", "-", "--initializer", "zeros", "--validation", "0",
                        "--epochs", "2", "--seed", seed, "-q", "-o", directory / "m"},
                       more));
        EXPECT_EQ(result.exit_code, 0) << result.errors;
        return read_file(directory / "m");
    };
    EXPECT_NE(train("1", {}), train("2", {}));
    EXPECT_EQ(train("1", {"--no-shuffle"}), train("2", {"--no-shuffle"}));
}

}  // namespace
}  // namespace glia::test
