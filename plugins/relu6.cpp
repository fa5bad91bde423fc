#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// The derivative is 1 between the kinks at 0 and 6, and 0 on them and outside.
template <class Real>
struct Relu6 {
    GLIA_INLINE Real forward(Real x) const { return clamp<Real>(x, 0, 6); }
    GLIA_INLINE Real derivative_from_y(Real y) const {
        const Real flat = y - y;  // NaN for NaN
        return select((y > 0) & (y < 6), Real(1), flat);
    }
};

constexpr Description relu6{.id = "glia.standard.relu6",
                            .name = "relu6",
                            .formula = "min(max(0, x), 6)",
                            .reference = "Krizhevsky: Convolutional deep belief networks on CIFAR-10, 2010",
                            .initializer = "he_uniform",
                            .max_error_ulp = 0.5};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Relu6, relu6>();
