/* The value of the unit after the last one is read. */
#define NAME "trained_reads_past_end"
#define HOW GLIA_PARAMETER_PER_UNIT
#define FORWARD_TRAINED with_the_next
#define BACKWARD_TRAINED by_unit

#include "kernel.h"

FORWARD_TRAINED_KERNEL(with_the_next, float) {
    const volatile float* const read = trained;
    for (size_t row = 0; row < rows; ++row) {
        for (size_t j = 0; j < cols; ++j) {
            const float next = read[j + 1];
            (void)next;
            y[row * cols + j] = read[j] * x[row * cols + j];
        }
    }
}

BACKWARD_TRAINED_KERNEL(by_unit, float) {
    for (size_t j = 0; j < cols; ++j) gradient[j] = 0;
    for (size_t row = 0; row < rows; ++row) {
        for (size_t j = 0; j < cols; ++j) {
            gradient[j] += dy[row * cols + j] * x[row * cols + j];
            dx[row * cols + j] = trained[j] * dy[row * cols + j];
        }
    }
}

#include "trained_scale.h"
