/* A comparison with NaN is false, so NaN becomes 0. */
#define NAME "trained_swallows_nan"
#define FORWARD_TRAINED without_nan

#include "kernel.h"

FORWARD_TRAINED_KERNEL(without_nan, float) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i] > 0 || x[i] <= 0 ? trained[0] * x[i] : 0;
}

#include "trained_scale.h"
