/* An older glia, which knows no trained parameters, would compute another function. */
#define NAME "trained_differs_when_fixed"
#define FORWARD_TRAINED twice
#define BACKWARD_TRAINED twice_backward

#include "kernel.h"

FORWARD_TRAINED_KERNEL(twice, float) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = 2 * trained[0] * x[i];
}

BACKWARD_TRAINED_KERNEL(twice_backward, float) {
    gradient[0] = 0;
    for (size_t i = 0; i < rows * cols; ++i) {
        gradient[0] += 2 * dy[i] * x[i];
        dx[i] = 2 * trained[0] * dy[i];
    }
}

#include "trained_scale.h"
