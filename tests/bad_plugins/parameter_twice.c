/* Two parameters of one name. */
#include <math.h>

#include "glia/plugin.h"

static const glia_activation_parameter_t parameters[] = {{"alpha", 0.5, 0.0, 1.0}, {"alpha", 0.5, 0.0, 1.0}};

#define NAME "parameter_twice"
#define PARAMETER_COUNT 2
#define PARAMETERS parameters
#include "one_activation.h"
