// glia plugin: what there is to know about activations, each of which is a plugin.
#include "plugin_command.hpp"

#include "help.hpp"

namespace glia::cli {

Command add_plugin(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("plugin", "List, describe, plot and check activations");
    const std::vector<Command> subcommands = {
        add_plugin_list(command), add_plugin_path(command),  add_plugin_describe(command),
        add_plugin_plot(command), add_plugin_check(command),
    };
    for (const Command& each : subcommands) each.options->group("Commands");
    command.formatter(help_format(command_column));
    command.footer(
        "Directories in GLIA_PLUGIN_PATH are searched first.\n"
        "'glia plugin COMMAND --help' tells the options of a command.\n\n"
        "Examples:\n"
        "  glia plugin list\n"
        "  glia plugin describe leaky_relu");
    return {&command, nullptr, subcommands};
}

}  // namespace glia::cli
