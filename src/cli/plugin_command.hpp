// The subcommands of glia plugin, each in a file of its own.
#pragma once

#include "command.hpp"

namespace glia::cli {

Command add_plugin_list(CLI::App& plugin);
Command add_plugin_path(CLI::App& plugin);
Command add_plugin_describe(CLI::App& plugin);
Command add_plugin_plot(CLI::App& plugin);
Command add_plugin_check(CLI::App& plugin);

}  // namespace glia::cli
