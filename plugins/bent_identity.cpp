#include <limits>

#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr double root_is_x = 0x1p40;  // from here upwards, sqrt(x^2 + 1) is |x|, and the square may overflow

// As x (1 + x / (2 (1 + sqrt(x^2 + 1)))), where nothing cancels. The derivative is 1 + x / (2 sqrt(x^2 + 1)).
template <class Real>
struct BentIdentity {
    GLIA_INLINE Real forward(Real x) const {
        const Real z = finite(x);
        return x * (1 + z / (1 + root(z)) / 2);
    }
    GLIA_INLINE Real derivative_from_x(Real x) const {
        const Real z = finite(x);
        return 1 + z / root(z) / 2;
    }

 private:
    GLIA_INLINE static Real finite(Real x) {
        constexpr Real largest = std::numeric_limits<Real>::max();  // infinity / infinity would be NaN
        return clamp(x, -largest, largest);
    }
    GLIA_INLINE static Real root(Real x) {
        const Real a = glia::plugin::abs(x);
        return select(a < Real(root_is_x), glia::plugin::sqrt(a * a + 1), a);
    }
};

constexpr Description bent_identity{.id = "glia.standard.bent_identity",
                                    .name = "bent_identity",
                                    .formula = "x + (sqrt(x^2 + 1) - 1) / 2",
                                    .max_error_ulp = 3};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<BentIdentity, bent_identity>();
