/* What is left of blocks of four goes another way, which differs in the last bit. */
#define NAME "trained_not_elementwise"
#define FORWARD_TRAINED by_four

#include "kernel.h"

FORWARD_TRAINED_KERNEL(by_four, float) {
    const size_t whole = rows * cols / 4 * 4;
    for (size_t i = 0; i < whole; ++i) y[i] = (trained[0] * 3.0F) * (x[i] / 3.0F);
    for (size_t i = whole; i < rows * cols; ++i) y[i] = trained[0] * x[i];
}

#include "trained_scale.h"
