#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/gaussian.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr long double log_two = 0.693147180559945309417232121458L;

// 2 exp(-x^2) - 1 is exp(log(2) - x^2) - 1, which is right where it crosses 0 too. The derivative is -4x exp(-x^2).
template <class Real>
struct GaussianSymmetric {
    GLIA_INLINE Real forward(Real x) const {
        const Pair<Real> exponent = negative_square(x, static_cast<Wider<Real>>(log_two));
        return expm1_up_to_one(exponent.hi, exponent.lo);
    }
    GLIA_INLINE Real derivative_from_x(Real x) const {
        const Real z = clamp<Real>(x, -gaussian_limit, gaussian_limit);
        const Pair<Real> exponent = negative_square(z);
        const Scaled<Real> e = scaled_exp(exponent.hi, exponent.lo);
        return (-4 * z * e.value) * e.scale;
    }
};

constexpr Description gaussian_symmetric{
    .id = "glia.standard.gaussian_symmetric",
    .name = "gaussian_symmetric",
    .formula = "2 * exp(-x^2) - 1",
    .reference =
        "Broomhead, Lowe: Multivariable functional interpolation and adaptive networks, Complex Systems 2, 1988",
    .max_error_ulp = 3};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<GaussianSymmetric, gaussian_symmetric>();
