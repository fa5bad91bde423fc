#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// The derivative is 0 everywhere, at the jump too: nothing before it is trained through it.
template <class Real>
struct Step {
    GLIA_INLINE Real forward(Real x) const {
        const Real value = select(x < 0, Real(0), Real(1));
        return select(x != x, x, value);
    }
    GLIA_INLINE Real derivative() const { return 0; }
};

constexpr Description unit_step{.id = "glia.standard.step",
                                .name = "step",
                                .formula = "1 for x >= 0, else 0",
                                .reference =
                                    "McCulloch, Pitts: A logical calculus of the ideas immanent in nervous activity, "
                                    "Bulletin of Mathematical Biophysics 5, 1943",
                                .max_error_ulp = 0.5};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Step, unit_step>();
