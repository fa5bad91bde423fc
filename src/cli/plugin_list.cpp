// glia plugin list: which activations can be used here, and where they come from.
#include <memory>

#include "activations.hpp"
#include "plugin_command.hpp"

namespace glia::cli {

Command add_plugin_list(CLI::App& plugin) {
    CLI::App& command = *plugin.add_subcommand("list", "List the activations that can be used");
    const auto json = std::make_shared<bool>(false);
    command.add_flag("--json", *json, "as JSON, for programs");
    command.footer(
        "Examples:\n"
        "  glia plugin list\n"
        "  GLIA_PLUGIN_PATH=$PWD/mine glia plugin list --json");
    return {&command, [json] { list_activations(*json); }};
}

}  // namespace glia::cli
