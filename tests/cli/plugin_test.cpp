// glia plugin list, path, describe and plot, from outside.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "predictions.hpp"

namespace glia::test {
namespace {

namespace fs = std::filesystem;

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// Runs it, expects it to succeed without a word of complaint, and returns what it prints.
std::string output_of(const Arguments& arguments) {
    const Result result = run(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_EQ(result.errors, "");
    return result.output;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

TEST(Plugin, ListAndDescribeAreWhatActivationsTells) {
    EXPECT_EQ(output_of({"plugin", "list"}), output_of({"activations"}));
    EXPECT_EQ(output_of({"plugin", "list", "--json"}), output_of({"activations", "--json"}));
    EXPECT_EQ(output_of({"plugin", "describe", "elu"}), output_of({"activations", "elu"}));
}

TEST(Plugin, TheSetHasAtLeastThirtySixNames) {
    EXPECT_GE(nlohmann::json::parse(output_of({"plugin", "list", "--json"})).size(), 36u);
}

TEST(Plugin, DescribesASpec) {
    const std::string text = output_of({"plugin", "describe", "leaky_relu(alpha=0.3)"});
    EXPECT_TRUE(contains(text, "activation   leaky_relu\n")) << text;
    EXPECT_TRUE(contains(text, "spec         leaky_relu(alpha=0.3)\n")) << text;
    EXPECT_TRUE(contains(text, "derivative   from y\n")) << text;
    const Result wrong = run({"plugin", "describe", "leaky_relu(alpha=3)"});
    EXPECT_EQ(wrong.exit_code, 1);
    EXPECT_EQ(wrong.errors, "glia: activation 'leaky_relu': alpha is 3; it must be in [0, 1]\n");
}

TEST(Plugin, DescribeMeasuresErrorsWithinTheBound) {
    for (const char* name : {"sine", "log_softmax"}) {
        const nlohmann::json json =
            nlohmann::json::parse(output_of({"plugin", "describe", name, "--measure", "--json"}));
        const nlohmann::json& measured = json.at("measured");
        EXPECT_GT(measured.at("error_ulp").get<double>(), 0.4) << name;  // no function of these is ever exact
        EXPECT_LE(measured.at("error_ulp"), json.at("max_error_ulp")) << name;
        EXPECT_GT(measured.at("forward_per_ns"), 0.0) << name;
        EXPECT_GT(measured.at("backward_per_ns"), 0.0) << name;
    }
}

TEST(Plugin, PathTellsDirectoriesInOrderAndTheFileOfAName) {
    const TemporaryDirectory directory;
    fs::copy_file(plugin_file("relu"), directory / "relu.so");
    const std::string mine = fs::canonical(directory / "").string();
    ::setenv("GLIA_PLUGIN_PATH", mine.c_str(), 1);
    const std::vector<std::string> directories = lines_of(output_of({"plugin", "path"}));
    const std::string file = output_of({"plugin", "path", "relu"});
    const std::string other = output_of({"plugin", "path", "elu(alpha=2)"});
    ::unsetenv("GLIA_PLUGIN_PATH");
    ASSERT_GE(directories.size(), 2u);
    EXPECT_EQ(directories[0], mine);
    EXPECT_EQ(directories[1], standard_place());
    EXPECT_EQ(file, mine + "/relu.so\n");
    EXPECT_EQ(other, standard_file("elu") + "\n");
}

TEST(Plugin, AForeignNameIsToldWithGliasOwn) {
    const Result result = run({"plugin", "describe", "logistic"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_TRUE(contains(result.errors, "unknown activation 'logistic'; did you mean 'sigmoid'?")) << result.errors;
}

TEST(Plugin, PlotDrawsTheFunctionAndItsDerivative) {
    const std::vector<std::string> lines = lines_of(output_of({"plugin", "plot", "relu"}));
    ASSERT_EQ(lines.size(), 23u);
    EXPECT_EQ(lines[0], "       * relu   . derivative");
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    EXPECT_EQ(count(all, "*"), 72u) << all;  // one in each column, and one in the legend
    EXPECT_EQ(lines[2].back(), '*') << all;  // 5 at the greatest x, at the top
    EXPECT_GT(count(all, "."), 25u) << all;
    EXPECT_TRUE(lines.back().starts_with("       -5")) << lines.back();
    EXPECT_TRUE(lines.back().ends_with(" 5")) << lines.back();
}

TEST(Plugin, PlotFitsTheTerminal) {
    for (const std::string& line : lines_of(run_on_terminal({"plugin", "plot", "tanh"}, 50).output)) {
        EXPECT_LE(line.size(), 51u) << line;  // with the terminal's carriage return
    }
}

// The numbers of a path, from "d=" of the path in that colour.
std::string path_in(const std::string& svg, const std::string& colour) {
    const std::size_t end = svg.find("fill=\"none\" stroke-width=\"2\" stroke=\"" + colour);
    const std::size_t begin = svg.rfind("d=\"", end) + 3;
    return end == std::string::npos ? "" : svg.substr(begin, svg.find('"', begin) - begin);
}

TEST(Plugin, PlotWritesAnImage) {
    const TemporaryDirectory directory;
    EXPECT_EQ(output_of({"plugin", "plot", "hard_tanh(low=-2)", "--svg", directory / "plot.svg"}), "");
    const std::string svg = read_file(directory / "plot.svg");
    EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"")) << svg;
    EXPECT_TRUE(svg.ends_with("</svg>\n"));
    EXPECT_TRUE(contains(svg, ">hard_tanh(low=-2)</text>"));
    // Three lines need four points; the derivative is broken where it jumps, and has no slanted line.
    const std::string value = path_in(svg, "#2f7fd0");
    EXPECT_EQ(count(value, "M"), 1u) << value;
    EXPECT_LE(count(value, "L"), 5u) << value;
    const std::string slope = path_in(svg, "#d9702a");
    EXPECT_EQ(count(slope, "M"), 3u) << slope;
}

TEST(Plugin, PlotOfAFunctionWithoutALimitStaysInTheWindow) {
    const TemporaryDirectory directory;
    EXPECT_EQ(output_of({"plugin", "plot", "exponential", "--from", "-1e6", "--to", "1e6", "--svg", directory / "e"}),
              "");
    EXPECT_FALSE(contains(read_file(directory / "e"), "inf"));
    EXPECT_FALSE(contains(read_file(directory / "e"), "nan"));
    const Result wrong = run({"plugin", "plot", "relu", "--from", "3", "--to", "-3"});
    EXPECT_EQ(wrong.exit_code, 1);
    EXPECT_EQ(wrong.errors, "glia: --from is 3 and --to is -3; the first must be less\n");
}

// The page without what was measured, which is at its end.
std::string without_measurements(const std::string& page) {
    return page.substr(0, page.find("\n## Measured\n"));
}

TEST(Catalogue, IsWhatTheCommandWritesToday) {
    const fs::path committed = fs::path(GLIA_TEST_ROOT) / "plugins";
    const TemporaryDirectory directory;
    EXPECT_EQ(output_of({"plugin", "list", "--markdown", directory / ""}), "");
    constexpr const char* hint = "glia plugin list --markdown plugins --measure";
    EXPECT_EQ(without_measurements(read_file((committed / "CATALOGUE.md").string())),
              read_file(directory / "CATALOGUE.md"))
        << hint;
    std::vector<std::string> expected;
    for (const auto& entry : fs::directory_iterator(committed / "catalogue"))
        expected.push_back(entry.path().filename());
    std::vector<std::string> written;
    for (const auto& entry : fs::directory_iterator(directory / "catalogue"))
        written.push_back(entry.path().filename());
    std::sort(expected.begin(), expected.end());
    std::sort(written.begin(), written.end());
    EXPECT_EQ(expected, written) << hint;
    for (const std::string& name : written) {
        EXPECT_EQ(read_file((committed / "catalogue" / name).string()), read_file(directory / ("catalogue/" + name)))
            << name << ": " << hint;
    }
}

TEST(Catalogue, HasARowOfMeasurementsForEachActivation) {
    const std::string page = read_file(GLIA_TEST_ROOT "/plugins/CATALOGUE.md");
    const std::string measured = page.substr(without_measurements(page).size());
    for (const auto& entry : fs::directory_iterator(GLIA_TEST_PLUGINS)) {
        EXPECT_TRUE(contains(measured, "\n| " + entry.path().stem().string() + " | ")) << entry.path();
    }
}

TEST(Catalogue, NeedsADirectory) {
    const Result result = run({"plugin", "list", "--markdown", "/nowhere/at/all"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.errors, "glia: '/nowhere/at/all' is not a directory\n");
}

}  // namespace
}  // namespace glia::test
