/* The trained value is used as a place to keep numbers in, and put back. */
#define NAME "trained_modifies_input"
#define FORWARD_TRAINED there_and_back

#include "kernel.h"

FORWARD_TRAINED_KERNEL(there_and_back, float) {
    volatile float* const input = (float*)(uintptr_t)trained;
    const float before = trained[0];
    input[0] = before;
    for (size_t i = 0; i < rows * cols; ++i) y[i] = before * x[i];
}

#include "trained_scale.h"
