/* Rounds up, and leaves it so. */
#include <fenv.h>

#define NAME "changes_rounding"
#define FORWARD upward

#include "kernel.h"

FORWARD_KERNEL(upward, float) {
    fesetround(FE_UPWARD);
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i];
}

#include "one_activation.h"
