// One piece of code, compiled once for each instruction set.
//
// The code is ordinary scalar C++ in always-inlined functions. Each variant below inlines it into a function of its own
// target, where the compiler vectorises it: no intrinsics, no second source. (Types of GCC's vector extension would not
// do: the compiler lowers them to the baseline before it inlines.)
#pragma once

#include <algorithm>
#include <cstdint>

#include "glia/plugin.h"

// For every function that is to be compiled for the instruction set of its caller.
#define GLIA_INLINE [[gnu::always_inline]] inline

// Attributes of a function that the compiler neither inlines nor clones.
#if defined(__clang__)
#define GLIA_ONE_COPY gnu::noinline
#else
#define GLIA_ONE_COPY gnu::noinline, gnu::noclone
#endif

// Attributes of a function that is compiled for the instruction set; of AVX-512, GCC would rather use half of the
// register's width.
#if defined(__x86_64__)
#define GLIA_TARGET_AVX2 gnu::target("avx2,fma")
#if defined(__clang__)
#define GLIA_TARGET_AVX512 gnu::target("avx512f,avx512cd,avx512bw,avx512dq,avx512vl")
#else
#define GLIA_TARGET_AVX512 gnu::target("avx512f,avx512cd,avx512bw,avx512dq,avx512vl,prefer-vector-width=512")
#endif
#endif

#if defined(__clang__)
// Clang warns when a loop of those below cannot be vectorised, which double precision kernels that call libm cannot.
#pragma clang diagnostic ignored "-Wpass-failed"
#endif

// The next loop's iterations do not depend on each other. Needed where input and output may be the same array.
#if defined(__clang__)
#define GLIA_INDEPENDENT_ITERATIONS _Pragma("clang loop vectorize(assume_safety) interleave_count(1)")
#else
#define GLIA_INDEPENDENT_ITERATIONS _Pragma("GCC ivdep")
#endif

// The next loop has few iterations, one for each lane: it is to be vectorised, not unrolled into scalar code.
#if defined(__clang__)
#define GLIA_LANE_LOOP
#else
#define GLIA_LANE_LOOP _Pragma("GCC unroll 1")
#endif

namespace glia::plugin {

// The instruction sets that this file has variants for, as glia_host_t::isa orders them.
inline std::uint32_t compiled_isa(std::uint32_t permitted) {
#if defined(__x86_64__)
    return std::min<std::uint32_t>(permitted, GLIA_ISA_AVX512);
#else
    (void)permitted;
    return GLIA_ISA_BASELINE;
#endif
}

// What glia_activation_t::variant says of it.
inline const char* isa_name(std::uint32_t isa) {
    return isa == GLIA_ISA_AVX512 ? "avx512" : isa == GLIA_ISA_AVX2 ? "avx2" : "baseline";
}

// Code::run(arguments...) for each instruction set. None is inlined or cloned for a constant argument, so that whoever
// calls a variant twice runs the same instructions twice.
template <class Code, class... Arguments>
struct Variants {
    // What each of them is.
    using Function = void (*)(Arguments...);

    // The code for the instruction set of that name.
    [[GLIA_ONE_COPY]] static void baseline(Arguments... arguments) { Code::run(arguments...); }
#if defined(__x86_64__)
    [[GLIA_ONE_COPY, GLIA_TARGET_AVX2]] static void avx2(Arguments... arguments) {
        Code::run(arguments...);
    }
    [[GLIA_ONE_COPY, GLIA_TARGET_AVX512]] static void avx512(Arguments... arguments) {
        Code::run(arguments...);
    }
#endif
};

}  // namespace glia::plugin
