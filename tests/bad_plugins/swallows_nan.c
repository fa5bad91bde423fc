/* A comparison with NaN is false, so NaN becomes 0. */
#define NAME "swallows_nan"
#define FORWARD relu
#define BACKWARD relu_backward

#include "kernel.h"

FORWARD_KERNEL(relu, float) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i] > 0 ? x[i] : 0;
}

BACKWARD_KERNEL(relu_backward, float) {
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = x[i] > 0 ? dy[i] : 0;
}

#include "one_activation.h"
