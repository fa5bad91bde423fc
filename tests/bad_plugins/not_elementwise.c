/* What is left of blocks of four goes another way, which differs in the last bit. */
#define NAME "not_elementwise"
#define FORWARD by_four
#define BACKWARD all_alike

#include "kernel.h"

FORWARD_KERNEL(by_four, float) {
    const size_t whole = rows * cols / 4 * 4;
    for (size_t i = 0; i < whole; ++i) y[i] = x[i] * 0.1F * 3.0F;
    for (size_t i = whole; i < rows * cols; ++i) y[i] = x[i] * 0.3F;
}

BACKWARD_KERNEL(all_alike, float) {
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = dy[i] * 0.3F;
}

#include "one_activation.h"
