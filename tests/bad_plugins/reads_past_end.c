/* Numbers are taken four at a time, the last ones too. */
#define NAME "reads_past_end"
#define FORWARD by_four

#include "kernel.h"

FORWARD_KERNEL(by_four, float) {
    const volatile float* const read = x;
    for (size_t i = 0; i < rows * cols; i += 4) {
        float four[4];
        for (size_t j = 0; j < 4; ++j) four[j] = read[i + j];
        for (size_t j = 0; j < 4 && i + j < rows * cols; ++j) y[i + j] = four[j];
    }
}

#include "one_activation.h"
