/* There is always a first element, it thinks. */
#define NAME "crashes_when_empty"
#define FORWARD at_least_one

#include "kernel.h"

FORWARD_KERNEL(at_least_one, float) {
    const volatile float* const read = x;
    size_t i = 0;
    do {
        y[i] = read[i];
    } while (++i < rows * cols);
}

#include "one_activation.h"
