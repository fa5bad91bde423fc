/* Gradients are added to what stands in dx. */
#define NAME "accumulates"
#define BACKWARD added

#include "kernel.h"

BACKWARD_KERNEL(added, float) {
    for (size_t i = 0; i < rows * cols; ++i) dx[i] += dy[i];
}

#include "one_activation.h"
