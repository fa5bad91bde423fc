/* The relu of a glia that is to come, different enough to be told from today's: 2 max(0, x). */
#include "glia/plugin.h"

static void forward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                    float* y) {
    (void)self;
    (void)parameters;
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i] > 0 ? 2 * x[i] : 0;
}

static void backward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                     const float* y, const float* dy, float* dx) {
    (void)self;
    (void)parameters;
    (void)y;
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = x[i] > 0 ? 2 * dy[i] : 0;
}

static const glia_activation_t relu = {.struct_size = sizeof(glia_activation_t),
                                       .flags = GLIA_ACTIVATION_ELEMENTWISE | GLIA_ACTIVATION_GRAD_IGNORES_Y,
                                       .name = "relu",
                                       .revision = 2,
                                       .variant = "baseline",
                                       .forward = forward,
                                       .backward = backward};

static int32_t init(const glia_host_t* host) {
    return host->abi == GLIA_PLUGIN_ABI ? 0 : 1;
}

static uint32_t count(void) {
    return 1;
}

static const glia_activation_t* activation(uint32_t index) {
    return index == 0 ? &relu : NULL;
}

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = {
    sizeof(glia_plugin_t), GLIA_PLUGIN_ABI, "glia.standard.relu", "2.0.0", init, count, activation};
