// Functions of exp(-x^2).
#pragma once

#include "glia/plugin/math.hpp"

namespace glia::plugin {

// Beyond it exp(-x^2) is 0 in either precision, even when multiplied by x.
inline constexpr int gaussian_limit = 30;

// -x^2 for |x| <= gaussian_limit, and for greater x as there; plus `addend`. The square needs more than the type's
// precision: at the far end, rounding it would cost a hundred ulp.
template <class Real>
GLIA_INLINE Pair<Real> negative_square(Real x, Wider<Real> addend = 0) {
    const auto wide = static_cast<Wider<Real>>(at_most<Real>(glia::plugin::abs(x), gaussian_limit));
    return split<Real>(addend - wide * wide);
}

}  // namespace glia::plugin
