/* A derivative that is too large by a hundredth: nothing that can be judged without running it is wrong. */
#define NAME "wrong_gradient"
#define BACKWARD too_steep

#include "glia/plugin.h"

static void too_steep(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                      const float* y, const float* dy, float* dx) {
    (void)self;
    (void)parameters;
    (void)x;
    (void)y;
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = 1.01F * dy[i];
}

#include "one_activation.h"
