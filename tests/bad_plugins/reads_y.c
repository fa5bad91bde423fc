/* backward reads y, which it promises to ignore. */
#define NAME "reads_y"
#define FORWARD relu
#define BACKWARD from_y
#define FLAGS (GLIA_ACTIVATION_ELEMENTWISE | GLIA_ACTIVATION_GRAD_IGNORES_Y)

#include "kernel.h"

FORWARD_KERNEL(relu, float) {
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i] < 0 ? 0 : x[i];
}

BACKWARD_KERNEL(from_y, float) {
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = y[i] > 0 ? dy[i] : 0;
}

#include "one_activation.h"
