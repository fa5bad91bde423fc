/* A zero is written before dx, for one size only: most programs would never notice. */
#define NAME "writes_before_start"
#define BACKWARD with_a_margin

#include "kernel.h"

BACKWARD_KERNEL(with_a_margin, float) {
    volatile float* const write = dx;
    if (rows * cols == 33) write[-1] = 0;
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = dy[i];
}

#include "one_activation.h"
