/* glia/activation.h: an activation by itself, without a model: to plot it, to print a table, to test one's own.
 *
 *     const float x[3] = {-1, 0, 1};
 *     float y[3];
 *     glia_activation_values("leaky_relu(alpha=0.3)", 3, 1, x, y);
 *
 * Arrays are dense and row-major, rows times cols elements; functions of a row, such as softmax, take each row by
 * itself. Parameters that the spec does not give have their defaults. */
#ifndef GLIA_ACTIVATION_H
#define GLIA_ACTIVATION_H

#include <stddef.h>

#include "glia/status.h"

GLIA_BEGIN

/* y = f(x), where `spec` says f. y may be x.
 * GLIA_OK; GLIA_ERROR_INVALID_ARGUMENT: NULL, a malformed spec, a parameter out of range, or more elements than memory
 * can have; GLIA_ERROR_NOT_FOUND: no such activation; GLIA_ERROR_PLUGIN: its plugin is refused. [thread-safe] */
GLIA_API glia_status glia_activation_values(const char* spec, size_t rows, size_t cols, const float* x, float* y);

/* dx = dy times the derivative of f at x; for a function of rows, dx_i is the sum over j of dy_j times the derivative
 * of y_j by x_i. With dy = 1 everywhere, and a function of each element, dx is its derivative. y is f(x), or NULL where
 * the caller does not have it. dx may be any of the others.
 * Statuses as glia_activation_values, and GLIA_ERROR_OUT_OF_MEMORY. [thread-safe] */
GLIA_API glia_status glia_activation_gradients(const char* spec, size_t rows, size_t cols, const float* x,
                                               const float* y, const float* dy, float* dx);

/* The same in double precision, which is for checks: slower, and right within some units in the last place.
 * Statuses as above, and GLIA_ERROR_UNSUPPORTED: the activation has no kernels for it. [thread-safe] */
GLIA_API glia_status glia_activation_values_f64(const char* spec, size_t rows, size_t cols, const double* x, double* y);
GLIA_API glia_status glia_activation_gradients_f64(const char* spec, size_t rows, size_t cols, const double* x,
                                                   const double* y, const double* dy, double* dx);

GLIA_END

#endif
