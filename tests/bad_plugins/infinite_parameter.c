/* A parameter without an upper end. */
#include <math.h>

#include "glia/plugin.h"

static const glia_activation_parameter_t parameters[] = {{"alpha", 0.5, 0.0, INFINITY}};

#define NAME "infinite_parameter"
#define PARAMETER_COUNT 1
#define PARAMETERS parameters
#include "one_activation.h"
