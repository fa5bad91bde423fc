#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr int limit = 800;  // beyond it exp(-|x|) is 0 in either precision

// x w with w = tanh(log(1 + exp(x))) = ((1 + exp(x))^2 - 1) / ((1 + exp(x))^2 + 1). With e = exp(-|x|), w is
// (1 + 2e) / (1 + 2e + 2e^2) for x >= 0, and (2e + e^2) / (2 + 2e + e^2) below.
template <class Real>
struct Mish {
    GLIA_INLINE Real forward(Real x) const {
        const Real z = at_least<Real>(x, -limit);
        const Scaled<Real> scaled = scaled_exp(-glia::plugin::abs(z));
        const Real e = scaled.value * scaled.scale;
        const Real numerator = select(z < 0, scaled.value * e + 2 * scaled.value, 1 + 2 * e);
        return z * (numerator / denominator(z, e)) * select(z < 0, scaled.scale, Real(1));
    }
    // w + x (1 - w^2) s with s the logistic function. (1 - w^2) s is 4 e^2 (1 + e) / denominator^2 for x >= 0, and
    // 4 e (1 + e) / denominator^2 below.
    GLIA_INLINE Real derivative_from_x(Real x) const {
        const Real z = clamp<Real>(x, -limit, limit);
        const Real e = glia::plugin::exp(-glia::plugin::abs(z));
        const Real inverse = 1 / denominator(z, e);
        const Real w = select(z < 0, e * e + 2 * e, 1 + 2 * e) * inverse;
        const Real power = select(z < 0, e, e * e);
        return w + z * (4 * power * (1 + e)) * (inverse * inverse);
    }

 private:
    GLIA_INLINE static Real denominator(Real x, Real e) {
        return select(x < 0, (e * e + 2 * e) + 2, (1 + 2 * e) + 2 * (e * e));
    }
};

constexpr Description mish{
    .id = "glia.standard.mish",
    .name = "mish",
    .formula = "x * tanh(log(1 + exp(x)))",
    .reference = "Misra: Mish: a self regularized non-monotonic activation function, BMVC 2020, arXiv:1908.08681",
    .initializer = "he_uniform",
    .max_error_ulp = 4};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Mish, mish>();
