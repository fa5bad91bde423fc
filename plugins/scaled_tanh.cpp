#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"scale", 1.7159, 0.01, 100.0},
                                                      {"steepness", 2.0 / 3, 0.01, 100.0}};

// scale * tanh(z) with z = steepness * x; with m = 1 - exp(-2|z|), tanh|z| = m / (2 - m). The derivative is
// scale * steepness * 4 e / (1 + e)^2 with e = exp(-2|z|).
template <class Real>
struct ScaledTanh {
    Real scale;
    Real steepness;
    Real slope;  // at 0

    explicit ScaledTanh(const double* values)
        : scale(static_cast<Real>(values[0])),
          steepness(static_cast<Real>(values[1])),
          slope(static_cast<Real>(values[0] * values[1])) {}

    GLIA_INLINE Real forward(Real x) const {
        // Up to here tanh(z) is z, which might be denormal while the product is not.
        constexpr Real linear = sizeof(Real) == sizeof(float) ? Real(0x1p-13) : Real(0x1p-28);
        const Real a = glia::plugin::abs(x);
        const Real z = steepness * a;
        const Real m = -expm1_of_negative(-2 * z);
        return glia::plugin::copysign(select(z < linear, slope * a, scale * (m / (2 - m))), x);
    }
    // From x: where steepness is great, y is within a rounding error of its limit long before the slope is 0.
    GLIA_INLINE Real derivative_from_x(Real x) const {
        const Real e = glia::plugin::exp(-2 * (steepness * glia::plugin::abs(x)));
        const Real inverse = 1 / (1 + e);
        return slope * (4 * e * inverse * inverse);
    }
};

constexpr Description scaled_tanh{
    .id = "glia.standard.scaled_tanh",
    .name = "scaled_tanh",
    .formula = "scale * tanh(steepness * x)",
    .reference = "LeCun, Bottou, Orr, Mueller: Efficient BackProp, in Neural Networks: Tricks of the Trade, 1998",
    .max_error_ulp = 4,
    .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<ScaledTanh, scaled_tanh>();
