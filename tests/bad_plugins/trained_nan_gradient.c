/* The gradient of the trained parameter overflows in between, where x is large. */
#define NAME "trained_nan_gradient"
#define BACKWARD_TRAINED by_squares

#include "kernel.h"

BACKWARD_TRAINED_KERNEL(by_squares, float) {
    gradient[0] = 0;
    for (size_t i = 0; i < rows * cols; ++i) {
        const float square = x[i] * x[i];
        gradient[0] += square == 0 ? 0 : dy[i] * x[i] * (square / square);
        dx[i] = trained[0] * dy[i];
    }
}

#include "trained_scale.h"
