/* The mean that is subtracted from a row is that of all rows. */
#define NAME "leaks_between_rows"
#define FORWARD centred
#define BACKWARD centred_backward
#define FLAGS 0

#include "kernel.h"

FORWARD_KERNEL(centred, float) {
    double sum = 0;
    for (size_t i = 0; i < rows * cols; ++i) sum += (double)x[i];
    for (size_t i = 0; i < rows * cols; ++i) y[i] = (float)((double)x[i] - sum / (double)(rows * cols));
}

BACKWARD_KERNEL(centred_backward, float) {
    double sum = 0;
    for (size_t i = 0; i < rows * cols; ++i) sum += (double)dy[i];
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = (float)((double)dy[i] - sum / (double)(rows * cols));
}

#include "one_activation.h"
