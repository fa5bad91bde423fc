// glia fold, from outside.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <sstream>

#include "command.hpp"

namespace glia::test {
namespace {

// The numbers of the second line of predictions.
std::vector<double> first_row(const std::string& csv) {
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);
    std::getline(lines, line);
    std::istringstream fields(line.substr(line.find(',') + 1));
    std::vector<double> numbers;
    for (std::string field; std::getline(fields, field, ',');) numbers.push_back(std::stod(field));
    return numbers;
}

TEST(Fold, MakesAModelThatPredictsTheSameInFewerLayers) {
    const TemporaryDirectory directory;
    ASSERT_EQ(run({"train", data("iris.csv"), "--network", "8:identity batch_norm :relu dropout(rate=0.1)", "--epochs",
                   "5", "-q", "-o", directory / "m"})
                  .exit_code,
              0);
    const Result result = run({"fold", directory / "m", "-o", directory / "folded"});
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_EQ(result.output, "5 layers became 2 layers\n");
    const auto expected = first_row(run({"predict", directory / "m", data("iris.csv")}).output);
    const auto actual = first_row(run({"predict", directory / "folded", data("iris.csv")}).output);
    ASSERT_EQ(actual.size(), 3U);
    for (std::size_t i = 0; i < actual.size(); ++i) EXPECT_NEAR(actual[i], expected[i], 1e-5);
    const Result inspected = run({"inspect", directory / "folded"});
    EXPECT_NE(inspected.output.find("classes: 3 (setosa, versicolor, virginica)"), std::string::npos);
}

TEST(Fold, LeavesTheModelItReadsAlone) {
    const TemporaryDirectory directory;
    ASSERT_EQ(run({"train", data("iris.csv"), "--epochs", "1", "-q", "-o", directory / "m"}).exit_code, 0);
    const std::string before = read_file(directory / "m");
    const Result result = run({"fold", directory / "m", "-o", directory / "m"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(read_file(directory / "m"), before);
    EXPECT_EQ(run({"fold", directory / "m"}).exit_code, 2);  // where to?
    EXPECT_EQ(run({"fold", data("iris.csv"), "-o", directory / "n"}).exit_code, 1);
    EXPECT_EQ(directory.files(), std::vector<std::string>{"m"});
}

}  // namespace
}  // namespace glia::test
