/* A plugin that works on rows, in single precision alone, as one was written for plugin.h before 1.0. Its table
 * ends where an unreadable page begins: a host that reads further than struct_size says dies. Never edited: it stands
 * for those that nobody can rebuild. */
#define _DEFAULT_SOURCE
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "glia/plugin.h"

/* y_i = exp(x_i - m) / sum_j exp(x_j - m), with m the greatest of the row */
static void forward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                    float* y) {
    (void)self;
    (void)parameters;
    for (; rows > 0 && cols > 0; --rows, x += cols, y += cols) {
        float greatest = x[0];
        float sum = 0;
        for (size_t j = 1; j < cols; ++j) greatest = x[j] > greatest ? x[j] : greatest;
        for (size_t j = 0; j < cols; ++j) sum += y[j] = expf(x[j] - greatest);
        for (size_t j = 0; j < cols; ++j) y[j] /= sum;
    }
}

/* dx_i = y_i (dy_i - sum_j y_j dy_j) */
static void backward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                     const float* y, const float* dy, float* dx) {
    (void)self;
    (void)parameters;
    (void)x;
    for (; rows > 0; --rows, y += cols, dy += cols, dx += cols) {
        float mean = 0;
        for (size_t j = 0; j < cols; ++j) mean += y[j] * dy[j];
        for (size_t j = 0; j < cols; ++j) dx[j] = y[j] * (dy[j] - mean);
    }
}

static const glia_activation_t described = {sizeof(glia_activation_t),
                                            GLIA_ACTIVATION_GRAD_IGNORES_X | GLIA_ACTIVATION_SOFTMAX,
                                            "old_row_softmax",
                                            3,
                                            0,
                                            NULL,
                                            "baseline",
                                            "exp(x_i) / sum_j exp(x_j), for each row",
                                            NULL,
                                            NULL,
                                            0,
                                            NULL,
                                            NULL,
                                            forward,
                                            backward,
                                            NULL,
                                            NULL};

static const glia_activation_t* table;

static int32_t init(const glia_host_t* host) {
    (void)host;
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char* const pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + page, page, PROT_NONE) != 0) return 1;
    table = memcpy(pages + page - sizeof described, &described, sizeof described);
    return 0;
}

static uint32_t count(void) {
    return 1;
}

static const glia_activation_t* activation(uint32_t index) {
    return index == 0 ? table : NULL;
}

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = {
    sizeof(glia_plugin_t), GLIA_PLUGIN_ABI, "org.example.old_row_softmax", "1.0.0", init, count, activation};
