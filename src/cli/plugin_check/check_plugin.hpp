// glia plugin check: whether plugins keep what they promise.
#pragma once

#include "command.hpp"

namespace glia::cli {

// Adds `check` to `glia plugin`.
Command add_plugin_check(CLI::App& plugin);

}  // namespace glia::cli
