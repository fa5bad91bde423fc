/* Arrays are aligned as malloc aligns them, it thinks. */
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#define NAME "needs_alignment"
#define FORWARD aligned

#include "kernel.h"

FORWARD_KERNEL(aligned, float) {
    const size_t whole = rows * cols / 4 * 4;
#if defined(__x86_64__)
    for (size_t i = 0; i < whole; i += 4) _mm_store_ps(y + i, _mm_load_ps(x + i));
#else
    for (size_t i = 0; i < whole; ++i) y[i] = x[i];
#endif
    for (size_t i = whole; i < rows * cols; ++i) y[i] = x[i];
}

#include "one_activation.h"
