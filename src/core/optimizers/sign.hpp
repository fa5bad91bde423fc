// The sign of a number.
#pragma once

namespace glia {

// -1, 0 or 1; 0 for NaN.
template <class T>
T sign(T x) noexcept {
    return static_cast<T>(x > 0) - static_cast<T>(x < 0);
}

}  // namespace glia
