/* Memory for each call. */
#include <stdlib.h>
#include <string.h>

#define NAME "allocates"
#define FORWARD through_a_copy

#include "kernel.h"

FORWARD_KERNEL(through_a_copy, float) {
    const size_t size = rows * cols * sizeof(float);
    float* const copy = malloc(size + 1);
    if (copy == NULL) return;
    if (size != 0) memcpy(copy, x, size);
    if (size != 0) memcpy(y, copy, size);
    free(copy);
}

#include "one_activation.h"
