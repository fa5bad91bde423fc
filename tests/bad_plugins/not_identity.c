/* The identity, but that -0 becomes 0. */
#define NAME "not_identity"
#define FORWARD plus_zero
#define FLAGS (GLIA_ACTIVATION_ELEMENTWISE | GLIA_ACTIVATION_IDENTITY)

#include "kernel.h"

FORWARD_KERNEL(plus_zero, float) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i] + 0.0F;
}

#include "one_activation.h"
