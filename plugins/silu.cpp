#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr int limit = 800;  // beyond it exp(-|x|) is 0 in either precision

// x s(x) with s the logistic function. With e = exp(-|x|): x / (1 + e) for x >= 0, x e / (1 + e) below.
template <class Real>
struct Silu {
    GLIA_INLINE Real forward(Real x) const {
        const Real z = at_least<Real>(x, -limit);
        const Scaled<Real> e = scaled_exp(-glia::plugin::abs(z));
        const Real numerator = z * select(z < 0, e.value, Real(1));
        return numerator / (1 + e.value * e.scale) * select(z < 0, e.scale, Real(1));
    }
    // s + x s (1 - s), where s (1 - s) = e / (1 + e)^2.
    GLIA_INLINE Real derivative_from_x(Real x) const {
        const Real z = clamp<Real>(x, -limit, limit);
        const Real e = glia::plugin::exp(-glia::plugin::abs(z));
        const Real inverse = 1 / (1 + e);
        const Real s = select(z < 0, e, Real(1)) * inverse;
        return s + z * (e * inverse * inverse);
    }
};

constexpr Description silu{
    .id = "glia.standard.silu",
    .name = "silu",
    .formula = "x / (1 + exp(-x))",
    .reference =
        "Elfwing, Uchibe, Doya: Sigmoid-weighted linear units for neural network function approximation in "
        "reinforcement learning, Neural Networks 107, 2018, arXiv:1702.03118",
    .initializer = "he_uniform",
    .max_error_ulp = 4};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Silu, silu>();
