#include "base/log.hpp"
#include "linalg/blas.hpp"
#include "linalg/product_memory.hpp"
#include "linalg/suitable_core.hpp"

namespace glia {
namespace {

// What kernels the program's OpenBLAS has is not glia's to change: the first time that it matters, glia says so.
void warn_of_slow_kernels() {
    [[maybe_unused]] static const bool told = [] {
        const std::string core = blas_info().core;
        const char* const better = better_core(core);
        if (better == nullptr) return false;
        log(GLIA_LOG_WARN,
            "OpenBLAS does not know this processor and takes its kernels for '{}', which are several times as slow as "
            "those for '{}': set OPENBLAS_CORETYPE={} before the program starts",
            core, better, better);
        return true;
    }();
}

}  // namespace

void require_product_memory() {
    warn_of_slow_kernels();
}

ProductMemory::ProductMemory() noexcept = default;

ProductMemory::~ProductMemory() = default;

PackingMemory::PackingMemory() noexcept = default;

PackingMemory::~PackingMemory() = default;

}  // namespace glia
