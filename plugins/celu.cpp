#include <limits>

#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"alpha", 1.0, 0.001, 1000.0}};

// The derivative for x <= 0 is exp(x / alpha) = y / alpha + 1; at 0 it is 1.
template <class Real>
struct Celu {
    Real alpha;
    Real tiny;  // nearer to 0 than this the function is x, and x / alpha might be denormal

    explicit Celu(const double* values)
        : alpha(static_cast<Real>(values[0])), tiny(-alpha * std::numeric_limits<Real>::epsilon() / 4) {}

    GLIA_INLINE Real forward(Real x) const {
        const Real below = alpha * expm1_of_negative(at_most<Real>(x, 0) / alpha);
        return select(x > tiny, x, below);
    }
    GLIA_INLINE Real derivative_from_y(Real y) const { return select(y > 0, Real(1), y / alpha + 1); }
};

constexpr Description celu{
    .id = "glia.standard.celu",
    .name = "celu",
    .formula = "x for x > 0, else alpha * (exp(x / alpha) - 1)",
    .reference = "Barron: Continuously differentiable exponential linear units, arXiv:1704.07483",
    .initializer = "he_uniform",
    .max_error_ulp = 4,
    .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Celu, celu>();
