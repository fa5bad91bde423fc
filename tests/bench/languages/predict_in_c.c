/* What the overhead of a language is measured against: the same calls, made in C. */
#include <glia/glia.h>

__attribute__((visibility("default"))) int32_t predict_in_c(glia_session* session, const float* x, float* y,
                                                            size_t calls);

int32_t predict_in_c(glia_session* session, const float* x, float* y, size_t calls) {
    size_t i;
    for (i = 0; i < calls; ++i) {
        const glia_status status = glia_session_predict(session, x, 1, y);
        if (status != GLIA_OK) return status;
    }
    return GLIA_OK;
}
