#include "glia/plugin/math.hpp"
#include "glia/plugin/trained.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"beta", 1.0, -100.0, 100.0}};
constexpr std::uint32_t training[] = {GLIA_PARAMETER_PER_LAYER};

constexpr int limit = 800;  // beyond it exp(-|z|) is 0 in either precision

// beta x, between the limits, and its rounding error: exp turns an error of one into as many as beta x says. 0 times
// infinity would be NaN: a beta of 0 makes 0 of everything.
GLIA_INLINE Pair<float> product(double beta, float x) {
    const double exact = clamp<double>(beta * static_cast<double>(x), -limit, limit);
    return split<float>(select(beta == 0, 0.0, exact));
}
GLIA_INLINE Pair<double> product(long double beta, double x) {
    const long double wide = beta * static_cast<long double>(x);
    const long double bounded = wide < -limit ? -limit : wide > limit ? limit : wide;  // NaN passes
    return beta == 0 ? Pair<double>{0, 0} : split<double>(bounded);
}

// x s(z) with z = beta x and s the logistic function. With e = exp(-|z|): s = 1 / (1 + e) for z >= 0, e / (1 + e)
// below.
template <class Real>
struct TrainableSwish {
    Wider<Real> beta;

    // Of the precision in which it is trained, or as it is: at z = -50, rounding it would cost twenty ulp.
    template <class Value>
    GLIA_INLINE explicit TrainableSwish(const Value* values) : beta(values[0]) {}

    GLIA_INLINE Real forward(Real x) const {
        const Pair<Real> exact = product(beta, x);
        const Real z = exact.hi;
        const Scaled<Real> e = scaled_exp(-glia::plugin::abs(z), select(z < 0, exact.lo, -exact.lo));
        // Where s is 0, x may be infinite, and the limit is 0.
        const Real finite = select(z <= -limit, Real(0), x);
        const Real numerator = finite * select(z < 0, e.value, Real(1));
        return numerator / (1 + e.value * e.scale) * select(z < 0, e.scale, Real(1));
    }
    // s + z s (1 - s), where s (1 - s) = e / (1 + e)^2.
    GLIA_INLINE Real derivative_from_x(Real x) const {
        const Real z = product(beta, x).hi;
        const Real e = glia::plugin::exp(-glia::plugin::abs(z));
        const Real inverse = 1 / (1 + e);
        const Real s = select(z < 0, e, Real(1)) * inverse;
        return s + z * (e * inverse * inverse);
    }
    // x^2 s (1 - s)
    GLIA_INLINE void derivatives_by_parameters(Real x, Real* by) const {
        const Real e = glia::plugin::exp(-glia::plugin::abs(product(beta, x).hi));
        const Real inverse = 1 / (1 + e);
        // Where s (1 - s) is 0, x may be infinite, and the limit is 0.
        const Real finite = select(e == 0, Real(0), x);
        by[0] = (finite * (e * inverse * inverse)) * finite;
    }
};

constexpr Description trainable_swish{
    .id = "glia.standard.trainable_swish",
    .name = "trainable_swish",
    .formula = "x / (1 + exp(-beta * x)), with one beta for the layer that is trained",
    .reference = "Ramachandran, Zoph, Le: Searching for activation functions, arXiv:1710.05941, 2017",
    .initializer = "he_uniform",
    .max_error_ulp = 4,
    .parameters = parameters,
    .training = training};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = trained_elementwise<TrainableSwish, trainable_swish>();
