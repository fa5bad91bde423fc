#include "catalogue.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "activation_curve.hpp"
#include "activations.hpp"
#include "failure.hpp"
#include "measurement.hpp"
#include "number.hpp"
#include "output.hpp"
#include "svg_plot.hpp"

namespace glia::cli {
namespace {

void write_file(const std::filesystem::path& path, const std::string& content) {
    OutputFile file(path.string());
    file.write(content);
    file.commit();
}

// So that relu6 shows both its bends.
constexpr double farthest_plotted = 7;

// A bar would end the cell of a table.
std::string cell(const std::string& text) {
    std::string result;
    for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
    return result;
}

std::string code(const std::string& text) {
    return text.empty() ? "" : "`" + text + "`";
}

std::string rounded(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return std::isinf(value) ? (value < 0 ? "-inf" : "inf") : shortest(std::strtod(text, nullptr));
}

// The least and the greatest value at numbers between -64 and 64, and at the infinities.
std::string range_of(const ActivationFunction& f) {
    constexpr int steps = 4096;
    constexpr double farthest = 64;
    std::vector<double> x = {-INFINITY, INFINITY};
    for (int i = -steps; i <= steps; ++i) x.push_back(farthest * i / steps);
    double low = INFINITY;
    double high = -INFINITY;
    for (const double y : f.values(x)) {
        if (std::isnan(y)) continue;
        low = std::min(low, y);
        high = std::max(high, y);
    }
    // A limit that is only neared between two of the numbers.
    constexpr double negligible = 1e-5;
    if (std::abs(low) < negligible) low = 0;
    return rounded(low) + " to " + rounded(high);
}

// "`alpha` = 0.01 (0 to 1)"; "`alpha` = 0.25 (-1 to 1; trained, one a unit)"
std::string parameters_of(const Json& parameters) {
    std::string list;
    for (const Json& each : parameters) {
        const std::string trained = trained_values(each);
        list += (list.empty() ? "`" : ", `") + each.at("name").get<std::string>() +
                "` = " + rounded(each.at("default").get<double>()) + " (" + rounded(each.at("minimum").get<double>()) +
                " to " + rounded(each.at("maximum").get<double>()) + (trained.empty() ? "" : "; trained, " + trained) +
                ")";
    }
    return list;
}

std::string bound_of(const Json& json) {
    const double bound = json.at("max_error_ulp").get<double>();
    return bound > 0 ? shortest(bound) : "";
}

std::string overview_row(const Json& json, const ActivationFunction& f) {
    const auto name = json.at("name").get<std::string>();
    return "| [" + name + "](#" + name + ") | " + cell(code(string_or(json.at("summary"), ""))) + " | " +
           parameters_of(json.at("parameters")) + " | " + range_of(f) + " | " + derivative_source(json.at("flags")) +
           " | " + bound_of(json) + " |\n";
}

std::string section(const Json& json) {
    const auto name = json.at("name").get<std::string>();
    std::string text = "\n### " + name + "\n\n" + code(string_or(json.at("summary"), "")) + "\n\n";
    const std::string reference = string_or(json.at("reference"), "");
    if (!reference.empty()) text += reference + ".\n\n";
    return text + "![" + name + " and its derivative](catalogue/" + name + ".svg)\n";
}

std::string measured_row(const std::string& name, const Measurement& seen) {
    const std::string error = std::isnan(seen.error_ulp) ? "" : fixed(seen.error_ulp, 2);
    return "| " + name + " | " + error + " | " + fixed(seen.forward_per_ns, 2) + " | " +
           fixed(seen.backward_per_ns, 2) + " |\n";
}

constexpr const char* introduction =
    "# The catalogue of activations\n\n"
    "Written by `glia plugin list --markdown plugins --measure` from what the plugins say of themselves and what "
    "their\n"
    "kernels compute; a test compares all but the measurements with what the command writes today. How names of other\n"
    "libraries relate to these, and what all of them keep to, is in [README.md](README.md).\n\n"
    "The range is that of the values where parameters have their defaults, to four digits. The derivative is computed\n"
    "from the input x or from the output y; from y, glia keeps one array less. The bound is that of the error of the\n"
    "float32 values, in units in the last place. Plots show the function and, dashed, its derivative; of functions of\n"
    "rows, the first of two values where the other logit is 0.\n\n"
    "| name | formula | parameters | range | derivative from | bound |\n"
    "|---|---|---|---|---|---|\n";

std::string measurements(const std::vector<std::string>& names) {
    std::string text = "\n## Measured\n\nWith the kernels for " + measured_on() +
                       ", by one thread.\n\n"
                       "`seen` is the greatest error of float32 values, in units in the last place of those in double\n"
                       "precision, at half a million numbers of all sizes or in 5,000 rows of 16; `forward` and\n"
                       "`backward` are elements in a nanosecond, in arrays of 65,536. `glia plugin describe NAME\n"
                       "--measure` measures one activation; GLIA_CPU selects other kernels.\n\n"
                       "| name | seen | forward | backward |\n|---|---|---|---|\n";
    const std::vector<Measurement> seen = measure_beside_each_other(names);
    for (std::size_t i = 0; i < names.size(); ++i) text += measured_row(names[i], seen[i]);
    return text;
}

}  // namespace

void write_catalogue(const std::string& directory, bool measured) {
    namespace fs = std::filesystem;
    if (!fs::is_directory(directory)) throw Failure("'" + directory + "' is not a directory");
    const std::vector<std::string> names = all_activations();
    const fs::path plots = fs::path(directory) / "catalogue";
    std::error_code failed;
    fs::create_directory(plots, failed);
    if (failed) throw Failure("cannot make '" + plots.string() + "': " + failed.message());

    std::string page = introduction;
    std::string sections = "\n## Plots\n";
    for (const std::string& name : names) {
        const Json json = activation_json(name);
        const ActivationFunction f(name);
        page += overview_row(json, f);
        sections += section(json);
        write_file(plots / (name + ".svg"), svg_plot(plot_of(f, -farthest_plotted, farthest_plotted)));
    }
    page += sections;
    if (measured) page += measurements(names);
    write_file(fs::path(directory) / "CATALOGUE.md", page);
}

}  // namespace glia::cli
