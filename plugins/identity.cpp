#include "glia/plugin/elementwise.hpp"

namespace {

template <class Real>
struct Identity {
    GLIA_INLINE Real forward(Real x) const { return x; }
    GLIA_INLINE Real derivative() const { return 1; }
};

constexpr glia::plugin::Description identity{.id = "glia.standard.identity",
                                             .name = "identity",
                                             .formula = "x",
                                             .max_error_ulp = 0.5,
                                             .flags = GLIA_ACTIVATION_IDENTITY};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = glia::plugin::elementwise<Identity, identity>();
