#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// The derivative is 0 everywhere, at the jump too: nothing before it is trained through it.
template <class Real>
struct StepSymmetric {
    GLIA_INLINE Real forward(Real x) const {
        const Real value = select(x < 0, Real(-1), Real(1));
        return select(x != x, x, value);
    }
    GLIA_INLINE Real derivative() const { return 0; }
};

constexpr Description step_symmetric{.id = "glia.standard.step_symmetric",
                                     .name = "step_symmetric",
                                     .formula = "1 for x >= 0, else -1",
                                     .reference =
                                         "McCulloch, Pitts: A logical calculus of the ideas immanent in nervous "
                                         "activity, Bulletin of Mathematical Biophysics 5, 1943",
                                     .max_error_ulp = 0.5};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<StepSymmetric, step_symmetric>();
