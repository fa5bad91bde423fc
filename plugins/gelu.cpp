#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"
#include "glia/plugin/normal.hpp"

namespace {

using namespace glia::plugin;

// x Phi(x), with Phi the distribution function of the standard normal: Phi(x) = tail for x < 0, 1 - tail above.
template <class Real>
struct Gelu {
    GLIA_INLINE Real forward(Real x) const {
        const Real z = at_least<Real>(x, -normal_limit);
        const Real a = at_most<Real>(glia::plugin::abs(z), normal_limit);
        const Scaled<Real> tail = normal_tail(a, gaussian(a));
        const Real below = (z * tail.value) * tail.scale;
        const Real above = z * (1 - tail.value * tail.scale);
        return select(z < 0, below, above);
    }
    // Phi(x) + x phi(x), with phi(x) = exp(-x^2 / 2) / sqrt(2 pi).
    GLIA_INLINE Real derivative_from_x(Real x) const {
        constexpr Real inverse_sqrt_two_pi = static_cast<Real>(0.398942280401432677939946059934);
        const Real z = clamp<Real>(x, -normal_limit, normal_limit);
        const Real a = glia::plugin::abs(z);
        const Scaled<Real> density = gaussian(a);
        const Scaled<Real> tail = normal_tail(a, density);
        const Real tail_value = tail.value * tail.scale;
        const Real phi = select(z < 0, tail_value, 1 - tail_value);
        return phi + (z * inverse_sqrt_two_pi * density.value) * density.scale;
    }
};

constexpr Description gelu{.id = "glia.standard.gelu",
                           .name = "gelu",
                           .formula = "x / 2 * (1 + erf(x / sqrt(2)))",
                           .reference = "Hendrycks, Gimpel: Gaussian error linear units (GELUs), arXiv:1606.08415",
                           .initializer = "he_uniform",
                           .max_error_ulp = 5};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Gelu, gelu>();
