#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// The derivative is x / 3 + 1/2 between the kinks at -3 and 3, 0 from -3 downwards and 1 from 3 upwards.
template <class Real>
struct HardSwish {
    GLIA_INLINE Real forward(Real x) const {
        const Real z = at_least<Real>(x, -3);  // 0 * -infinity would be NaN
        return z * (clamp<Real>(z + 3, 0, 6) / 6);
    }
    GLIA_INLINE Real derivative_from_x(Real x) const {
        const Real between = select(x <= -3, Real(0), (2 * x + 3) / 6);
        return select(x >= 3, Real(1), between);
    }
};

constexpr Description hard_swish{.id = "glia.standard.hard_swish",
                                 .name = "hard_swish",
                                 .formula = "x * min(max(x + 3, 0), 6) / 6",
                                 .reference = "Howard et al.: Searching for MobileNetV3, ICCV 2019, arXiv:1905.02244",
                                 .initializer = "he_uniform",
                                 .max_error_ulp = 2};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<HardSwish, hard_swish>();
