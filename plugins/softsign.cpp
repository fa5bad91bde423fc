#include <limits>

#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// The derivative 1 / (1 + |x|)^2 is (1 - |y|)^2.
template <class Real>
struct Softsign {
    GLIA_INLINE Real forward(Real x) const {
        constexpr Real largest = std::numeric_limits<Real>::max();  // infinity / infinity would be NaN
        const Real finite = clamp(x, -largest, largest);
        return finite / (1 + glia::plugin::abs(finite));
    }
    GLIA_INLINE Real derivative_from_y(Real y) const {
        const Real rest = 1 - glia::plugin::abs(y);
        return rest * rest;
    }
};

constexpr Description softsign{
    .id = "glia.standard.softsign",
    .name = "softsign",
    .formula = "x / (1 + |x|)",
    .reference = "Turian, Bergstra, Bengio: Quadratic features and deep architectures for chunking, NAACL 2009",
    .max_error_ulp = 1.5};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Softsign, softsign>();
