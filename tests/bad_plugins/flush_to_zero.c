/* What a library linked with -ffast-math does: its constructor changes how the whole program computes. The plugin is
 * correct otherwise. init changes the rounding mode as well. */
#include <fenv.h>

#if defined(__x86_64__)
#include <xmmintrin.h>

#define FLUSH_TO_ZERO() _mm_setcsr(_mm_getcsr() | 0x8040u) /* FTZ and DAZ */
#else
#define FLUSH_TO_ZERO() (void)0
#endif

__attribute__((constructor)) static void like_fast_math(void) {
    FLUSH_TO_ZERO();
    fesetround(FE_UPWARD);
}

#define NAME "flush_to_zero"
#define INIT_RESULT (like_fast_math(), 0)
#include "one_activation.h"
