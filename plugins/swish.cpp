#include "glia/plugin/swish.hpp"
#include "glia/plugin/elementwise.hpp"

namespace {

using namespace glia::plugin;

constexpr glia_activation_parameter_t parameters[] = {{"beta", 1.0, 0.1, 100.0}};

// silu, where beta is 1.
template <class Real>
struct Swish : SwishOf<Real> {
    explicit Swish(const double* values) : SwishOf<Real>{static_cast<Wider<Real>>(values[0])} {}
};

constexpr Description swish{.id = "glia.standard.swish",
                            .name = "swish",
                            .formula = "x / (1 + exp(-beta * x))",
                            .reference = "Ramachandran, Zoph, Le: Searching for activation functions, arXiv:1710.05941",
                            .initializer = "he_uniform",
                            .max_error_ulp = 4,
                            .parameters = parameters};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Swish, swish>();
