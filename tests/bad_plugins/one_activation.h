/* A whole and correct plugin with one activation, the identity. A source that includes this defines first, as a macro,
 * what it wants to be different: each file here reads as the one thing that is wrong with it. */
#ifndef GLIA_TESTS_ONE_ACTIVATION_H
#define GLIA_TESTS_ONE_ACTIVATION_H

#include <stddef.h>
#include <stdint.h>

#include "glia/plugin.h"

/* The plugin. */
#ifndef PLUGIN_SIZE
#define PLUGIN_SIZE sizeof(glia_plugin_t)
#endif
#ifndef PLUGIN_ABI
#define PLUGIN_ABI GLIA_PLUGIN_ABI
#endif
#ifndef PLUGIN_ID
#define PLUGIN_ID "org.example.test"
#endif
#ifndef INIT
#define INIT init
#endif
#ifndef INIT_RESULT
#define INIT_RESULT 0
#endif
#ifndef COUNT
#define COUNT 1
#endif

/* The activation. */
#ifndef ACTIVATION_SIZE
#define ACTIVATION_SIZE sizeof(glia_activation_t)
#endif
#ifndef FLAGS
#define FLAGS GLIA_ACTIVATION_ELEMENTWISE
#endif
#ifndef NAME
#error "NAME is the name of the activation, as a string"
#endif
#ifndef REVISION
#define REVISION 1
#endif
#ifndef PARAMETER_COUNT
#define PARAMETER_COUNT 0
#endif
#ifndef PARAMETERS
#define PARAMETERS NULL
#endif
#ifndef FLAGS
#define FLAGS GLIA_ACTIVATION_ELEMENTWISE
#endif
#ifndef MAX_ERROR_ULP
#define MAX_ERROR_ULP 0.0
#endif
#ifndef FORWARD
#define FORWARD forward
#endif
#ifndef BACKWARD
#define BACKWARD backward
#endif
#ifndef FORWARD_F64
#define FORWARD_F64 NULL
#endif
#ifndef BACKWARD_F64
#define BACKWARD_F64 NULL
#endif
#ifndef TRAINING
#define TRAINING NULL
#endif
#ifndef FORWARD_TRAINED
#define FORWARD_TRAINED NULL
#endif
#ifndef BACKWARD_TRAINED
#define BACKWARD_TRAINED NULL
#endif
#ifndef FORWARD_TRAINED_F64
#define FORWARD_TRAINED_F64 NULL
#endif
#ifndef BACKWARD_TRAINED_F64
#define BACKWARD_TRAINED_F64 NULL
#endif

static void forward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                    float* y) {
    (void)self;
    (void)parameters;
    for (size_t i = 0; i < rows * cols; ++i) y[i] = x[i];
}

static void backward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                     const float* y, const float* dy, float* dx) {
    (void)self;
    (void)parameters;
    (void)x;
    (void)y;
    for (size_t i = 0; i < rows * cols; ++i) dx[i] = dy[i];
}

/* A kernel or function that a source replaces by NULL stays in use here. */
static const glia_activation_forward_f32 a_forward = forward;
static const glia_activation_backward_f32 a_backward = backward;

static const glia_activation_t the_activation = {ACTIVATION_SIZE,
                                                 FLAGS,
                                                 NAME,
                                                 REVISION,
                                                 PARAMETER_COUNT,
                                                 PARAMETERS,
                                                 "baseline",
                                                 "x",
                                                 NULL,
                                                 NULL,
                                                 MAX_ERROR_ULP,
                                                 NULL,
                                                 NULL,
                                                 FORWARD,
                                                 BACKWARD,
                                                 FORWARD_F64,
                                                 BACKWARD_F64,
                                                 TRAINING,
                                                 FORWARD_TRAINED,
                                                 BACKWARD_TRAINED,
                                                 FORWARD_TRAINED_F64,
                                                 BACKWARD_TRAINED_F64};

static int32_t init(const glia_host_t* host) {
    (void)a_forward;
    (void)a_backward;
    (void)host;
    return INIT_RESULT;
}

#ifndef ACTIVATION_AT
static const glia_activation_t* activation_at(uint32_t index) {
    (void)index;
    return &the_activation;
}
#define ACTIVATION_AT activation_at
#endif

static uint32_t count(void) {
    (void)init;
    return COUNT;
}

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = {PLUGIN_SIZE, PLUGIN_ABI, PLUGIN_ID,    "1.0.0",
                                                         INIT,        count,      ACTIVATION_AT};

#endif
