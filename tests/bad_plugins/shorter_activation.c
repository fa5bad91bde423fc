/* glia_activation_t claims to end before the last member of its first version. */
#include "glia/plugin.h"

#define ACTIVATION_SIZE (offsetof(glia_activation_t, training) - 1)
#define NAME "shorter_activation"
#include "one_activation.h"
