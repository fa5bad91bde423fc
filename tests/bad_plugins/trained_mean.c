/* The gradient of the trained parameter is the mean over the rows, where it should be the sum. */
#define NAME "trained_mean"
#define BACKWARD_TRAINED averaged

#include "kernel.h"

BACKWARD_TRAINED_KERNEL(averaged, float) {
    gradient[0] = 0;
    for (size_t i = 0; i < rows * cols; ++i) {
        gradient[0] += dy[i] * x[i] / (float)rows;
        dx[i] = trained[0] * dy[i];
    }
}

#include "trained_scale.h"
