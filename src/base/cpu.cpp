#include "base/cpu.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/log.hpp"
#include "base/processor.hpp"
#include "glia/plugin.h"

namespace glia {
namespace {

constexpr std::array<const char*, 3> isa_names = {"baseline", "avx2", "avx512"};

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
