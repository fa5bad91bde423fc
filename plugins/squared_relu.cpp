#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// At 0 the derivative is 0. It is 2 x = 2 sqrt(y) above.
template <class Real>
struct SquaredRelu {
    GLIA_INLINE Real forward(Real x) const {
        const Real above = at_least<Real>(x, 0);
        return above * above;
    }
    GLIA_INLINE Real derivative_from_y(Real y) const { return 2 * glia::plugin::sqrt(y); }
};

constexpr Description squared_relu{.id = "glia.standard.squared_relu",
                                   .name = "squared_relu",
                                   .formula = "max(0, x)^2",
                                   .reference =
                                       "So, Manke, Liu, Dai, Shazeer, Le: Primer: searching for efficient transformers "
                                       "for language modeling, NeurIPS 2021, arXiv:2109.08668",
                                   .initializer = "he_uniform",
                                   .max_error_ulp = 0.5};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<SquaredRelu, squared_relu>();
