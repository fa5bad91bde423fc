#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// The logistic function. With e = exp(-|x|) nothing overflows: 1 / (1 + e) for x >= 0, e / (1 + e) below.
template <class Real>
struct Sigmoid {
    GLIA_INLINE Real forward(Real x) const {
        const Real e = glia::plugin::exp(-glia::plugin::abs(x));
        return select(x < 0, e, Real(1)) / (1 + e);
    }
    GLIA_INLINE Real derivative_from_y(Real y) const { return y * (1 - y); }
};

constexpr Description sigmoid{
    .id = "glia.standard.sigmoid",
    .name = "sigmoid",
    .formula = "1 / (1 + exp(-x))",
    .reference = "Rumelhart, Hinton, Williams: Learning representations by back-propagating errors, Nature 323, 1986",
    .max_error_ulp = 3,
    .flags = GLIA_ACTIVATION_LOGISTIC};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Sigmoid, sigmoid>();
