/* All calls share one place to keep numbers in. */
#define NAME "static_scratch"
#define FORWARD through_scratch

#include "kernel.h"

static float scratch[1 << 20];

FORWARD_KERNEL(through_scratch, float) {
    const size_t size = rows * cols;
    if (size > sizeof(scratch) / sizeof(scratch[0])) return;
    for (size_t i = 0; i < size; ++i) scratch[i] = x[i];
    for (size_t i = 0; i < size; ++i) y[i] = scratch[i];
}

#include "one_activation.h"
