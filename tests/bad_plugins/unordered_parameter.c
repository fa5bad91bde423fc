/* The range of the parameter is upside down. */
#include <math.h>

#include "glia/plugin.h"

static const glia_activation_parameter_t parameters[] = {{"alpha", 0.5, 1.0, 0.0}};

#define NAME "unordered_parameter"
#define PARAMETER_COUNT 1
#define PARAMETERS parameters
#include "one_activation.h"
