#include <limits>

#include "glia/plugin/elementwise.hpp"

namespace {

constexpr glia_activation_parameter_t parameters[] = {{"alpha", 0.01, 0.0, 1.0}};

// At 0 the derivative is alpha. The sign of y is that of x, or y is 0 and alpha is the slope, so y suffices.
template <class Real>
struct LeakyRelu {
    Real alpha;
    Real floor;  // keeps 0 * -infinity from being NaN: the limit is 0

    explicit LeakyRelu(const double* values)
        : alpha(static_cast<Real>(values[0])),
          floor(alpha > 0 ? -std::numeric_limits<Real>::infinity() : std::numeric_limits<Real>::lowest()) {}

    GLIA_INLINE Real forward(Real x) const {
        const Real leak = alpha * (x < floor ? floor : x);
        return x > 0 ? x : leak;
    }
    GLIA_INLINE Real derivative_from_y(Real y) const {
        const Real leak = y <= 0 ? alpha : y;  // NaN passes
        return y > 0 ? 1 : leak;
    }
};

constexpr glia::plugin::Description leaky_relu{
    .id = "glia.standard.leaky_relu",
    .name = "leaky_relu",
    .formula = "x for x > 0, else alpha * x",
    .reference = "Maas, Hannun, Ng: Rectifier nonlinearities improve neural network acoustic models, ICML 2013",
    .initializer = "he_uniform",
    .max_error_ulp = 1.5,
    .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = glia::plugin::elementwise<LeakyRelu, leaky_relu>();
