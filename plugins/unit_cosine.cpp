#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/trigonometry.hpp"

namespace {

using namespace glia::plugin;

// Below 0, 1 + cosine is sine^2 / (1 - cosine), which is right where it comes close to 0 too.
struct UnitCosineValue {
    template <class Real>
    GLIA_INLINE static Real of(SineCosine<Real> at) {
        const Real near_zero = at.sine * at.sine / (1 - at.cosine);
        return select(at.cosine < 0, near_zero, 1 + at.cosine) / 2;
    }
    template <class Real>
    GLIA_INLINE static Real slope_of(SineCosine<Real> at) {
        return -at.sine / 2;
    }
};

template <class Real>
struct UnitCosine : Periodic<UnitCosineValue, Real> {
    using Periodic<UnitCosineValue, Real>::Periodic;
};

constexpr Description unit_cosine{.id = "glia.standard.unit_cosine",
                                  .name = "unit_cosine",
                                  .formula = "(1 + cos(frequency * x)) / 2",
                                  .reference =
                                      "Sitzmann, Martel, Bergman, Lindell, Wetzstein: Implicit neural representations "
                                      "with periodic activation functions, NeurIPS 2020, arXiv:2006.09661",
                                  .max_error_ulp = 4,
                                  .parameters = frequency_parameter};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<UnitCosine, unit_cosine>();
