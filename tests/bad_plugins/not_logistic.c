/* Goes from 0 to 1 as the logistic function does, but another way. */
#include <math.h>

#define NAME "not_logistic"
#define FORWARD elliot
#define BACKWARD elliot_backward
#define FLAGS (GLIA_ACTIVATION_ELEMENTWISE | GLIA_ACTIVATION_LOGISTIC)

#include "kernel.h"

FORWARD_KERNEL(elliot, float) {
    for (size_t i = 0; i < rows * cols; ++i) {
        const float share = x[i] / (1 + fabsf(x[i]));
        y[i] = x[i] - x[i] == 0 ? 0.5F + 0.5F * share : isnan(x[i]) ? x[i] : x[i] > 0 ? 1 : 0;
    }
}

BACKWARD_KERNEL(elliot_backward, float) {
    for (size_t i = 0; i < rows * cols; ++i) {
        const float below = 1 + fabsf(x[i]);
        dx[i] = 0.5F * dy[i] / below / below;
    }
}

#include "one_activation.h"
