// glia plugin check of all activations that glia has, with every instruction set that the processor has.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

#include "plugin_check.hpp"

namespace glia::test {
namespace {

using nlohmann::json;

// As the compiler's library tells it of the processor, which glia finds out on its own.
std::vector<std::string> instruction_sets_of_the_processor() {
    std::vector<std::string> names = {"baseline"};
#if defined(__x86_64__)
    const auto all = [](auto... has) { return (... && (has != 0)); };
    if (all(__builtin_cpu_supports("avx2"), __builtin_cpu_supports("fma"))) names.push_back("avx2");
    if (names.size() == 2 &&
        all(__builtin_cpu_supports("avx512f"), __builtin_cpu_supports("avx512cd"), __builtin_cpu_supports("avx512bw"),
            __builtin_cpu_supports("avx512dq"), __builtin_cpu_supports("avx512vl"))) {
        names.push_back("avx512");
    }
#endif
    return names;
}

const std::vector<std::string> all_isas = {"baseline", "avx2", "avx512"};  // each with those before it

std::string listed(std::span<const std::string> names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

// Says what the processor keeps from being tested. GLIA_REQUIRE_ISA names an instruction set that it may not lack.
void expect_the_required_one(const std::vector<std::string>& isas) {
    const std::string left_out = listed(std::span(all_isas).subspan(isas.size()));
    std::cout << "instruction sets: " << listed(isas)
              << (left_out.empty() ? "" : "; left out, since the processor has none: " + left_out) << '\n';
    const char* const required = std::getenv("GLIA_REQUIRE_ISA");
    if (required == nullptr) return;
    ASSERT_TRUE(std::ranges::count(all_isas, required) == 1)
        << "GLIA_REQUIRE_ISA is '" << required << "'; there are " << listed(all_isas);
    EXPECT_TRUE(std::ranges::count(isas, required) == 1) << "GLIA_REQUIRE_ISA=" << required << ": it is left out";
}

// Every name that the registry lists.
std::set<std::string> catalogue() {
    const Result result = run({"plugin", "list", "--json"});
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    std::set<std::string> names;
    for (const json& each : json::parse(result.output)) names.insert(each.at("name").get<std::string>());
    return names;
}

TEST(PluginCheckOfTheCatalogue, PassesWithEveryInstructionSetOfTheProcessor) {
    const std::set<std::string> names = catalogue();
    ASSERT_GE(names.size(), 36U);
    Arguments words = {"--json"};
    for (const std::string& name : names) words.push_back(plugin_file(name));
    const Result result = run_check(words);
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_EQ(result.errors, "");

    const std::vector<std::string> isas = instruction_sets_of_the_processor();
    expect_the_required_one(isas);
    std::set<std::string> tested;
    const json report = json::parse(result.output);
    for (const json& file : report.at("files")) {
        const std::string path = file.at("path");
        EXPECT_EQ(file.at("isa"), json(isas)) << path;
        EXPECT_EQ(file.at("isa_left_out").size(), all_isas.size() - isas.size()) << path;
        for (const json& left_out : file.at("isa_left_out")) EXPECT_EQ(left_out.at("reason"), "the processor has none");
        std::map<std::string, std::set<std::string>> by_isa;  // tests of kernels that ran and passed
        for (const json& test : file.at("tests")) {
            EXPECT_NE(test.at("result"), "failed") << path << ": " << test;
            if (test.at("result") != "ok" || test.at("activation").is_null()) continue;
            tested.insert(test.at("activation").get<std::string>());
            by_isa[test.at("isa")].insert(test.at("test").get<std::string>());
        }
        for (const std::string& isa : isas) {
            for (const char* const test : {"ordinary numbers", "special values", "ends of arrays", "gradient"}) {
                EXPECT_TRUE(by_isa[isa].contains(test)) << path << ", " << isa << ": " << test;
            }
            // The baseline has nothing but itself to be compared with.
            EXPECT_EQ(by_isa[isa].contains("instruction sets"), isa != "baseline") << path << ", " << isa;
        }
    }
    EXPECT_EQ(tested, names);
}

TEST(PluginCheck, TellsWhichInstructionSetsWereLeftOutAndWhy) {
    const std::size_t count = instruction_sets_of_the_processor().size();
    ::setenv("GLIA_CPU", "baseline", 1);
    const Result text = run_check({plugin_file("relu"), "--test", "INPLACE"});
    const Result report = run_check({plugin_file("relu"), "--test", "INPLACE", "--json"});
    ::unsetenv("GLIA_CPU");
    const std::string none = "the processor has none";
    const std::string forbidden = "GLIA_CPU forbids it";
    const json expected = {{{"isa", "avx2"}, {"reason", count > 1 ? forbidden : none}},
                           {{"isa", "avx512"}, {"reason", count > 2 ? forbidden : none}}};
    const json file = json::parse(report.output).at("files").at(0);
    EXPECT_EQ(file.at("isa"), json({"baseline"}));
    EXPECT_EQ(file.at("isa_left_out"), expected);
    const std::string line = ", for baseline; left out: avx2 (" + expected[0].at("reason").get<std::string>() +
                             "), avx512 (" + expected[1].at("reason").get<std::string>() + "):\n";
    EXPECT_TRUE(contains(text.output, line)) << text.output;
}

}  // namespace
}  // namespace glia::test
