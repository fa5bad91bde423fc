// Plugins that are linked into libglia (GLIA_EMBED_PLUGINS): the same tables as those in files, for programs that are
// shipped as one file.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "glia/plugin.h"

namespace glia {

// A standard plugin by the name of its activation.
struct EmbeddedPlugin {
    const char* name;
    const glia_plugin_t* plugin;
};

// None, unless a source that the build makes says otherwise.
std::span<const EmbeddedPlugin> embedded_plugins() noexcept;

// NULL where there is none.
const glia_plugin_t* embedded_plugin(std::string_view name) noexcept;

// Where they stand in the search path: the file of libglia itself; "" where there are none.
const std::string& embedded_place();

}  // namespace glia
