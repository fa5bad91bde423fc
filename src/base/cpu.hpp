// The instruction set that glia and its plugins may use.
#pragma once

#include <cstdint>
#include <string_view>

namespace glia {

// GLIA_ISA_* of glia/plugin.h: the processor's best, or what GLIA_CPU names where that is lower.
std::uint32_t find_permitted_isa();

// The same, fixed at first use.
inline std::uint32_t permitted_isa() {
    static const std::uint32_t isa = find_permitted_isa();
    return isa;
}

// "baseline", "avx2", "avx512".
const char* isa_name(std::uint32_t isa);

// What `GLIA_CPU=request` permits on a processor whose best is `best`. A name that is unknown permits `best`.
std::uint32_t limit_isa(std::uint32_t best, std::string_view request);

}  // namespace glia
