// A quotient, rounded up.
#pragma once

#include <cstddef>

namespace glia {

constexpr std::size_t divide_up(std::size_t a, std::size_t b) noexcept {
    return a / b + (a % b == 0 ? 0 : 1);  // and not a sum, which may overflow
}

}  // namespace glia
