// From a file to a running plugin: file checks, dlopen, validation, init, enumeration.
//
// One table for the process, because dlopen is: whoever asks, and however often, a plugin's init runs once. No lock is
// held while foreign code runs. In particular none is held around dlopen: the dynamic loader has a lock of its own, and
// a library's constructor that uses glia in another thread would meet ours in the opposite order.
#pragma once

#include <string>
#include <vector>

#include "glia/plugin.h"

namespace glia {

// A plugin that passed every check. It stays, like the library, until the process ends.
struct Plugin {
    std::string path;  // real: absolute, without symbolic links
    std::string id;
    std::string version;
    std::vector<const glia_activation_t*> activations;
};

// Loads the file, or finds it loaded. Thread-safe. Throws Error: INVALID_ARGUMENT (relative path), NOT_FOUND, or
// PLUGIN, also where a plugin asks for itself while it is being loaded. A plugin that is refused by what its functions
// did is refused for good; one that is refused earlier is unloaded and may be tried again.
const Plugin& open_plugin(const std::string& path);

// The same of a plugin that is linked into the file at `path`, which is loaded already.
const Plugin& open_plugin(const glia_plugin_t& data, const std::string& path);

}  // namespace glia
