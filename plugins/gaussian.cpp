#include "glia/plugin/gaussian.hpp"
#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

template <class Real>
struct Gaussian {
    GLIA_INLINE Real forward(Real x) const {
        const Scaled<Real> e = decay(x);
        return e.value * e.scale;
    }
    GLIA_INLINE Real derivative_from_x(Real x) const {
        const Real z = clamp<Real>(x, -gaussian_limit, gaussian_limit);
        const Scaled<Real> e = decay(z);
        return (-2 * z * e.value) * e.scale;
    }

 private:
    GLIA_INLINE static Scaled<Real> decay(Real x) {
        const Pair<Real> exponent = negative_square(x);
        return scaled_exp(exponent.hi, exponent.lo);
    }
};

constexpr Description gaussian{
    .id = "glia.standard.gaussian",
    .name = "gaussian",
    .formula = "exp(-x^2)",
    .reference =
        "Broomhead, Lowe: Multivariable functional interpolation and adaptive networks, Complex Systems 2, 1988",
    .max_error_ulp = 2};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Gaussian, gaussian>();
