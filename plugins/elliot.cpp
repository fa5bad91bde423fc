#include "glia/plugin/elementwise.hpp"
#include "glia/plugin/softsign.hpp"

namespace {

using namespace glia::plugin;

// The same function as softsign, under the name that FANN has for it.

constexpr Description elliot{.id = "glia.standard.elliot",
                             .name = "elliot",
                             .formula = "x / (1 + |x|)",
                             .reference =
                                 "Elliott: A better activation function for artificial neural networks, University of "
                                 "Maryland, ISR TR 93-8, 1993",
                             .max_error_ulp = 1.5};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Softsign, elliot>();
