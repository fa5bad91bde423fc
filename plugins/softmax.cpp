#include "glia/plugin/softmax.hpp"
#include "glia/plugin/plugin.hpp"

namespace {

using namespace glia::plugin;

constexpr Description softmax{
    .id = "glia.standard.softmax",
    .name = "softmax",
    .formula = "exp(x_i) / sum_j exp(x_j), for each row",
    .reference =
        "Bridle: Training stochastic model recognition algorithms as networks can lead to maximum mutual "
        "information estimation of parameters, NIPS 1989",
    .max_error_ulp = 3,
    .flags = GLIA_ACTIVATION_SOFTMAX};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = Plugin<softmax, choose_softmax<false>>::symbol();
