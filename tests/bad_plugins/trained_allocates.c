/* Memory for each call of the kernel for trained parameters. */
#include <stdlib.h>

#define NAME "trained_allocates"
#define FORWARD_TRAINED through_a_copy

#include "kernel.h"

FORWARD_TRAINED_KERNEL(through_a_copy, float) {
    volatile float* const copy = malloc(sizeof(float));
    if (copy == NULL) return;
    copy[0] = trained[0];
    for (size_t i = 0; i < rows * cols; ++i) y[i] = copy[0] * x[i];
    free((void*)copy);
}

#include "trained_scale.h"
