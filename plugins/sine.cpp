#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/trigonometry.hpp"

namespace {

using namespace glia::plugin;

// Right at every x: up to |frequency * x| = 2^20 by formulas, beyond by libm. At the infinities there is no value: NaN.
struct SineValue {
    template <class Real>
    GLIA_INLINE static Real of(SineCosine<Real> at) {
        return at.sine;
    }
    template <class Real>
    GLIA_INLINE static Real slope_of(SineCosine<Real> at) {
        return at.cosine;
    }
};

template <class Real>
struct Sine : Periodic<SineValue, Real> {
    using Periodic<SineValue, Real>::Periodic;
};

constexpr Description sine{.id = "glia.standard.sine",
                           .name = "sine",
                           .formula = "sin(frequency * x)",
                           .reference =
                               "Sitzmann, Martel, Bergman, Lindell, Wetzstein: Implicit neural representations with "
                               "periodic activation functions, NeurIPS 2020, arXiv:2006.09661",
                           .max_error_ulp = 2,
                           .parameters = frequency_parameter};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Sine, sine>();
