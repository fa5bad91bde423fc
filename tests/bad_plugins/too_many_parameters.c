/* One parameter more than allowed, each correct. */
#include <math.h>

#include "glia/plugin.h"

static const glia_activation_parameter_t parameters[] = {
    {"a", 0, 0, 1}, {"b", 0, 0, 1}, {"c", 0, 0, 1}, {"d", 0, 0, 1}, {"e", 0, 0, 1}, {"f", 0, 0, 1},
    {"g", 0, 0, 1}, {"h", 0, 0, 1}, {"i", 0, 0, 1}, {"j", 0, 0, 1}, {"k", 0, 0, 1}, {"l", 0, 0, 1},
    {"m", 0, 0, 1}, {"n", 0, 0, 1}, {"o", 0, 0, 1}, {"p", 0, 0, 1}, {"q", 0, 0, 1}};

#define NAME "too_many_parameters"
#define PARAMETER_COUNT (GLIA_PLUGIN_MAX_PARAMETERS + 1)
#define PARAMETERS parameters
#include "one_activation.h"
