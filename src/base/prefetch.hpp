// Asking for memory before it is needed.
#pragma once

#include <cstddef>

#include "base/buffer.hpp"

namespace glia {

// Lets so many elements come into the cache while other work goes on.
template <class T>
void prefetch(const T* from, std::size_t count) noexcept {
    const char* const bytes = reinterpret_cast<const char*>(from);
    for (std::size_t at = 0; at < count * sizeof(T); at += cache_line) __builtin_prefetch(bytes + at);
}

// How many rows before its turn a row is worth asking for, so that some lines of the cache are always on their way, and
// not so many that they push each other out.
inline std::size_t rows_ahead(std::size_t cols) noexcept {
    constexpr std::size_t elements_ahead = 256;
    return cols < elements_ahead ? elements_ahead / (cols > 0 ? cols : 1) : 1;
}

}  // namespace glia
