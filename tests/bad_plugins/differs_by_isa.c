/* Another function where more than the baseline is permitted. */
#define NAME "differs_by_isa"
#define INIT choose
#define FORWARD sloped
#define BACKWARD sloped_backward

#include "kernel.h"

static float slope = 1;

static int32_t choose(const glia_host_t* host) {
    slope = host->isa == GLIA_ISA_BASELINE ? 1.0F : 1.01F;
    return 0;
}

FORWARD_KERNEL(sloped, float) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = slope * x[i];
}

BACKWARD_KERNEL(sloped_backward, float) {
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = slope * dy[i];
}

#include "one_activation.h"
