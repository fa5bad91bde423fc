// glia plugin describe: all that the registry knows of one activation.
#include <memory>

#include "activations.hpp"
#include "plugin_command.hpp"

namespace glia::cli {
namespace {

struct DescribeOptions {
    std::string spec;
    bool json = false;
    bool measure = false;
};

}  // namespace

Command add_plugin_describe(CLI::App& plugin) {
    CLI::App& command = *plugin.add_subcommand("describe", "Tell all about one activation");
    const auto options = std::make_shared<DescribeOptions>();
    command.add_option("NAME", options->spec, "an activation, or its SPEC")->required()->option_text(" ");
    command.add_flag("--json", options->json, "as a JSON object, for programs");
    command.add_flag("--measure", options->measure, "with the error and the speed seen here and now");
    command.footer(
        "Examples:\n"
        "  glia plugin describe leaky_relu\n"
        "  glia plugin describe softmax --json");
    return {&command, [options] { describe_activation(options->spec, options->json, options->measure); }};
}

}  // namespace glia::cli
