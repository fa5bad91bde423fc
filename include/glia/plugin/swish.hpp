// x / (1 + exp(-beta x)).
#pragma once

#include <cmath>

#include "glia/plugin/math.hpp"

namespace glia::plugin {

// With e = exp(-beta |x|): x / (1 + e) for x >= 0, x e / (1 + e) below. The exponent needs more than the type's
// precision: at 100, rounding the product would cost fifty ulp.
template <class Real>
struct SwishOf {
    Wider<Real> beta;                   // from 0.1 to 100
    static constexpr int limit = 8000;  // beyond it e is 0 in either precision

    // exp(-beta |x|).
    GLIA_INLINE Scaled<Real> decay(Real x) const {
        constexpr int least_exponent = -800;  // 0 in either precision
        const Wider<Real> exponent = -beta * static_cast<Wider<Real>>(glia::plugin::abs(x));
        const Pair<Real> v = split<Real>(exponent < least_exponent ? Wider<Real>(least_exponent) : exponent);
        return scaled_exp(v.hi, v.lo);
    }
    // y of x.
    GLIA_INLINE Real forward(Real x) const {
        const Real z = at_least<Real>(x, -limit);
        if constexpr (sizeof(Real) == sizeof(double)) {
            const auto wide = static_cast<Wider<Real>>(z);
            return static_cast<Real>(wide / (1 + std::exp(-beta * wide)));
        }
        const Scaled<Real> e = decay(at_most<Real>(z, limit));
        const Real numerator = z * select(z < 0, e.value, Real(1));
        return numerator / (1 + e.value * e.scale) * select(z < 0, e.scale, Real(1));
    }
    // s + beta x s (1 - s) with s = 1 / (1 + exp(-beta x)), where s (1 - s) = e / (1 + e)^2.
    GLIA_INLINE Real derivative_from_x(Real x) const {
        const Real z = clamp<Real>(x, -limit, limit);
        const Scaled<Real> scaled = decay(z);
        const Real e = scaled.value * scaled.scale;
        const Real inverse = 1 / (1 + e);
        const Real s = select(z < 0, e, Real(1)) * inverse;
        return s + static_cast<Real>(beta) * z * (e * inverse * inverse);
    }
};

}  // namespace glia::plugin
