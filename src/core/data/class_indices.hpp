// Class indices, checked one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/error.hpp"

namespace glia {

// Throws Error that names the first row whose class is not from 0 to count - 1. `what` opens the text.
inline void check_class_indices(std::string_view what, std::span<const std::int32_t> classes, std::size_t count) {
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (classes[i] >= 0 && static_cast<std::size_t>(classes[i]) < count) continue;
        throw invalid("{}: row {} (from 0) is {}; with {} classes it must be from 0 to {}", what, i, classes[i], count,
                      count - 1);
    }
}

}  // namespace glia
