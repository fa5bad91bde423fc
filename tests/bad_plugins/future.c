/* Correct: a plugin made with a later header of the same interface, whose structs have grown at their end and which
 * makes a promise that is not known yet. */
#include "glia/plugin.h"

typedef struct {
    glia_activation_t known;
    const char* later;
} grown_activation;

typedef struct {
    glia_plugin_t known;
    void (*later)(void);
} grown_plugin;

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

static const grown_activation activation = {{sizeof(grown_activation),
                                             1u << 31,
                                             "future",
                                             1,
                                             0,
                                             NULL,
                                             "baseline",
                                             "x",
                                             NULL,
                                             NULL,
                                             0.0,
                                             NULL,
                                             NULL,
                                             forward,
                                             backward,
                                             NULL,
                                             NULL,
                                             NULL,
                                             NULL,
                                             NULL,
                                             NULL,
                                             NULL},
                                            "later"};

static int32_t init(const glia_host_t* host) {
    (void)host;
    return 0;
}

static uint32_t count(void) {
    return 1;
}

static const glia_activation_t* activation_at(uint32_t index) {
    (void)index;
    return &activation.known;
}

/* The symbol is declared as the type of today, so the grown one takes its name only for the linker. */
GLIA_PLUGIN_VISIBLE extern const grown_plugin grown __asm__("glia_plugin_v1");

const grown_plugin grown = {
    {sizeof(grown_plugin), GLIA_PLUGIN_ABI, "org.example.future", "9.0.0", init, count, activation_at}, NULL};
