// A bound on numbers of a type, where the bound itself may be none of them.
#pragma once

#include <cmath>
#include <limits>

namespace glia::plugin {

// The greatest Real that is not above `bound`: x <= it exactly where x <= bound.
template <class Real>
Real greatest_up_to(double bound) {
    const Real nearest = static_cast<Real>(bound);
    return static_cast<double>(nearest) > bound ? std::nextafter(nearest, -std::numeric_limits<Real>::infinity())
                                                : nearest;
}

}  // namespace glia::plugin
