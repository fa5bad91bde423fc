// The file of a plugin in this process: the command's one door to dlfcn.h. All else goes through glia's C API, which
// never hands out a plugin's table; a test of the kernels has to call it directly.
#pragma once

#include <string>

#include "glia/plugin.h"

namespace glia::cli::plugin_check {

// Loads the file, which must be one that glia_registry_load takes, and finds its glia_plugin_v1. Throws Broken.
const glia_plugin_t& open_plugin(const std::string& path);

// Where a function of this name is found by all that is loaded; NULL where there is none.
void* function_address(const char* name);

}  // namespace glia::cli::plugin_check
