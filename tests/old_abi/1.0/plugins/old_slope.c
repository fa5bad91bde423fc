/* A plugin whose parameter is trained for each unit, as one was written for version 1.0 of plugin.h, with all of its
 * members. Its tables end where an unreadable page begins. Never edited: it stands for those that nobody can rebuild. */
#define _DEFAULT_SOURCE
#include "glia/plugin.h"
#include "page_end.h"

/* Kernels for one type of numbers: y = x for x > 0, else slope * x (He et al., 2015), with one slope, and with one for
 * each column. */
#define KERNELS(number, suffix)                                                                                      \
    static void forward_##suffix(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,  \
                                 const number* x, number* y) {                                                       \
        (void)self;                                                                                                  \
        for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i] > 0 ? x[i] : (number)parameters[0] * x[i];              \
    }                                                                                                                \
    static void backward_##suffix(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, \
                                  const number* x, const number* y, const number* dy, number* dx) {                  \
        (void)self;                                                                                                  \
        (void)y;                                                                                                     \
        for (size_t i = 0; i < rows * cols; ++i) dx[i] = x[i] > 0 ? dy[i] : (number)parameters[0] * dy[i];           \
    }                                                                                                                \
    static void forward_trained_##suffix(const glia_activation_t* self, const double* parameters,                    \
                                         const number* trained, size_t rows, size_t cols, const number* x,           \
                                         number* y) {                                                                \
        (void)self;                                                                                                  \
        (void)parameters;                                                                                            \
        for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i] > 0 ? x[i] : trained[i % cols] * x[i];                  \
    }                                                                                                                \
    static void backward_trained_##suffix(const glia_activation_t* self, const double* parameters,                   \
                                          const number* trained, size_t rows, size_t cols, const number* x,          \
                                          const number* y, const number* dy, number* dx, number* gradient) {         \
        (void)self;                                                                                                  \
        (void)parameters;                                                                                            \
        (void)y;                                                                                                     \
        for (size_t j = 0; j < cols; ++j) gradient[j] = 0;                                                           \
        for (size_t i = 0; i < rows * cols; ++i) {                                                                   \
            if (!(x[i] > 0)) gradient[i % cols] += dy[i] * x[i];                                                     \
            dx[i] = x[i] > 0 ? dy[i] : trained[i % cols] * dy[i];                                                    \
        }                                                                                                            \
    }

KERNELS(float, f32)
KERNELS(double, f64)

static const glia_activation_parameter_t parameters[] = {{"slope", 0.25, 0.0, 1.0}};
static const uint32_t training[] = {GLIA_PARAMETER_PER_UNIT};

static const glia_activation_t described = {sizeof(glia_activation_t),
                                            GLIA_ACTIVATION_ELEMENTWISE | GLIA_ACTIVATION_GRAD_IGNORES_Y,
                                            "old_slope",
                                            2,
                                            1,
                                            parameters,
                                            "baseline",
                                            "x for x > 0, else slope * x",
                                            "He, Zhang, Ren, Sun: Delving deep into rectifiers, arXiv:1502.01852",
                                            "he_uniform",
                                            1.0,
                                            NULL,
                                            NULL,
                                            forward_f32,
                                            backward_f32,
                                            forward_f64,
                                            backward_f64,
                                            training,
                                            forward_trained_f32,
                                            backward_trained_f32,
                                            forward_trained_f64,
                                            backward_trained_f64};

static const glia_activation_t* table;

static int32_t init(const glia_host_t* host) {
    if (host->abi != GLIA_PLUGIN_ABI || host->struct_size < sizeof(glia_host_t)) return 1;
    table = at_page_end(&described, sizeof described);
    return table == NULL;
}

static uint32_t count(void) {
    return 1;
}

static const glia_activation_t* activation(uint32_t index) {
    return index == 0 ? table : NULL;
}

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = {
    sizeof(glia_plugin_t), GLIA_PLUGIN_ABI, "org.example.old_slope", "1.0.0", init, count, activation};
