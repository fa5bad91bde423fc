#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"lambda", 0.5, 0.0, 1000.0}};

// The derivative is 1 outside the kinks at -lambda and lambda, and 0 on them and between.
template <class Real>
struct SoftShrink {
    Real lambda;
    Real correction;  // what lambda lacks of the parameter: where x is close to it, little else is left of x
    Real at_zero;     // the derivative there: without a lambda, all is the identity

    explicit SoftShrink(const double* values)
        : lambda(static_cast<Real>(values[0])),
          correction(static_cast<Real>(values[0] - static_cast<double>(lambda))),
          at_zero(values[0] == 0 ? Real(1) : Real(0)) {}

    GLIA_INLINE Real forward(Real x) const {
        const Real excess = (glia::plugin::abs(x) - lambda) - correction;
        return glia::plugin::copysign(at_least<Real>(excess, 0), x);
    }
    GLIA_INLINE Real derivative_from_y(Real y) const {
        const Real inside = select(y == 0, at_zero, y);  // NaN passes
        return select(glia::plugin::abs(y) > 0, Real(1), inside);
    }
};

constexpr Description soft_shrink{
    .id = "glia.standard.soft_shrink",
    .name = "soft_shrink",
    .formula = "x - lambda for x > lambda, x + lambda for x < -lambda, else 0",
    .reference = "Donoho, Johnstone: Ideal spatial adaptation by wavelet shrinkage, Biometrika 81, 1994",
    .max_error_ulp = 1.5,
    .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<SoftShrink, soft_shrink>();
