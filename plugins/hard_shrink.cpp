#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"
#include "glia/plugin/threshold.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"lambda", 0.5, 0.0, 1000.0}};

// The derivative is 1 outside the jumps at -lambda and lambda, and 0 on them and between.
template <class Real>
struct HardShrink {
    Real lambda;
    Real at_zero;  // the derivative there: without a lambda, all is the identity

    explicit HardShrink(const double* values)
        : lambda(greatest_up_to<Real>(values[0])), at_zero(values[0] == 0 ? Real(1) : Real(0)) {}

    GLIA_INLINE Real forward(Real x) const { return select(glia::plugin::abs(x) <= lambda, Real(0), x); }
    GLIA_INLINE Real derivative_from_y(Real y) const {
        const Real inside = select(y == 0, at_zero, y);  // NaN passes
        return select(glia::plugin::abs(y) > 0, Real(1), inside);
    }
};

constexpr Description hard_shrink{
    .id = "glia.standard.hard_shrink",
    .name = "hard_shrink",
    .formula = "x for |x| > lambda, else 0",
    .reference = "Donoho, Johnstone: Ideal spatial adaptation by wavelet shrinkage, Biometrika 81, 1994",
    .max_error_ulp = 0.5,
    .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<HardShrink, hard_shrink>();
