/* A plugin without activations. */
#define COUNT 0
#define NAME "count_zero"
#include "one_activation.h"
