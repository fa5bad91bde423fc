#include "linalg/suitable_core.hpp"

#include <cstdlib>

#include "base/processor.hpp"
#include "glia/plugin.h"

namespace glia {

const char* better_core(std::string_view chosen) noexcept {
    if (chosen != "Prescott" || std::getenv("OPENBLAS_CORETYPE") != nullptr) return nullptr;
    switch (best_isa()) {
        case GLIA_ISA_AVX512:
            return "SkylakeX";
        case GLIA_ISA_AVX2:
            return "Haswell";
        default:
            return nullptr;
    }
}

}  // namespace glia
