// glia plugin check, from outside: the standard set passes, and each plugin with something wrong is told what.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "plugin_check.hpp"

namespace glia::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct BadPlugin {
    std::string name;
    std::set<std::string> failing;  // all tests that it fails
    std::string test;               // the one of these that says
    std::string text;
    std::set<std::string> by_chance = {};  // tests that it may fail as well, as threads happen to run
};

void PrintTo(const BadPlugin& plugin, std::ostream* out) {
    *out << plugin.name;
}

class PluginCheckOfBadPlugins : public testing::TestWithParam<BadPlugin> {};

TEST_P(PluginCheckOfBadPlugins, SaysWhatIsWrong) {
    const BadPlugin& plugin = GetParam();
    const Result result = run_check({bad_plugin(plugin.name), "--time-limit", "2", "--json"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_TRUE(contains(result.errors, " failed; --reproduce 1 draws the same numbers again\n")) << result.errors;
    const json file = json::parse(result.output).at("files").at(0);
    EXPECT_EQ(file.at("passed"), false);
    if (plugin.name.ends_with("differs_by_isa") && file.at("isa").size() == 1)
        GTEST_SKIP() << "the baseline is alone here";
    std::set<std::string> failing;
    std::string texts;
    for (const json& test : file.at("tests")) {
        if (test.at("result") != "failed") continue;
        if (plugin.by_chance.contains(test.at("test"))) continue;
        failing.insert(test.at("test").get<std::string>());
        if (test.at("test") == plugin.test) texts += test.at("text").get<std::string>() + "\n";
    }
    EXPECT_EQ(failing, plugin.failing);
    EXPECT_TRUE(contains(texts, plugin.text)) << texts;
}

const std::string at_null = "backward (float32, 3 x 1) reads at NULL (SIGSEGV); ";
const std::set<std::string> first_tests = {"ordinary numbers", "special values"};
const std::set<std::string> of_alignment = {"any alignment", "ends of arrays", "inputs unchanged", "rows apart",
                                            "ELEMENTWISE"};

const BadPlugin bad_plugins[] = {
    {"abi_newer", {"file"}, "file", "made for plugin interface 2; this glia knows 1"},
    {"throwing_init", {"file"}, "file", "init threw an exception"},
    {"name_mismatch", {"file"}, "file", "no activation is named 'name_mismatch', as the file is"},
    {"flush_to_zero",
     {"loading", "floating-point mode"},
     "loading",
     "loading the file changes the direction of rounding"},
    {"aborts", first_tests, "ordinary numbers", "ends the process with SIGABRT; it says: this cannot happen"},
    {"exits", first_tests, "ordinary numbers", "forward (float32, 3 x 40) ends the process with exit code 3"},
    {"throws", first_tests, "ordinary numbers", "forward (float32, 3 x 40) ends with an exception"},
    {"hangs", {"special values"}, "special values", "forward (float32, 18 x 19) does not return within 2 s"},
    {"swallows_nan", {"special values"}, "special values", "y[0] is 0, where x is nan; NaN must stay NaN"},
    {"nan_of_finite", {"special values"}, "special values", "is nan, though all x are finite"},
    {"crashes_when_empty", {"no elements"}, "no elements", "reads past the end of x (SIGSEGV); there are no elements"},
    {"needs_alignment", of_alignment, "any alignment", "needs memory aligned to more than its element"},
    {"reads_past_end", {"ends of arrays", "inputs unchanged"}, "ends of arrays", "reads past the end of x (SIGSEGV)"},
    {"writes_before_start",
     {"starts of arrays"},
     "starts of arrays",
     "backward (float32, 1 x 33) writes before the start of dx"},
    {"modifies_input", {"inputs unchanged"}, "inputs unchanged", "writes to x, which is an input"},
    {"accumulates",
     {"outputs overwritten", "interrupted calls", "calls at once"},
     "outputs overwritten",
     "dx[0] is nan where the array was full of nan"},
    {"leaks_between_rows", {"special values", "rows apart"}, "rows apart", "y[0] is 0 one row at a time"},
    {"not_elementwise", {"rows apart", "ELEMENTWISE"}, "ELEMENTWISE", "in parts of up to 1, and "},
    {"not_in_place", {"INPLACE"}, "INPLACE", "y[0] is -0 in place, and "},
    {"reads_x", {"GRAD_IGNORES_X", "ordinary numbers", "special values"}, "GRAD_IGNORES_X", at_null + "x is NULL"},
    {"reads_y", {"GRAD_IGNORES_Y", "ordinary numbers", "special values"}, "GRAD_IGNORES_Y", at_null + "y is NULL"},
    {"not_identity", {"IDENTITY"}, "IDENTITY", "is 0 though IDENTITY is promised, and -0 otherwise"},
    {"not_logistic", {"LOGISTIC"}, "LOGISTIC", " of the logistic function"},
    {"not_softmax", {"SOFTMAX"}, "SOFTMAX", " of the softmax"},
    {"wrong_gradient",
     {"gradient"},
     "gradient",
     "240 of 240 derivatives are wrong; the worst is that of wrong_gradient"},
    {"wrong_gradient_f64", {"gradient", "float64 twin"}, "gradient", "wrong_gradient_f64 in float64"},
    {"wrong_at_corner", {"gradient"}, "gradient", "the worst is that of wrong_at_corner(alpha=1) in float32"},
    {"bound_too_small", {"error bound"}, "error bound", " ulp apart; max_error_ulp is 1.5"},
    {"twin_differs", {"gradient", "float64 twin"}, "float64 twin", " in float64"},
    {"differs_by_isa", {"instruction sets"}, "instruction sets", " with the baseline"},
    {"static_scratch",
     {"interrupted calls"},
     "interrupted calls",
     "where another call runs in between",
     {"calls at once"}},
    {"allocates", {"no allocation"}, "no allocation", "calls malloc; a kernel must not allocate"},
    {"locks", {"no locks"}, "no locks", "calls pthread_mutex_lock; a kernel must not lock"},
    {"prints", {"no allocation", "no output"}, "no output", "prints 'backward of 3 rows '"},
    {"changes_rounding", {"floating-point mode"}, "floating-point mode", "changes the direction of rounding"},
    {"changes_table", {"table unchanged"}, "table unchanged", "the table is another one after kernels have run"},

    // The kernels for trained parameters.
    {"wrong_trained_gradient",
     {"gradient"},
     "gradient",
     "the worst is that of wrong_trained_gradient(scale=2) by its trained parameters in float32"},
    {"trained_mean", {"gradient", "sums over rows"}, "sums over rows", " as the sum of some rows at a time"},
    {"trained_differs_when_fixed", {"fixed parameters"}, "fixed parameters", " with fixed parameters"},
    {"trained_swallows_nan", {"special values"}, "special values", "y[0] is 0, where x is nan; NaN must stay NaN"},
    {"trained_nan_gradient", {"special values"}, "special values", "gradient[0] is nan, where x is 3.4028235e+38"},
    {"trained_reads_past_end",
     {"ends of arrays", "starts of arrays", "inputs unchanged"},
     "ends of arrays",
     "forward_trained (float32, 1 x 1, scale=1) reads past the end of trained (SIGSEGV)"},
    {"trained_modifies_input", {"inputs unchanged"}, "inputs unchanged", "writes to trained, which is an input"},
    {"trained_accumulates",
     {"no elements", "outputs overwritten", "sums over rows", "interrupted calls", "calls at once"},
     "outputs overwritten",
     "gradient[0] is nan where the array was full of nan"},
    {"trained_not_elementwise", {"rows apart", "ELEMENTWISE"}, "ELEMENTWISE", "in parts of up to 1, and "},
    {"trained_not_in_place", {"INPLACE"}, "INPLACE", "y[0] is -0 in place, and "},
    {"trained_differs_by_isa", {"fixed parameters", "instruction sets"}, "instruction sets", " with the baseline"},
    {"trained_static_scratch",
     {"interrupted calls"},
     "interrupted calls",
     "where another call runs in between",
     {"calls at once"}},
    {"trained_allocates", {"no allocation"}, "no allocation", "forward_trained (float32, 3 x 1, scale=1) calls malloc"},
};

INSTANTIATE_TEST_SUITE_P(Each, PluginCheckOfBadPlugins, testing::ValuesIn(bad_plugins),
                         [](const auto& each) { return each.param.name; });

// All others but the correct ones fail the first test.
TEST(PluginCheckOfFilesThatAreRefused, TellsEachItsOwnReason) {
    std::set<std::string> passing = {"good", "two", "trained", "future", "calls_back", "picky_init"};
    for (const BadPlugin& each : bad_plugins) {
        if (each.test != "file") passing.insert(each.name);
    }
    const std::set<std::string> like_another = {"borrowed_symbol", "tells_its_steps"};  // no_symbol, abi_newer
    std::map<std::string, std::string> told;                                            // of which file
    for (const auto& entry : fs::directory_iterator(GLIA_BAD_PLUGINS)) {
        const std::string name = entry.path().stem();
        // What some are linked with is there as well, as lib*.so.
        if (entry.path().extension() != ".so" || name.starts_with("lib") || passing.contains(name)) continue;
        SCOPED_TRACE(name);
        const Result result = run_check({entry.path(), "--json"});
        EXPECT_EQ(result.exit_code, 1);
        const json tests = json::parse(result.output).at("files").at(0).at("tests");
        std::string text;
        for (const json& test : tests) {
            EXPECT_EQ(test.at("test"), "file");
            EXPECT_EQ(test.at("result"), "failed");
            text = test.at("text");
        }
        EXPECT_FALSE(text.empty());
        // The name is in the text, and is no reason.
        for (std::size_t at; (at = text.find(name)) != std::string::npos;) text.erase(at, name.size());
        if (like_another.contains(name)) continue;
        const auto [same, is_new] = told.emplace(text, name);
        EXPECT_TRUE(is_new) << "of " << same->second << " is said as well: " << text;
    }
    EXPECT_GE(told.size(), 34u);
}

TEST(PluginCheck, PassesACorrectPluginWithATrainedParameter) {
    const Result result = run_check({bad_plugin("trained")});
    EXPECT_EQ(result.exit_code, 0) << result.output;
    EXPECT_TRUE(contains(result.output, "\n  ok       sums over rows\n")) << result.output;
}

TEST(PluginCheck, TestsAllActivationsOfAFile) {
    const Result result = run_check({bad_plugin("two"), "--json"});
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    const json file = json::parse(result.output).at("files").at(0);
    EXPECT_EQ(file.at("activations"), json({"two", "two_more"}));
    for (const char* const name : {"two", "two_more"}) {
        EXPECT_TRUE(std::ranges::any_of(file.at("tests"), [&](const json& test) {
            return test.at("activation") == name && test.at("test") == "gradient" && test.at("result") == "ok";
        })) << name;
    }
}

TEST(PluginCheck, TakesTheNameOfAnActivation) {
    ::setenv("GLIA_CPU", "baseline", 1);
    const Result result = run_check({"leaky_relu"});
    ::unsetenv("GLIA_CPU");
    if (activations_are_inside()) {  // there is no file of it
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_EQ(result.errors, "glia: activation 'leaky_relu' is inside '" + standard_place() +
                                     "'; only plugin files can be checked\n");
        return;
    }
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_TRUE(contains(result.output, standard_file("leaky_relu") + ", for baseline")) << result.output;
    EXPECT_TRUE(contains(result.output, "\n  ok       GRAD_IGNORES_X\n")) << result.output;
    EXPECT_TRUE(contains(result.output, "\n  skipped  IDENTITY             not promised\n")) << result.output;
}

TEST(PluginCheck, RunsOneTestAlone) {
    const Result result = run_check({plugin_file("relu"), "--test", "INPLACE", "--json"});
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    const json report = json::parse(result.output);
    for (const json& test : report.at("files").at(0).at("tests")) {
        const std::string name = test.at("test");
        EXPECT_TRUE(name == "file" || name == "loading" || name == "INPLACE") << name;
    }
}

TEST(PluginCheck, ToldOfNothingThatIsThereSaysSo) {
    const Result file = run_check({"./nowhere.so"});
    EXPECT_EQ(file.exit_code, 1);
    EXPECT_EQ(file.errors, "glia: './nowhere.so' does not exist\n");
    const Result name = run_check({"rellu"});
    EXPECT_EQ(name.exit_code, 1);
    EXPECT_TRUE(contains(name.errors, "did you mean 'relu'?")) << name.errors;
}

}  // namespace
}  // namespace glia::test
