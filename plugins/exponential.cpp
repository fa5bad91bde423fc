#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// Its own derivative.
template <class Real>
struct Exponential {
    GLIA_INLINE Real forward(Real x) const { return glia::plugin::exp(x); }
    GLIA_INLINE Real derivative_from_y(Real y) const { return y; }
};

constexpr Description exponential{
    .id = "glia.standard.exponential", .name = "exponential", .formula = "exp(x)", .max_error_ulp = 2};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Exponential, exponential>();
