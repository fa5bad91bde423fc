// The arrays that an access outside them can be told of.
#pragma once

#include <cstddef>

namespace glia::cli::plugin_check {

struct Watched {
    const char* name = nullptr;  // NULL: nothing
    const void* data = nullptr;
    std::size_t bytes = 0;
};

// Returns what unwatch takes.
std::size_t watch(const Watched& array);
void unwatch(std::size_t index);

// The array whose page, or the one beside it, holds the address; NULL where there is none. Safe in a signal handler.
const Watched* nearest_watched(const void* address);

}  // namespace glia::cli::plugin_check
