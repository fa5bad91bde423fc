#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr long double sqrt_eight_over_pi = 1.59576912160573071175978423973L;
constexpr long double cubic = 0.044715L;
constexpr int limit = 40;  // beyond it the function is 0 or x in either precision

// x / 2 (1 + tanh(v / 2)) = x / (1 + exp(-v)) with v = sqrt(8 / pi) (x + 0.044715 x^3). The exponent needs more than
// the type's precision: at v = -100, rounding it would cost a hundred ulp.
template <class Real>
struct GeluTanh {
    // exp(-|v|) for |x| <= limit.
    GLIA_INLINE static Scaled<Real> decay(Real x) {
        constexpr auto linear = static_cast<Wider<Real>>(-sqrt_eight_over_pi);
        constexpr auto cube = static_cast<Wider<Real>>(-sqrt_eight_over_pi * cubic);
        const auto a = static_cast<Wider<Real>>(glia::plugin::abs(x));
        const Pair<Real> v = split<Real>(a * (linear + cube * (a * a)));
        return scaled_exp(v.hi, v.lo);
    }
    GLIA_INLINE Real forward(Real x) const {
        const Real z = at_least<Real>(x, -limit);
        const Scaled<Real> e = decay(at_most<Real>(z, limit));
        const Real numerator = z * select(z < 0, e.value, Real(1));
        return numerator / (1 + e.value * e.scale) * select(z < 0, e.scale, Real(1));
    }
    // s + x s (1 - s) v' with s = 1 / (1 + exp(-v)); s (1 - s) = e / (1 + e)^2 for e = exp(-|v|).
    GLIA_INLINE Real derivative_from_x(Real x) const {
        constexpr Real linear = static_cast<Real>(sqrt_eight_over_pi);
        constexpr Real square = static_cast<Real>(3 * sqrt_eight_over_pi * cubic);
        const Real z = clamp<Real>(x, -limit, limit);
        const Scaled<Real> scaled = decay(z);
        const Real e = scaled.value * scaled.scale;
        const Real inverse = 1 / (1 + e);
        const Real s = select(z < 0, e, Real(1)) * inverse;
        return s + z * (e * inverse * inverse) * (linear + square * (z * z));
    }
};

constexpr Description gelu_tanh{.id = "glia.standard.gelu_tanh",
                                .name = "gelu_tanh",
                                .formula = "x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))",
                                .reference = "Hendrycks, Gimpel: Gaussian error linear units (GELUs), arXiv:1606.08415",
                                .initializer = "he_uniform",
                                .max_error_ulp = 4};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<GeluTanh, gelu_tanh>();
