/* The gradient of the trained parameter is added to what stands there. */
#define NAME "trained_accumulates"
#define BACKWARD_TRAINED added

#include "kernel.h"

BACKWARD_TRAINED_KERNEL(added, float) {
    for (size_t i = 0; i < rows * cols; ++i) {
        gradient[0] += dy[i] * x[i];
        dx[i] = trained[0] * dy[i];
    }
}

#include "trained_scale.h"
