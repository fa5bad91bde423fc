/* Kernels in double precision, but none that take the values of the trained parameter. */
#define NAME "trained_without_f64"

#include "glia/plugin.h"

static void forward_f64(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                        const double* x, double* y) {
    (void)self;
    for (size_t i = 0; i < rows * cols; ++i) y[i] = parameters[0] * x[i];
}

static void backward_f64(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                         const double* x, const double* y, const double* dy, double* dx) {
    (void)self;
    (void)x;
    (void)y;
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = parameters[0] * dy[i];
}

#define FORWARD_F64 forward_f64
#define BACKWARD_F64 backward_f64
#include "trained_scale.h"
