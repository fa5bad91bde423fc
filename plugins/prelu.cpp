#include <limits>

#include "glia/plugin/math.hpp"
#include "glia/plugin/trained.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"alpha", 0.25, -1.0, 1.0}};
constexpr std::uint32_t training[] = {GLIA_PARAMETER_PER_UNIT};

// At 0 the derivative is alpha, that by alpha 0.
template <class Real>
struct Prelu {
    static constexpr Real infinity = std::numeric_limits<Real>::infinity();
    Real alpha;

    GLIA_INLINE explicit Prelu(const Real* values) : alpha(values[0]) {}

    GLIA_INLINE Real forward(Real x) const {
        // 0 times -infinity would be NaN: the limit is 0.
        const Real finite = at_least(x, select(alpha == 0, std::numeric_limits<Real>::lowest(), -infinity));
        return select(x > 0, x, alpha * finite);
    }
    GLIA_INLINE Real derivative_from_x(Real x) const {
        const Real leak = select(x <= 0, alpha, x);  // NaN passes
        return select(x > 0, Real(1), leak);
    }
    GLIA_INLINE void derivatives_by_parameters(Real x, Real* by) const { by[0] = select(x > 0, Real(0), x); }
};

constexpr Description prelu{
    .id = "glia.standard.prelu",
    .name = "prelu",
    .formula = "x for x > 0, else alpha * x, with an alpha for each unit that is trained",
    .reference =
        "He, Zhang, Ren, Sun: Delving deep into rectifiers: surpassing human-level performance on ImageNet "
        "classification, ICCV 2015, arXiv:1502.01852",
    .initializer = "he_uniform",
    .max_error_ulp = 1.5,
    .parameters = parameters,
    .training = training};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = trained_elementwise<Prelu, prelu>();
