/* x is used as a place to keep numbers in, and put back. */
#define NAME "modifies_input"
#define FORWARD there_and_back

#include "kernel.h"

FORWARD_KERNEL(there_and_back, float) {
    float* const input = (float*)(uintptr_t)x;
    for (size_t i = 0; i < rows * cols; ++i) {
        const volatile float before = x[i];
        input[i] = before;
        y[i] = before;
    }
}

#include "one_activation.h"
