// The instruction set that glia and its plugins may use.
#pragma once

#include <cstdint>
#include <string_view>

namespace glia {

// GLIA_ISA_* of glia/plugin.h: the processor's best, or what GLIA_CPU names where that is lower. Fixed at first use.
std::uint32_t permitted_isa();

// "baseline", "avx2", "avx512".
const char* isa_name(std::uint32_t isa);

// What `GLIA_CPU=request` permits on a processor whose best is `best`. A name that is unknown permits `best`.
std::uint32_t limit_isa(std::uint32_t best, std::string_view request);

}  // namespace glia
