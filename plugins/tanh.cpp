#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// With m = 1 - exp(-2|x|), tanh|x| = m / (2 - m): accurate near 0, and nothing overflows.
template <class Real>
struct Tanh {
    GLIA_INLINE Real forward(Real x) const {
        const Real m = -expm1_of_negative(-2 * glia::plugin::abs(x));
        return glia::plugin::copysign(m / (2 - m), x);
    }
    GLIA_INLINE Real derivative_from_y(Real y) const { return (1 - y) * (1 + y); }
};

constexpr Description hyperbolic_tangent{
    .id = "glia.standard.tanh",
    .name = "tanh",
    .formula = "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
    .reference = "LeCun, Bottou, Orr, Mueller: Efficient BackProp, in Neural Networks: Tricks of the Trade, 1998",
    .max_error_ulp = 3};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Tanh, hyperbolic_tangent>();
