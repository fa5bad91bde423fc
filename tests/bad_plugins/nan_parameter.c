/* A parameter without a number for its default. */
#include <math.h>

#include "glia/plugin.h"

static const glia_activation_parameter_t parameters[] = {{"alpha", NAN, 0.0, 1.0}};

#define NAME "nan_parameter"
#define PARAMETER_COUNT 1
#define PARAMETERS parameters
#include "one_activation.h"
