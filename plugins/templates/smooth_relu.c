/* A complete plugin in C99: copy this file, name it after your activation, and change what is below.
 *
 *     gcc -O3 -fPIC -shared smooth_relu.c -o smooth_relu.so $(pkg-config --cflags glia)
 *
 * <glia/plugin.h> says what each field means and what a kernel may do. */
#include <glia/plugin.h>

/* The function here is a relu with a round knee: 0 below 0, x - width / 2 above width, a parabola between them.
 *     f(x)  = c / width * (max(0, x) - c / 2)    with c = x, kept between 0 and width
 *     f'(x) = c / width */
static const glia_activation_parameter_t parameters[] = {
    {.name = "width", .default_value = 1.0, .minimum = 1e-3, .maximum = 1e3},
};

static void forward(const glia_activation_t* self, const double* parameter, size_t rows, size_t cols, const float* x,
                    float* y) {
    const float width = (float)parameter[0];
    (void)self;
    for (size_t i = 0; i < rows * cols; ++i) {
        const float above = x[i] < 0 ? 0 : x[i]; /* this way round, NaN passes */
        const float c = above > width ? width : above;
        y[i] = c / width * (above - c / 2);
    }
}

/* dx = dy * f'(x). */
static void backward(const glia_activation_t* self, const double* parameter, size_t rows, size_t cols, const float* x,
                     const float* y, const float* dy, float* dx) {
    const float width = (float)parameter[0];
    (void)self;
    (void)y;
    for (size_t i = 0; i < rows * cols; ++i) {
        const float above = x[i] < 0 ? 0 : x[i];
        const float c = above > width ? width : above;
        dx[i] = dy[i] * (c / width);
    }
}

/* The same in double precision. It may be left out; with it, the derivative is checked more sharply. */
static void forward_f64(const glia_activation_t* self, const double* parameter, size_t rows, size_t cols,
                        const double* x, double* y) {
    const double width = parameter[0];
    (void)self;
    for (size_t i = 0; i < rows * cols; ++i) {
        const double above = x[i] < 0 ? 0 : x[i];
        const double c = above > width ? width : above;
        y[i] = c / width * (above - c / 2);
    }
}

static void backward_f64(const glia_activation_t* self, const double* parameter, size_t rows, size_t cols,
                         const double* x, const double* y, const double* dy, double* dx) {
    const double width = parameter[0];
    (void)self;
    (void)y;
    for (size_t i = 0; i < rows * cols; ++i) {
        const double above = x[i] < 0 ? 0 : x[i];
        const double c = above > width ? width : above;
        dx[i] = dy[i] * (c / width);
    }
}

static const glia_activation_t smooth_relu = {
    .struct_size = sizeof(glia_activation_t),
    /* Promises that let glia do less. Without any, all is right, and slower. */
    .flags = GLIA_ACTIVATION_ELEMENTWISE | GLIA_ACTIVATION_INPLACE | GLIA_ACTIVATION_GRAD_IGNORES_Y,
    .name = "smooth_relu", /* that of the file, too */
    .revision = 1,
    .parameter_count = sizeof(parameters) / sizeof(parameters[0]),
    .parameters = parameters,
    .variant = "baseline",
    .formula = "0 for x < 0, x^2 / (2 width) up to width, x - width / 2 above",
    .reference = "Rennie, Srebro: Loss functions for preference levels, IJCAI 2005 workshop (as the smooth hinge)",
    .initializer = "he_uniform",
    .max_error_ulp = 3, /* of forward, as measured; left out, it is not stated */
    .forward = forward,
    .backward = backward,
    .forward_f64 = forward_f64,
    .backward_f64 = backward_f64,
};

static int32_t init(const glia_host_t* host) {
    (void)host; /* host->isa says which kernels may be used, where there is a choice */
    return 0;
}

static uint32_t count(void) {
    return 1;
}

static const glia_activation_t* activation(uint32_t index) {
    return index == 0 ? &smooth_relu : NULL;
}

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = {
    .struct_size = sizeof(glia_plugin_t),
    .abi = GLIA_PLUGIN_ABI,
    .id = "org.example.smooth_relu",
    .version = "1.0.0",
    .init = init,
    .count = count,
    .activation = activation,
};
