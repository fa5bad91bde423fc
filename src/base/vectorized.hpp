// A loop, compiled once for each instruction set that glia uses, and run as the permitted one.
//
//     vectorized([&] { for (std::size_t i = 0; i < size; ++i) y[i] += x[i]; });
//
// The loop is ordinary C++ that the compiler vectorizes. What it calls is inlined into it, so that this is compiled for
// the same instruction set. How it rounds depends on that set, and on nothing else: multiplications and additions are
// fused where the processor can.
#pragma once

#include "base/cpu.hpp"
#include "glia/plugin.h"

namespace glia {

#if defined(__x86_64__)

// As include/glia/plugin/variants.hpp, which knows no file of src, nor is known here.
#if defined(__clang__)
#define GLIA_TARGET_AVX512 gnu::target("avx512f,avx512cd,avx512bw,avx512dq,avx512vl")
#else  // GCC would rather keep to half of the register's width.
#define GLIA_TARGET_AVX512 gnu::target("avx512f,avx512cd,avx512bw,avx512dq,avx512vl,prefer-vector-width=512")
#endif

template <class Loop>
[[gnu::noinline, gnu::flatten, GLIA_TARGET_AVX512]] void run_avx512(const Loop& loop) noexcept {
    loop();
}

template <class Loop>
[[gnu::noinline, gnu::flatten, gnu::target("avx2,fma")]] void run_avx2(const Loop& loop) noexcept {
    loop();
}

#undef GLIA_TARGET_AVX512

#endif

template <class Loop>
void vectorized(const Loop& loop) noexcept {
#if defined(__x86_64__)
    switch (permitted_isa()) {
        case GLIA_ISA_AVX512:
            return run_avx512(loop);
        case GLIA_ISA_AVX2:
            return run_avx2(loop);
        default:
            break;
    }
#endif
    loop();
}

}  // namespace glia
