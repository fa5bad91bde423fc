// glia check, from outside.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <nlohmann/json.hpp>

#include "command.hpp"

namespace glia::test {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(Check, ComparesEveryDerivativeOfAModel) {
    const TemporaryDirectory directory;
    ASSERT_EQ(
        run({"train", data("iris.csv"), "--network", "5:tanh", "--epochs", "1", "-q", "-o", directory / "m"}).exit_code,
        0);
    const Result result = run({"check", directory / "m", data("iris.csv"), "--limit", "0", "--rows", "3"});
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_EQ(result.errors, "");
    // 4 x 5 + 5 + 5 x 3 + 3 parameters, and an input of 3 x 4.
    EXPECT_TRUE(contains(result.output, "derivatives  55 of 3 rows\nwrong        0\n")) << result.output;
    const auto json =
        nlohmann::json::parse(run({"check", directory / "m", data("iris.csv"), "--limit", "2", "--json"}).output);
    EXPECT_EQ(json.at("checked"), 10);
    EXPECT_EQ(json.at("passed"), true);
}

TEST(Check, TakesValuesCategoriesAndMissingEntries) {
    const TemporaryDirectory directory;
    std::string rows = "size,colour,y\n";
    for (int i = 0; i < 30; ++i) {
        rows +=
            (i % 7 == 0 ? "" : std::to_string(i % 5)) + (i % 2 == 0 ? ",red," : ",blue,") + std::to_string(i) + ".5\n";
    }
    const std::string file = write_file(directory / "t.csv", rows);
    ASSERT_EQ(run({"train", file, "--missing", "mean", "--scale-targets", "standardize", "--network", "4:tanh", "-q",
                   "--epochs", "2", "-o", directory / "m"})
                  .exit_code,
              0);
    const Result result = run({"check", directory / "m", file});
    EXPECT_EQ(result.exit_code, 0) << result.errors << result.output;
}

TEST(Check, ExitsWithOneWhereADerivativeIsWrong) {
    const TemporaryDirectory directory;
    ::setenv("GLIA_PLUGIN_PATH", GLIA_TEST_WRONG_GRADIENT_DIR, 1);
    const Result trained = run(
        {"train", data("iris.csv"), "--network", "4:wrong_gradient_f64", "--epochs", "1", "-q", "-o", directory / "m"});
    const Result result = run({"check", directory / "m", data("iris.csv")});
    ::unsetenv("GLIA_PLUGIN_PATH");
    ASSERT_EQ(trained.exit_code, 0) << trained.errors;
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_TRUE(contains(result.output, "\nworst ")) << result.output;
    EXPECT_TRUE(contains(result.errors, " derivatives of ")) << result.errors;
    EXPECT_TRUE(contains(result.errors, " are wrong\n")) << result.errors;
}

TEST(Check, OfAnActivationAloneIsDoneByActivations) {
    ::setenv("GLIA_PLUGIN_PATH", GLIA_TEST_WRONG_GRADIENT_DIR, 1);
    const Result wrong = run({"activations", "wrong_gradient", "--check"});
    ::unsetenv("GLIA_PLUGIN_PATH");
    EXPECT_EQ(wrong.exit_code, 1);
    EXPECT_TRUE(contains(wrong.output, "\nworst        wrong_gradient at ")) << wrong.output;
    EXPECT_TRUE(contains(wrong.errors, " are wrong\n")) << wrong.errors;
    const Result right = run({"activations", "leaky_relu(alpha=0.3)", "--check"});
    EXPECT_EQ(right.exit_code, 0) << right.errors;
    EXPECT_TRUE(contains(right.output, "\nwrong        0\n")) << right.output;
    EXPECT_EQ(run({"activations", "--check"}).exit_code, 2);
}

TEST(Check, RefusesDataThatIsNotTheModels) {
    const TemporaryDirectory directory;
    ASSERT_EQ(run({"train", data("iris.csv"), "--epochs", "1", "-q", "-o", directory / "m"}).exit_code, 0);
    const std::string other = write_file(directory / "o.csv", "a,species\n1,setosa\n");
    const Result result = run({"check", directory / "m", other});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.errors, "glia: '" + other + "' has 1 feature; the model takes 4\n");
}

}  // namespace
}  // namespace glia::test
