#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"alpha", 1.0, 0.001, 1000.0}};

constexpr double at_the_limit = 0x1p30;  // of u: 1 + u^2 is u^2

// With u = sqrt(alpha) |x|, x / sqrt(1 + u^2), and 1 / sqrt(alpha) where the square might overflow. The derivative
// (1 + u^2)^(-3/2) is (1 - alpha y^2)^(3/2).
template <class Real>
struct Isru {
    Real alpha;
    Real root;
    Real limit;

    explicit Isru(const double* values)
        : alpha(static_cast<Real>(values[0])),
          root(static_cast<Real>(std::sqrt(values[0]))),
          limit(static_cast<Real>(1 / std::sqrt(values[0]))) {}

    GLIA_INLINE Real forward(Real x) const {
        const Real u = root * glia::plugin::abs(x);
        const Real far = glia::plugin::copysign(limit, x);
        return select(u > Real(at_the_limit), far, x / glia::plugin::sqrt(1 + u * u));
    }
    GLIA_INLINE Real derivative_from_y(Real y) const {
        const Real rest = at_least<Real>(1 - alpha * (y * y), 0);  // rounding may take it below
        return select(glia::plugin::abs(y) >= limit, Real(0), rest * glia::plugin::sqrt(rest));
    }
};

constexpr Description isru{.id = "glia.standard.isru",
                           .name = "isru",
                           .formula = "x / sqrt(1 + alpha * x^2)",
                           .reference =
                               "Carlile, Delamarter, Kinney, Marti, Whitney: Improving deep learning by inverse square "
                               "root linear units (ISRLUs), arXiv:1710.09967",
                           .max_error_ulp = 4,
                           .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Isru, isru>();
