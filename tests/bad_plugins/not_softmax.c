/* Shares of the row, but the least logit gets the greatest. */
#include <math.h>

#define NAME "not_softmax"
#define FORWARD softmin
#define BACKWARD softmin_backward
#define FLAGS GLIA_ACTIVATION_SOFTMAX

#include "kernel.h"

FORWARD_KERNEL(softmin, float) {
    for (size_t row = 0; row < rows; ++row, x += cols, y += cols) {
        float least = INFINITY;
        float sum = 0;
        for (size_t j = 0; j < cols; ++j) least = x[j] < least ? x[j] : least;
        for (size_t j = 0; j < cols; ++j) sum += y[j] = expf(least - x[j]);
        for (size_t j = 0; j < cols; ++j) y[j] /= sum;
    }
}

BACKWARD_KERNEL(softmin_backward, float) {
    for (size_t row = 0; row < rows; ++row, y += cols, dy += cols, dx += cols) {
        float mean = 0;
        for (size_t j = 0; j < cols; ++j) mean += y[j] * dy[j];
        for (size_t j = 0; j < cols; ++j) dx[j] = y[j] * (mean - dy[j]);
    }
}

#include "one_activation.h"
