// glia bench, from outside. How fast a model is decides no test; what the figures say of one another does.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "patterns.hpp"

namespace glia::test {
namespace {

std::string trained(const TemporaryDirectory& directory) {
    const std::string model = directory / "m";
    EXPECT_EQ(run({"train", data("iris.csv"), "--epochs", "1", "-q", "-o", model}).exit_code, 0);
    return model;
}

TEST(Bench, MeasuresEveryBatchWithEveryNumberOfThreads) {
    const TemporaryDirectory directory;
    const Result result =
        run({"bench", trained(directory), "--batch", "1,8", "--threads", "1,2", "--seconds", "0.02", "--json"});
    ASSERT_EQ(result.exit_code, 0) << result.errors;
    const auto measurements = nlohmann::json::parse(result.output).at("measurements");
    ASSERT_EQ(measurements.size(), 4U);
    for (const auto& each : measurements) {
        EXPECT_GT(each.at("calls"), 0);
        EXPECT_GE(each.at("min_seconds"), 0);
        EXPECT_LE(each.at("min_seconds"), each.at("p50_seconds"));
        EXPECT_LE(each.at("min_seconds"), each.at("mean_seconds"));
        EXPECT_LE(each.at("mean_seconds"), each.at("max_seconds"));
        EXPECT_LE(each.at("p50_seconds"), each.at("p99_seconds"));
        EXPECT_LE(each.at("p99_seconds"), each.at("p99.9_seconds"));
        EXPECT_LE(each.at("p99.9_seconds"), each.at("max_seconds"));
        // As many rows as calls of that batch in no less than the time that was set.
        const double most = each.at("calls").get<double>() * each.at("batch").get<double>() / 0.02;
        EXPECT_GT(each.at("rows_per_second"), 0);
        // Calls, one after another in each thread, took no longer than all together.
        const double calls_per_second = each.at("rows_per_second").get<double>() / each.at("batch").get<double>();
        EXPECT_LE(each.at("mean_seconds").get<double>() * calls_per_second, each.at("threads").get<double>() * 1.01);
        EXPECT_LE(each.at("rows_per_second"), most * 1.001);
    }
    EXPECT_EQ(measurements[1].at("batch"), 1);
    EXPECT_EQ(measurements[1].at("threads"), 2);
    EXPECT_EQ(measurements[2].at("batch"), 8);
}

TEST(Bench, ShowsATable) {
    const TemporaryDirectory directory;
    const Result result = run({"bench", "--seconds", "0", "--threads", "1", "--batch", "1", trained(directory)});
    ASSERT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_EQ(result.output.find("batch  threads"), 0U) << result.output;
    EXPECT_TRUE(has_match(result.output, "rows/s\n    1        1 +[0-9.]+ [mun]s ")) << result.output;
}

TEST(Bench, TakesAModelThatWantsCategories) {
    const TemporaryDirectory directory;
    std::string rows = "size,colour,y\n";
    for (int i = 0; i < 20; ++i)
        rows += std::to_string(i % 5) + (i % 2 == 0 ? ",red," : ",blue,") + std::to_string(i % 3) + "\n";
    const std::string file = write_file(directory / "t.csv", rows);
    ASSERT_EQ(run({"train", file, "--epochs", "1", "-q", "-o", directory / "m"}).exit_code, 0);
    const Result result = run({"bench", directory / "m", "--batch", "4", "--threads", "1", "--seconds", "0"});
    EXPECT_EQ(result.exit_code, 0) << result.errors;
}

TEST(Bench, RefusesNumbersOutOfTheirRanges) {
    const std::string seconds = "' is not a number from 0 to 3600 (see 'glia bench --help')\n";
    const std::string rows = "' is not a whole number from 1 to 10000000 (see 'glia bench --help')\n";
    const std::string threads = "' is not a whole number from 1 to 1024 (see 'glia bench --help')\n";
    for (const auto& [option, value, words] :
         std::vector<std::tuple<std::string, std::string, std::string>>{{"--batch", "0", rows},
                                                                        {"--batch", "10000001", rows},
                                                                        {"--batch", "99999999999999999999", rows},
                                                                        {"--threads", "0", threads},
                                                                        {"--threads", "1025", threads},
                                                                        {"--threads", "-1", threads},
                                                                        {"--seconds", "nan", seconds},
                                                                        {"--seconds", "inf", seconds},
                                                                        {"--seconds", "1e9", seconds},
                                                                        {"--seconds", "3600.5", seconds}}) {
        const Result result = run({"bench", data("iris.csv"), option + "=" + value});
        EXPECT_EQ(result.exit_code, 2);
        EXPECT_EQ(result.errors, "glia: " + option + ": '" + value + words);
        EXPECT_EQ(result.output, "");
    }
    EXPECT_EQ(run({"bench", data("iris.csv"), "--threads", "1,2000"}).exit_code, 2);
    EXPECT_EQ(run({"bench", data("iris.csv")}).exit_code, 1);  // no model
}

}  // namespace
}  // namespace glia::test
