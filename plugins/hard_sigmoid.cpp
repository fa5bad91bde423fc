#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// The derivative is 1/6 between the kinks at -3 and 3, and 0 on them and outside.
template <class Real>
struct HardSigmoid {
    GLIA_INLINE Real forward(Real x) const { return clamp<Real>(x + 3, 0, 6) / 6; }
    GLIA_INLINE Real derivative_from_y(Real y) const {
        const Real flat = y - y;  // NaN for NaN
        return select((y > 0) & (y < 1), Real(1) / 6, flat);
    }
};

constexpr Description hard_sigmoid{.id = "glia.standard.hard_sigmoid",
                                   .name = "hard_sigmoid",
                                   .formula = "min(max(x + 3, 0), 6) / 6",
                                   .reference = "Howard et al.: Searching for MobileNetV3, ICCV 2019, arXiv:1905.02244",
                                   .max_error_ulp = 1.5};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<HardSigmoid, hard_sigmoid>();
