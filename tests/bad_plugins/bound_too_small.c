/* The error is greater than what is stated. */
#define NAME "bound_too_small"
#define FORWARD nearly_third
#define BACKWARD nearly_third_backward
#define FORWARD_F64 third
#define BACKWARD_F64 third_backward
#define MAX_ERROR_ULP 1.5

#include "kernel.h"

FORWARD_KERNEL(nearly_third, float) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i] * 0.333333F;
}

BACKWARD_KERNEL(nearly_third_backward, float) {
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = dy[i] * 0.333333F;
}

FORWARD_KERNEL(third, double) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i] / 3;
}

BACKWARD_KERNEL(third_backward, double) {
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = dy[i] / 3;
}

#include "one_activation.h"
