#include "linalg/kernels/kernels.hpp"

#include <type_traits>

#include "base/cpu.hpp"
#include "glia/plugin.h"

namespace glia {
namespace {

const KernelSet& permitted_kernels() noexcept {
#if defined(__x86_64__)
    const std::uint32_t isa = permitted_isa();
    if (isa == GLIA_ISA_AVX512) return avx512_kernels;
    if (isa == GLIA_ISA_AVX2) return avx2_kernels;
#endif
    return baseline_kernels;
}

}  // namespace

template <>
const ProductKernels<float>& find_product_kernels() noexcept {
    return permitted_kernels().of_floats;
}

template <>
const ProductKernels<double>& find_product_kernels() noexcept {
    return permitted_kernels().of_doubles;
}

template <>
const PanelKernels<float>& panel_kernels() noexcept {
    static const PanelKernels<float>& kernels = permitted_kernels().panels_of_floats;
    return kernels;
}

template <>
const PanelKernels<double>& panel_kernels() noexcept {
    static const PanelKernels<double>& kernels = permitted_kernels().panels_of_doubles;
    return kernels;
}

}  // namespace glia
