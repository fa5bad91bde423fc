#include "glia/plugin/softsign.hpp"
#include "glia/plugin/elementwise.hpp"

namespace {

using namespace glia::plugin;

constexpr Description softsign{
    .id = "glia.standard.softsign",
    .name = "softsign",
    .formula = "x / (1 + |x|)",
    .reference = "Turian, Bergstra, Bengio: Quadratic features and deep architectures for chunking, NAACL 2009",
    .max_error_ulp = 1.5};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = elementwise<Softsign, softsign>();
