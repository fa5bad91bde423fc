#include "glia/plugin/threshold.hpp"
#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"theta", 0.0, -1000.0, 1000.0}, {"value", 0.0, -1000.0, 1000.0}};

// The derivative is 1 above theta, and 0 there and below. y does not tell the two apart where value is above theta.
template <class Real>
struct Threshold {
    Real theta;
    Real value;

    explicit Threshold(const double* values)
        : theta(greatest_up_to<Real>(values[0])), value(static_cast<Real>(values[1])) {}

    GLIA_INLINE Real forward(Real x) const { return select(x <= theta, value, x); }
    GLIA_INLINE Real derivative_from_x(Real x) const {
        const Real slope = select(x <= theta, Real(0), Real(1));
        return select(x != x, x, slope);
    }
};

constexpr Description threshold{.id = "glia.standard.threshold",
                                .name = "threshold",
                                .formula = "x for x > theta, else value",
                                .reference =
                                    "Konda, Memisevic, Krueger: Zero-bias autoencoders and the benefits of co-adapting "
                                    "features, ICLR 2015, arXiv:1402.3337",
                                .initializer = "he_uniform",
                                .max_error_ulp = 0.5,
                                .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Threshold, threshold>();
