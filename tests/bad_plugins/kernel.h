/* The heads of kernels, for plugins that need no more than some of the arguments. */
#ifndef GLIA_TESTS_KERNEL_H
#define GLIA_TESTS_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#include "glia/plugin.h"

#define UNUSED __attribute__((unused))

#define FORWARD_KERNEL(name, Real)                                                                              \
    static void name(const glia_activation_t* self UNUSED, const double* parameters UNUSED, size_t rows UNUSED, \
                     size_t cols UNUSED, const Real* x UNUSED, Real* y UNUSED)

#define BACKWARD_KERNEL(name, Real)                                                                             \
    static void name(const glia_activation_t* self UNUSED, const double* parameters UNUSED, size_t rows UNUSED, \
                     size_t cols UNUSED, const Real* x UNUSED, const Real* y UNUSED, const Real* dy UNUSED,     \
                     Real* dx UNUSED)

/* The same with values of trained parameters. */
#define FORWARD_TRAINED_KERNEL(name, Real)                                                                     \
    static void name(const glia_activation_t* self UNUSED, const double* parameters UNUSED,                    \
                     const Real* trained UNUSED, size_t rows UNUSED, size_t cols UNUSED, const Real* x UNUSED, \
                     Real* y UNUSED)

#define BACKWARD_TRAINED_KERNEL(name, Real)                                                                    \
    static void name(const glia_activation_t* self UNUSED, const double* parameters UNUSED,                    \
                     const Real* trained UNUSED, size_t rows UNUSED, size_t cols UNUSED, const Real* x UNUSED, \
                     const Real* y UNUSED, const Real* dy UNUSED, Real* dx UNUSED, Real* gradient UNUSED)

#endif
