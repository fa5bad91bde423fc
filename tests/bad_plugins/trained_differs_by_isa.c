/* The kernel for trained parameters computes another function where more than the baseline is permitted. */
#define NAME "trained_differs_by_isa"
#define INIT choose
#define FORWARD_TRAINED sloped
#define BACKWARD_TRAINED sloped_backward

#include "kernel.h"

static float slope = 1;

static int32_t choose(const glia_host_t* host) {
    slope = host->isa == GLIA_ISA_BASELINE ? 1.0F : 1.01F;
    return 0;
}

FORWARD_TRAINED_KERNEL(sloped, float) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = (slope * trained[0]) * x[i];
}

BACKWARD_TRAINED_KERNEL(sloped_backward, float) {
    gradient[0] = 0;
    for (size_t i = 0; i < rows * cols; ++i) {
        gradient[0] += slope * (dy[i] * x[i]);
        dx[i] = (slope * trained[0]) * dy[i];
    }
}

#include "trained_scale.h"
