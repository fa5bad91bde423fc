/* An elementwise plugin with a parameter and kernels in both precisions, as one was written for plugin.h before
 * 1.0. Never edited: it stands for those that nobody can rebuild. */
#include <math.h>

#include "glia/plugin.h"

/* y = x / (1 + exp(-beta x)) (Ramachandran, Zoph and Le, 2017) */
static double value(double x, double beta) {
    return x / (1 + exp(-beta * x));
}

static double slope(double x, double beta) {
    const double s = 1 / (1 + exp(-beta * x));
    return s + beta * x * s * (1 - s);
}

static void forward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                    float* y) {
    (void)self;
    for (size_t i = 0; i < rows * cols; ++i) y[i] = (float)value((double)x[i], parameters[0]);
}

static void backward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                     const float* y, const float* dy, float* dx) {
    (void)self;
    (void)y;
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = dy[i] * (float)slope((double)x[i], parameters[0]);
}

static void forward_f64(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                        const double* x, double* y) {
    (void)self;
    for (size_t i = 0; i < rows * cols; ++i) y[i] = value(x[i], parameters[0]);
}

static void backward_f64(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                         const double* x, const double* y, const double* dy, double* dx) {
    (void)self;
    (void)y;
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = dy[i] * slope(x[i], parameters[0]);
}

static const glia_activation_parameter_t parameters[] = {{"beta", 1.0, 0.1, 10.0}};

static const glia_activation_t old_swish = {
    sizeof(glia_activation_t),
    GLIA_ACTIVATION_ELEMENTWISE | GLIA_ACTIVATION_INPLACE | GLIA_ACTIVATION_GRAD_IGNORES_Y,
    "old_swish",
    1,
    1,
    parameters,
    "baseline",
    "x / (1 + exp(-beta * x))",
    "Ramachandran, Zoph, Le: Searching for activation functions, arXiv:1710.05941",
    "he_uniform",
    0,
    NULL,
    NULL,
    forward,
    backward,
    forward_f64,
    backward_f64};

static int32_t init(const glia_host_t* host) {
    return host->abi == GLIA_PLUGIN_ABI ? 0 : 1;
}

static uint32_t count(void) {
    return 1;
}

static const glia_activation_t* activation(uint32_t index) {
    return index == 0 ? &old_swish : NULL;
}

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = {
    sizeof(glia_plugin_t), GLIA_PLUGIN_ABI, "org.example.old_swish", "1.0.0", init, count, activation};
