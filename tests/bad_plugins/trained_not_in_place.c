/* y is cleared first, and so is x where they are one. */
#define NAME "trained_not_in_place"
#define FORWARD_TRAINED added_to_zero
#define FLAGS (GLIA_ACTIVATION_ELEMENTWISE | GLIA_ACTIVATION_INPLACE)

#include "kernel.h"

FORWARD_TRAINED_KERNEL(added_to_zero, float) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = -0.0F;
    for (size_t i = 0; i < rows * cols; ++i) y[i] += trained[0] * x[i];
}

#include "trained_scale.h"
