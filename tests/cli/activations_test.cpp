// glia activations, from outside.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "predictions.hpp"

namespace glia::test {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// The names of the plugins that are built here.
std::vector<std::string> built_set() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(GLIA_TEST_PLUGINS)) {
        names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

const std::vector<std::string> standard_set = built_set();

TEST(Activations, ListsTheStandardSetUnderItsPlace) {
    const Result result = run({"activations"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.errors, "");
    const std::vector<std::string> lines = lines_of(result.output);
    ASSERT_EQ(lines.size(), 2 + standard_set.size()) << result.output;
    EXPECT_EQ(lines[0], standard_place() + ":");
    for (std::size_t i = 0; i < standard_set.size(); ++i) {
        EXPECT_EQ(lines[2 + i].find(standard_set[i] + " "), 0u) << lines[2 + i];
    }
}

TEST(Activations, JsonDescribesEachOfThem) {
    const nlohmann::json all = nlohmann::json::parse(run({"activations", "--json"}).output);
    ASSERT_EQ(all.size(), standard_set.size());
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].at("name"), standard_set[i]);
    const nlohmann::json one = nlohmann::json::parse(run({"activations", "relu", "--json"}).output);
    EXPECT_EQ(one.at("path"), standard_file("relu"));
}

TEST(Activations, DescribesOneInWords) {
    const Result result = run({"activations", "leaky_relu"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_TRUE(contains(result.output, "parameters   alpha=0.01, from ")) << result.output;
    EXPECT_TRUE(contains(result.output, " " + standard_file("leaky_relu") + "\n")) << result.output;
}

TEST(Activations, TellsWhichParametersAreTrained) {
    const std::string prelu = run({"activations", "prelu"}).output;
    EXPECT_TRUE(contains(prelu, "parameters   alpha=0.25, from -1 to 1; trained, one a unit\n")) << prelu;
    const std::string swish = run({"activations", "trainable_swish"}).output;
    EXPECT_TRUE(contains(swish, "parameters   beta=1, from -100 to 100; trained, one a layer\n")) << swish;
}

TEST(Activations, AnUnknownNameIsToldWithTheNearest) {
    const Result result = run({"activations", "rellu"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.output, "");
    EXPECT_EQ(lines_of(result.errors).size(), 1u) << result.errors;
    EXPECT_TRUE(contains(result.errors, "did you mean 'relu'?")) << result.errors;
}

TEST(Activations, ADirectoryOfOnesOwnIsListedSeparately) {
    namespace fs = std::filesystem;
    const TemporaryDirectory directory;
    fs::copy_file(plugin_file("relu"), directory / "relu.so");
    ::setenv("GLIA_PLUGIN_PATH", (directory / "").c_str(), 1);
    const Result result = run({"activations"});
    ::unsetenv("GLIA_PLUGIN_PATH");
    EXPECT_TRUE(contains(result.output, fs::canonical(directory / "").string() + ":\nactivation")) << result.output;
    EXPECT_EQ(lines_of(result.output).size(), 2 + 1 + 2 + standard_set.size()) << result.output;
}

}  // namespace
}  // namespace glia::test
