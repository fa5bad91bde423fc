#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// (1 + x / (1 + |x|)) / 2: with q = (1/2) / (1 + |x|), q below 0 and 1 - q above. The derivative 2 q^2 is
// 2 min(y, 1 - y)^2.
template <class Real>
struct ElliotSigmoid {
    GLIA_INLINE Real forward(Real x) const {
        const Real q = Real(0.5) / (1 + glia::plugin::abs(x));
        return select(x < 0, q, 1 - q);
    }
    GLIA_INLINE Real derivative_from_y(Real y) const {
        const Real rest = select(y > Real(0.5), 1 - y, y);
        return 2 * (rest * rest);
    }
};

constexpr Description elliot_sigmoid{.id = "glia.standard.elliot_sigmoid",
                                     .name = "elliot_sigmoid",
                                     .formula = "(1 + x / (1 + |x|)) / 2",
                                     .reference =
                                         "Elliott: A better activation function for artificial neural networks, "
                                         "University of Maryland, ISR TR 93-8, 1993",
                                     .max_error_ulp = 2};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<ElliotSigmoid, elliot_sigmoid>();
