// Asking for memory before it is needed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/buffer.hpp"

namespace glia {

// Lets so many elements come into the cache while other work goes on; of very many the first, after which the processor
// sees for itself what is wanted.
template <class T>
void prefetch(const T* from, std::size_t count) noexcept {
    constexpr std::size_t most = 4096;
    const char* const first = reinterpret_cast<const char*>(from);
    const char* const end = first + std::min(count * sizeof(T), most);
    for (const char* at = first - reinterpret_cast<std::uintptr_t>(first) % cache_line; at < end; at += cache_line) {
        __builtin_prefetch(at);
    }
}

// How many rows before its turn a row is worth asking for, so that some lines of the cache are always on their way, and
// not so many that they push each other out.
inline std::size_t rows_ahead(std::size_t cols) noexcept {
    constexpr std::size_t elements_ahead = 256;
    return cols < elements_ahead ? elements_ahead / (cols > 0 ? cols : 1) : 1;
}

}  // namespace glia
