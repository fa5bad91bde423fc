/* A correct plugin with a trained parameter: y = scale x, one scale for a layer. A source that includes this defines
 * first, as a macro, what it wants to be different. */
#ifndef GLIA_TESTS_TRAINED_SCALE_H
#define GLIA_TESTS_TRAINED_SCALE_H

#include "glia/plugin.h"

#ifndef HOW
#define HOW GLIA_PARAMETER_PER_LAYER
#endif
#ifndef GRADIENT_FACTOR
#define GRADIENT_FACTOR 1.0F
#endif
#ifndef FORWARD_TRAINED
#define FORWARD_TRAINED forward_trained
#endif
#ifndef BACKWARD_TRAINED
#define BACKWARD_TRAINED backward_trained
#endif

static const glia_activation_parameter_t scale[] = {{"scale", 1.0, 0.0, 2.0}};
static const uint32_t training[] = {HOW};

static void forward_trained(const glia_activation_t* self, const double* parameters, const float* trained, size_t rows,
                            size_t cols, const float* x, float* y) {
    (void)self;
    (void)parameters;
    for (size_t i = 0; i < rows * cols; ++i) y[i] = trained[0] * x[i];
}

static void backward_trained(const glia_activation_t* self, const double* parameters, const float* trained, size_t rows,
                             size_t cols, const float* x, const float* y, const float* dy, float* dx, float* gradient) {
    (void)self;
    (void)parameters;
    (void)y;
    gradient[0] = 0;
    for (size_t i = 0; i < rows * cols; ++i) {
        gradient[0] += GRADIENT_FACTOR * dy[i] * x[i];
        dx[i] = trained[0] * dy[i];
    }
}

static void scaled(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                   float* y) {
    const float value = (float)parameters[0];
    forward_trained(self, parameters, &value, rows, cols, x, y);
}

static void scaled_backward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                            const float* x, const float* y, const float* dy, float* dx) {
    const float value = (float)parameters[0];
    float unused;
    backward_trained(self, parameters, &value, rows, cols, x, y, dy, dx, &unused);
}

#define PARAMETER_COUNT 1
#define PARAMETERS scale
#define TRAINING training
#define FORWARD scaled
#define BACKWARD scaled_backward

#include "one_activation.h"

#endif
