#include "base/cpu.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/log.hpp"
#include "glia/plugin.h"

namespace glia {
namespace {

constexpr std::array<const char*, 3> isa_names = {"baseline", "avx2", "avx512"};

std::uint32_t best_isa() {
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

}  // namespace

const char* isa_name(std::uint32_t isa) {
    return isa < isa_names.size() ? isa_names[isa] : "unknown";
}

std::uint32_t limit_isa(std::uint32_t best, std::string_view request) {
    const auto* const found = std::find(isa_names.begin(), isa_names.end(), request);
    if (found == isa_names.end()) {
        log(GLIA_LOG_WARN, "GLIA_CPU is '{}'; known are baseline, avx2 and avx512. Using {}.", request, isa_name(best));
        return best;
    }
    return std::min(best, static_cast<std::uint32_t>(found - isa_names.begin()));
}

std::uint32_t find_permitted_isa() {
    const char* request = std::getenv("GLIA_CPU");
    return request != nullptr && *request != '\0' ? limit_isa(best_isa(), request) : best_isa();
}

}  // namespace glia
