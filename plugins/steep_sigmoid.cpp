#include <cmath>

#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"steepness", 1.0, 0.01, 100.0}};

// 1 / (1 + e) for x >= 0, e / (1 + e) below, with e = exp(-steepness |x|). The exponent needs more than the type's
// precision: at 100, rounding the product would cost fifty ulp.
template <class Real>
struct SteepSigmoid {
    Wider<Real> steepness;

    explicit SteepSigmoid(const double* values) : steepness(static_cast<Wider<Real>>(values[0])) {}

    GLIA_INLINE Real forward(Real x) const {
        if constexpr (sizeof(Real) == sizeof(double)) {
            return static_cast<Real>(1 / (1 + std::exp(-steepness * static_cast<Wider<Real>>(x))));
        }
        constexpr int least_exponent = -800;  // 0 in either precision
        const Wider<Real> exponent = -steepness * static_cast<Wider<Real>>(glia::plugin::abs(x));
        const Pair<Real> v = split<Real>(exponent < least_exponent ? Wider<Real>(least_exponent) : exponent);
        const Scaled<Real> scaled = scaled_exp(v.hi, v.lo);
        const Real e = scaled.value * scaled.scale;
        return select(x < 0, e, Real(1)) / (1 + e);
    }
    GLIA_INLINE Real derivative_from_y(Real y) const { return static_cast<Real>(steepness) * (y * (1 - y)); }
};

constexpr Description steep_sigmoid{
    .id = "glia.standard.steep_sigmoid",
    .name = "steep_sigmoid",
    .formula = "1 / (1 + exp(-steepness * x))",
    .reference =
        "Nissen: Implementation of a fast artificial neural network library (FANN), University of Copenhagen, 2003",
    .max_error_ulp = 3,
    .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<SteepSigmoid, steep_sigmoid>();
