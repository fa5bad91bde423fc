/* The square of a great number is infinite, and infinity / infinity is NaN. */
#define NAME "nan_of_finite"
#define FORWARD share
#define BACKWARD share_backward

#include "kernel.h"

FORWARD_KERNEL(share, float) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i] * x[i] / (1 + x[i] * x[i]);
}

BACKWARD_KERNEL(share_backward, float) {
    for (size_t i = 0; i < rows * cols; ++i) {
        const float below = 1 + x[i] * x[i];
        dx[i] = dy[i] * 2 * x[i] / below / below;
    }
}

#include "one_activation.h"
