#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// min(x, 0) - log(1 + exp(-|x|)), which never overflows. The derivative 1 / (1 + exp(x)) is 1 - exp(y).
template <class Real>
struct LogSigmoid {
    GLIA_INLINE Real forward(Real x) const {
        return at_most<Real>(x, 0) - log1p_of_fraction(glia::plugin::exp(-glia::plugin::abs(x)));
    }
    GLIA_INLINE Real derivative_from_y(Real y) const { return -expm1_of_negative(y); }
};

constexpr Description log_sigmoid{.id = "glia.standard.log_sigmoid",
                                  .name = "log_sigmoid",
                                  .formula = "-log(1 + exp(-x))",
                                  .reference =
                                      "Dugas, Bengio, Belisle, Nadeau, Garcia: Incorporating second-order functional "
                                      "knowledge for better option pricing, NIPS 2000",
                                  .max_error_ulp = 3};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<LogSigmoid, log_sigmoid>();
