#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"b", 4.0, 0.001, 1000.0}};

constexpr double root_is_x = 0x1p40;  // from here upwards, sqrt(x^2 + b) is |x|, and the square may overflow

// With h = (|x| + sqrt(x^2 + b)) / 2: h for x >= 0, and (b / 4) / h below. The derivative is 1 / (1 + (b / 4) / y^2).
template <class Real>
struct Squareplus {
    Real b;
    Real quarter;

    explicit Squareplus(const double* values)
        : b(static_cast<Real>(values[0])), quarter(static_cast<Real>(values[0] / 4)) {}

    GLIA_INLINE Real forward(Real x) const {
        const Real a = glia::plugin::abs(x);
        const Real root = select(a < Real(root_is_x), glia::plugin::sqrt(a * a + b), a);
        const Real h = a / 2 + root / 2;
        return select(x < 0, quarter / h, h);
    }
    GLIA_INLINE Real derivative_from_y(Real y) const { return 1 / (1 + quarter / (y * y)); }
};

constexpr Description squareplus{
    .id = "glia.standard.squareplus",
    .name = "squareplus",
    .formula = "(x + sqrt(x^2 + b)) / 2",
    .reference = "Barron: Squareplus: a softplus-like algebraic rectifier, arXiv:2112.11687",
    .initializer = "he_uniform",
    .max_error_ulp = 3,
    .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Squareplus, squareplus>();
