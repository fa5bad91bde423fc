#include "glia/plugin/elementwise.hpp"

namespace {

// At 0 the derivative is 0.
template <class Real>
struct Relu {
    GLIA_INLINE Real forward(Real x) const { return x < 0 ? 0 : x; }  // this way round, NaN passes
    GLIA_INLINE Real derivative_from_y(Real y) const { return y > 0 ? 1 : y; }
};

constexpr glia::plugin::Description relu{
    .id = "glia.standard.relu",
    .name = "relu",
    .formula = "max(0, x)",
    .reference = "Nair, Hinton: Rectified linear units improve restricted Boltzmann machines, ICML 2010",
    .initializer = "he_uniform",
    .max_error_ulp = 0.5};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = glia::plugin::elementwise<Relu, relu>();
