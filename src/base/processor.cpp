#include "base/processor.hpp"

#include "glia/plugin.h"

namespace glia {

std::uint32_t best_isa() noexcept {
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
                        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                        __builtin_cpu_supports("avx512vl");
    if (avx2 && avx512) return GLIA_ISA_AVX512;
    if (avx2) return GLIA_ISA_AVX2;
#endif
    return GLIA_ISA_BASELINE;
}

}  // namespace glia
