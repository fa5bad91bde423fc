/* The float64 kernels compute another function. */
#define NAME "twin_differs"
#define FORWARD_F64 twice
#define BACKWARD_F64 twice_backward

#include "kernel.h"

FORWARD_KERNEL(twice, double) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = 2 * x[i];
}

BACKWARD_KERNEL(twice_backward, double) {
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = 2 * dy[i];
}

#include "one_activation.h"
