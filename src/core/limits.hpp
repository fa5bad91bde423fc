// How large things may be.
#pragma once

#include <cstddef>

#include "base/error.hpp"
#include "glia/model.h"

namespace glia {

inline void check_width(const char* what, std::size_t width) {
    if (width < 1 || width > GLIA_MAX_WIDTH) {
        throw invalid("{} is {}; it must be from 1 to {}", what, width, GLIA_MAX_WIDTH);
    }
}

// Rows that are worked on at once. Large enough for the matrix products to be efficient, small enough that the
// activations stay in cache or at least in reason; a function of the model alone, because sums depend on it.
inline std::size_t chunk_rows(std::size_t widest) noexcept {
    constexpr std::size_t elements = std::size_t{1} << 22;
    constexpr std::size_t most = 1024;
    constexpr std::size_t least = 16;
    const std::size_t fitting = elements / widest;
    return fitting < least ? least : fitting > most ? most : fitting;
}

// Rows that are evaluated at once: few, so that a validation set adds little to the memory of a fit.
inline constexpr std::size_t evaluation_rows = 64;

}  // namespace glia
