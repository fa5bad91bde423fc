// glia plugin check --reproduce: a failure can be looked at again.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "patterns.hpp"
#include "plugin_check.hpp"

namespace glia::test {
namespace {

using nlohmann::json;

// What a test that draws numbers says of a plugin, and the seed that the failure tells.
struct Finding {
    std::string text;
    std::string seed;
};

Finding find_the_bound_too_small(const Arguments& more) {
    Arguments words = {"plugin", "check", bad_plugin("bound_too_small"), "--test", "error bound"};
    words.insert(words.end(), more.begin(), more.end());
    const Result result = run(words);
    EXPECT_EQ(result.exit_code, 1);
    const std::string line = "glia: 1 test failed; --reproduce ([0-9]+) draws the same numbers again\n";
    EXPECT_TRUE(matches(result.errors, line)) << result.errors;
    const std::size_t line_begin = std::min(result.output.find("  FAILED  error bound"), result.output.size());
    return {result.output.substr(line_begin),
            captures(result.errors, line).at(0)};  // before it are times, which differ
}

TEST(PluginCheckSeed, FindsTheSameAgainWithTheSeedThatAFailureTells) {
    const Finding first = find_the_bound_too_small({});
    EXPECT_TRUE(contains(first.text, " where x is ")) << first.text;
    for (int i = 0; i < 2; ++i) {
        const Finding again = find_the_bound_too_small({"--reproduce", first.seed});
        EXPECT_EQ(again.text, first.text);
        EXPECT_EQ(again.seed, first.seed);
    }
    // For programs as well; and a test alone draws what it draws among all.
    const Result all = run({"plugin", "check", bad_plugin("bound_too_small"), "--reproduce", first.seed, "--json"});
    const json report = json::parse(all.output);
    EXPECT_EQ(std::to_string(report.at("seed").get<std::uint64_t>()), first.seed);
    for (const json& test : report.at("files").at(0).at("tests")) {
        if (test.at("result") != "failed") continue;
        EXPECT_EQ(test.at("test"), "error bound");
        EXPECT_TRUE(contains(first.text, test.at("text").get<std::string>())) << test << first.text;
    }
}

TEST(PluginCheckSeed, DrawsOtherNumbersForOtherSeeds) {
    std::set<std::string> texts;
    for (const char* const seed : {"0", "1", "18446744073709551615"}) {
        const Finding finding = find_the_bound_too_small({"--reproduce", seed});
        EXPECT_EQ(finding.seed, seed);
        texts.insert(finding.text);
    }
    EXPECT_EQ(texts.size(), 3U);
}

TEST(PluginCheckSeed, RefusesWhatIsNoSeed) {
    for (const std::string seed : {"-1", "+1", "1.5", "1e3", "0x10", " 1", "seed", "18446744073709551616"}) {
        const Result result = run({"plugin", "check", "relu", "--reproduce=" + seed});
        EXPECT_EQ(result.exit_code, 2) << seed;
        EXPECT_EQ(result.output, "") << seed;
        EXPECT_TRUE(contains(result.errors, "--reproduce: '" + seed + "' is not a whole number from 0"))
            << result.errors;
    }
}

TEST(PluginCheckSeed, IsAnotherEachTime) {
    std::set<std::string> seeds;
    for (int i = 0; i < 3; ++i) {
        const Result result = run({"plugin", "check", bad_plugin("swallows_nan"), "--test", "special values"});
        seeds.insert(result.errors);
    }
    EXPECT_GT(seeds.size(), 1U);
}

}  // namespace
}  // namespace glia::test
