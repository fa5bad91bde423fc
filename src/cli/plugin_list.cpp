// glia plugin list: which activations can be used here, and where they come from.
#include <memory>

#include "activations.hpp"
#include "catalogue.hpp"
#include "options.hpp"
#include "plugin_command.hpp"

namespace glia::cli {
namespace {

struct ListOptions {
    bool json = false;
    std::string markdown;  // "": on standard output
    bool measure = false;
};

}  // namespace

Command add_plugin_list(CLI::App& plugin) {
    CLI::App& command = *plugin.add_subcommand("list", "List the activations that can be used");
    const auto options = std::make_shared<ListOptions>();
    CLI::Option* const json = command.add_flag("--json", options->json, "as JSON, for programs");
    CLI::Option* const markdown =
        command
            .add_option("--markdown", options->markdown,
                        "write a page of all of them, CATALOGUE.md,\nand plots in catalogue/, into this directory")
            ->option_text("DIR")
            ->check(file_name())
            ->excludes(json);
    command.add_flag("--measure", options->measure, "with errors and speeds seen here and now")->needs(markdown);
    command.footer(
        "Examples:\n"
        "  glia plugin list\n"
        "  GLIA_PLUGIN_PATH=$PWD/mine glia plugin list --json\n"
        "  glia plugin list --markdown plugins --measure");
    return {&command, [options] {
                if (!options->markdown.empty()) return write_catalogue(options->markdown, options->measure);
                list_activations(options->json);
            }};
}

}  // namespace glia::cli
