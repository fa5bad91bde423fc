/* The same as wrong_gradient, in the double precision in which models are checked. */
#define NAME "wrong_gradient_f64"
#define FORWARD_F64 as_it_is
#define BACKWARD_F64 too_steep

#include "glia/plugin.h"

static void as_it_is(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const double* x,
                     double* y) {
    (void)self;
    (void)parameters;
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i];
}

static void too_steep(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                      const double* x, const double* y, const double* dy, double* dx) {
    (void)self;
    (void)parameters;
    (void)x;
    (void)y;
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = 1.01 * dy[i];
}

#include "one_activation.h"
