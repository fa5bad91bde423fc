#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"low", -1.0, -1000.0, 0.0}, {"high", 1.0, 0.0, 1000.0}};

// The derivative is 1 between the kinks at low and high, and 0 on them and outside.
template <class Real>
struct HardTanh {
    Real low;
    Real high;

    explicit HardTanh(const double* values) : low(static_cast<Real>(values[0])), high(static_cast<Real>(values[1])) {}

    GLIA_INLINE Real forward(Real x) const { return clamp(x, low, high); }
    GLIA_INLINE Real derivative_from_y(Real y) const {
        const Real flat = y - y;  // NaN for NaN
        return select((y > low) & (y < high), Real(1), flat);
    }
};

constexpr Description hard_tanh{.id = "glia.standard.hard_tanh",
                                .name = "hard_tanh",
                                .formula = "min(max(low, x), high)",
                                .reference = "Collobert: Large scale machine learning, dissertation, Paris VI, 2004",
                                .max_error_ulp = 0.5,
                                .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<HardTanh, hard_tanh>();
