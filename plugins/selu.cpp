#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/math.hpp"

namespace {

using namespace glia::plugin;

// The two constants make mean 0 and variance 1 a fixed point (Klambauer et al., equation 14).
constexpr double alpha = 1.67326324235437728481704299167;
constexpr double scale = 1.05070098735548049341933498529;

// The derivative for x <= 0 is scale * alpha * exp(x) = y + scale * alpha, at 0 too.
template <class Real>
struct Selu {
    static constexpr Real slope = static_cast<Real>(scale);
    static constexpr Real depth = static_cast<Real>(scale * alpha);

    GLIA_INLINE Real forward(Real x) const {
        const Real below = depth * expm1_of_negative(at_most<Real>(x, 0));
        return select(x > 0, slope * x, below);
    }
    GLIA_INLINE Real derivative_from_y(Real y) const { return y > 0 ? slope : y + depth; }
};

constexpr Description selu{.id = "glia.standard.selu",
                           .name = "selu",
                           .formula = "1.0507 * (x for x > 0, else 1.67326 * (exp(x) - 1))",
                           .reference =
                               "Klambauer, Unterthiner, Mayr, Hochreiter: Self-normalizing neural networks, NIPS 2017, "
                               "arXiv:1706.02515",
                           .initializer = "lecun_normal",
                           .max_error_ulp = 3};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Selu, selu>();
