#include "glia/plugin/plugin.hpp"
#include "glia/plugin/softmax.hpp"

namespace {

using namespace glia::plugin;

constexpr Description softmin{
    .id = "glia.standard.softmin",
    .name = "softmin",
    .formula = "exp(-x_i) / sum_j exp(-x_j), for each row",
    .reference =
        "Bridle: Training stochastic model recognition algorithms as networks can lead to maximum mutual "
        "information estimation of parameters, NIPS 1989",
    .max_error_ulp = 3};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = Plugin<softmin, choose_softmax<true>>::symbol();
