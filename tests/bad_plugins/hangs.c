/* A sawtooth whose argument is brought into range step by step, which from infinity takes for ever. */
#define NAME "hangs"
#define FORWARD sawtooth

#include "kernel.h"

FORWARD_KERNEL(sawtooth, float) {
    for (size_t i = 0; i < rows * cols; ++i) {
        volatile float rest = x[i];
        while (rest > 30) rest -= 60;
        while (rest < -30) rest += 60;
        y[i] = rest;
    }
}

#include "one_activation.h"
