// What the processor can do, whatever is permitted.
#pragma once

#include <cstdint>

namespace glia {

// The best GLIA_ISA_* of glia/plugin.h that the processor and the system have.
std::uint32_t best_isa() noexcept;

}  // namespace glia
