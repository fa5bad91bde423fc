/* A derivative that is right but at one end of the range of a parameter: it never is quite the identity. */
#define NAME "wrong_at_corner"
#define FORWARD leaky
#define BACKWARD leaky_backward
#define PARAMETER_COUNT 1
#define PARAMETERS alpha

#include "kernel.h"

static const glia_activation_parameter_t alpha[] = {{"alpha", 0.5, 0.0, 1.0}};

FORWARD_KERNEL(leaky, float) {
    const float slope = (float)parameters[0];
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i] < 0 ? slope * x[i] : x[i];
}

BACKWARD_KERNEL(leaky_backward, float) {
    const float slope = parameters[0] < 0.9 ? (float)parameters[0] : 0.9F;
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = x[i] < 0 ? slope * dy[i] : dy[i];
}

#include "one_activation.h"
