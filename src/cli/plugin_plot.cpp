// glia plugin plot: an activation and its derivative, in the terminal or as an image.
#include <charconv>
#include <cmath>
#include <memory>

#include "activation_curve.hpp"
#include "failure.hpp"
#include "number.hpp"
#include "options.hpp"
#include "output.hpp"
#include "plugin_command.hpp"
#include "svg_plot.hpp"
#include "terminal.hpp"
#include "text_plot.hpp"

namespace glia::cli {
namespace {

struct PlotOptions {
    std::string spec;
    std::string svg;  // "": in the terminal
    double from = -5;
    double to = 5;
};

constexpr double farthest = 1e6;

// The value is a number that a plot can begin or end at.
CLI::Validator end_of_plot() {
    const auto judge = [](const std::string& text) {
        double value = 0;
        const char* const last = text.data() + text.size();
        const auto [end, error] = std::from_chars(text.data(), last, value);
        const bool right = error == std::errc{} && end == last && std::abs(value) <= farthest;
        return right ? std::string() : "'" + text + "' is not a number from -1e6 to 1e6";
    };
    return {judge, "", "end of a plot"};
}

void plot(const PlotOptions& options) {
    if (options.from >= options.to) {
        throw Failure("--from is " + shortest(options.from) + " and --to is " + shortest(options.to) +
                      "; the first must be less");
    }
    const ActivationFunction f(options.spec);
    const ActivationPlot drawn = plot_of(f, options.from, options.to);
    if (options.svg.empty()) {
        print(text_plot(f, drawn, terminal_width()));
        return;
    }
    OutputFile file(options.svg);
    file.write(svg_plot(drawn));
    file.commit();
}

}  // namespace

Command add_plugin_plot(CLI::App& plugin) {
    CLI::App& command = *plugin.add_subcommand("plot", "Draw an activation and its derivative");
    const auto options = std::make_shared<PlotOptions>();
    command.add_option("NAME", options->spec, "an activation, or its SPEC")->required()->option_text(" ");
    command.add_option("--svg", options->svg, "write an SVG image [draw in the terminal]")
        ->option_text("FILE")
        ->check(file_name());
    command.add_option("--from", options->from, "the least x [-5]")->option_text("X")->check(end_of_plot());
    command.add_option("--to", options->to, "the greatest x [5]")->option_text("X")->check(end_of_plot());
    command.footer(
        "Of a function of rows, such as softmax, it draws the first of two, the other\nlogit being 0.\n\n"
        "Examples:\n"
        "  glia plugin plot mish\n"
        "  glia plugin plot \"elu(alpha=2)\" --from -8 --to 2 --svg elu.svg");
    return {&command, [options] { plot(*options); }};
}

}  // namespace glia::cli
