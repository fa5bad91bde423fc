#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/swish.hpp"

namespace {

using namespace glia::plugin;

// The logistic approximation of gelu.
template <class Real>
struct QuickGelu : SwishOf<Real> {
    QuickGelu() : SwishOf<Real>{static_cast<Wider<Real>>(1.702)} {}
};

constexpr Description quick_gelu{
    .id = "glia.standard.quick_gelu",
    .name = "quick_gelu",
    .formula = "x / (1 + exp(-1.702 * x))",
    .reference = "Hendrycks, Gimpel: Gaussian error linear units (GELUs), arXiv:1606.08415",
    .initializer = "he_uniform",
    .max_error_ulp = 4};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<QuickGelu, quick_gelu>();
