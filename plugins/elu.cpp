#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"alpha", 1.0, 0.0, 1000.0}};

// The derivative for x <= 0 is alpha * exp(x) = y + alpha; at 0 it is alpha.
template <class Real>
struct Elu {
    Real alpha;

    explicit Elu(const double* values) : alpha(static_cast<Real>(values[0])) {}

    GLIA_INLINE Real forward(Real x) const {
        const Real below = alpha * expm1_of_negative(at_most<Real>(x, 0));
        return select(x > 0, x, below);
    }
    GLIA_INLINE Real derivative_from_y(Real y) const { return y > 0 ? 1 : y + alpha; }
};

constexpr Description elu{
    .id = "glia.standard.elu",
    .name = "elu",
    .formula = "x for x > 0, else alpha * (exp(x) - 1)",
    .reference =
        "Clevert, Unterthiner, Hochreiter: Fast and accurate deep network learning by exponential linear "
        "units (ELUs), ICLR 2016, arXiv:1511.07289",
    .initializer = "he_uniform",
    .max_error_ulp = 3,
    .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Elu, elu>();
