// x / (1 + |x|), which is known as softsign and as Elliott's function.
#pragma once

#include <limits>

#include "glia/plugin/math.hpp"

namespace glia::plugin {

// The derivative 1 / (1 + |x|)^2 is (1 - |y|)^2.
template <class Real>
struct Softsign {
    // y of x, and the derivative there.
    GLIA_INLINE Real forward(Real x) const {
        constexpr Real largest = std::numeric_limits<Real>::max();  // infinity / infinity would be NaN
        const Real finite = clamp(x, -largest, largest);
        return finite / (1 + glia::plugin::abs(finite));
    }
    GLIA_INLINE Real derivative_from_y(Real y) const {
        const Real rest = 1 - glia::plugin::abs(y);
        return rest * rest;
    }
};

}  // namespace glia::plugin
