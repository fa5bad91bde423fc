/* glia_activation_t claims to end before its last member. */
#define ACTIVATION_SIZE (sizeof(glia_activation_t) - 1)
#define NAME "short_activation"
#include "one_activation.h"
