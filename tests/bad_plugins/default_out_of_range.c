/* The default may not be used. */
#include <math.h>

#include "glia/plugin.h"

static const glia_activation_parameter_t parameters[] = {{"alpha", 2.0, 0.0, 1.0}};

#define NAME "default_out_of_range"
#define PARAMETER_COUNT 1
#define PARAMETERS parameters
#include "one_activation.h"
