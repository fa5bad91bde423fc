// What kernels that work on rows share: a row in blocks, and what the lanes of a block come to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "glia/plugin.h"
#include "glia/plugin/math.hpp"
#include "glia/plugin/plugin.hpp"
#include "glia/plugin/variants.hpp"

namespace glia::plugin {

// A row is walked in blocks, and sums and maxima are kept in one lane for each place of a block: so they vectorise, and
// their order depends on the number of columns alone.
inline constexpr std::size_t lanes = 16;

// Loads a block of a row, in which `count` numbers are left; a last one that is shorter is filled up with `padding`.
template <class Real>
GLIA_INLINE void load(const Real* row, std::size_t count, Real padding, Real (&block)[lanes]) {
    if (count >= lanes) {
        std::memcpy(block, row, sizeof(block));
    } else {
        GLIA_LANE_LOOP
        for (std::size_t i = 0; i < lanes; ++i) {
            block[i] = i < count ? row[i] : padding;
        }
    }
}

// Stores a block where it came from.
template <class Real>
GLIA_INLINE void store(const Real (&block)[lanes], std::size_t count, Real* row) {
    if (count >= lanes) {
        std::memcpy(row, block, sizeof(block));
    } else {
        GLIA_LANE_LOOP
        for (std::size_t i = 0; i < lanes; ++i) {
            if (i < count) row[i] = block[i];
        }
    }
}

// All lanes into one, by halves. The halves are arrays of their own, so that each can be a register.
template <std::size_t width, class Number, class Combine>
GLIA_INLINE Number reduce(const Number (&lane)[width], const Combine& combine) {
    if constexpr (width == 1) {
        return lane[0];
    } else {
        Number half[width / 2];
        GLIA_LANE_LOOP
        for (std::size_t i = 0; i < width / 2; ++i) {
            half[i] = combine(lane[i], lane[i + width / 2]);
        }
        return reduce(half, combine);
    }
}

// The sum of all lanes, and the greatest of them.
template <class Number>
GLIA_INLINE Number sum(const Number (&lane)[lanes]) {
    return reduce(
        lane, [](Number a, Number b) __attribute__((always_inline)) { return a + b; });
}
template <class Number>
GLIA_INLINE Number greatest(const Number (&lane)[lanes]) {
    return reduce(
        lane, [](Number a, Number b) __attribute__((always_inline)) { return select(b > a, b, a); });
}

// The kernels of a function of rows: Forward<Real>::run and Backward<Real>::run have the arguments of the kernels in
// glia_activation_t. Backward reads y, not x, and either may work in place.
template <class Code, class Real>
using RowsForward =
    Variants<Code, const glia_activation_t*, const double*, std::size_t, std::size_t, const Real*, Real*>;
template <class Code, class Real>
using RowsBackward = Variants<Code, const glia_activation_t*, const double*, std::size_t, std::size_t, const Real*,
                              const Real*, const Real*, Real*>;

// The best of them at or below isa.
template <template <class> class Forward, template <class> class Backward>
Kernels choose_rows([[maybe_unused]] std::uint32_t isa) {
    using SingleForward = RowsForward<Forward<float>, float>;
    using SingleBackward = RowsBackward<Backward<float>, float>;
    Kernels kernels{GLIA_ACTIVATION_INPLACE | GLIA_ACTIVATION_GRAD_IGNORES_X, SingleForward::baseline,
                    SingleBackward::baseline, RowsForward<Forward<double>, double>::baseline,
                    RowsBackward<Backward<double>, double>::baseline};
#if defined(__x86_64__)
    if (isa == GLIA_ISA_AVX512) {
        kernels.forward = SingleForward::avx512;
        kernels.backward = SingleBackward::avx512;
    } else if (isa == GLIA_ISA_AVX2) {
        kernels.forward = SingleForward::avx2;
        kernels.backward = SingleBackward::avx2;
    }
#endif
    return kernels;
}

}  // namespace glia::plugin
