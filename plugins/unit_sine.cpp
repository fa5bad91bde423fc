#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/trigonometry.hpp"

namespace {

using namespace glia::plugin;

// Below 0, 1 + sine is cosine^2 / (1 - sine), which is right where it comes close to 0 too.
struct UnitSineValue {
    template <class Real>
    GLIA_INLINE static Real of(SineCosine<Real> at) {
        const Real near_zero = at.cosine * at.cosine / (1 - at.sine);
        return select(at.sine < 0, near_zero, 1 + at.sine) / 2;
    }
    template <class Real>
    GLIA_INLINE static Real slope_of(SineCosine<Real> at) {
        return at.cosine / 2;
    }
};

template <class Real>
struct UnitSine : Periodic<UnitSineValue, Real> {
    using Periodic<UnitSineValue, Real>::Periodic;
};

constexpr Description unit_sine{.id = "glia.standard.unit_sine",
                                .name = "unit_sine",
                                .formula = "(1 + sin(frequency * x)) / 2",
                                .reference =
                                    "Sitzmann, Martel, Bergman, Lindell, Wetzstein: Implicit neural representations "
                                    "with periodic activation functions, NeurIPS 2020, arXiv:2006.09661",
                                .max_error_ulp = 4,
                                .parameters = frequency_parameter};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<UnitSine, unit_sine>();
