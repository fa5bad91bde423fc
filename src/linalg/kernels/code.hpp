// The kernels' code, written once over the scalar and the width of a register. Each file that includes this is compiled
// for one instruction set, and has its own copy: nothing here has external linkage, and nothing with external linkage
// is included, so that no linker can pick a function for the wrong processor.
#pragma once

#include <cstddef>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

#include "linalg/kernels/kernels.hpp"

namespace glia {
namespace {

#if defined(__AVX512F__)
constexpr int register_bytes = 64;
#elif defined(__AVX2__)
constexpr int register_bytes = 32;
#else
constexpr int register_bytes = 16;
#endif

template <class T>
struct Lanes {
    typedef T Vector __attribute__((vector_size(register_bytes)));
    typedef T Unaligned __attribute__((vector_size(register_bytes), aligned(alignof(T)), may_alias));
    static constexpr int count = register_bytes / static_cast<int>(sizeof(T));
};

template <class T>
using Vector = typename Lanes<T>::Vector;

template <class T>
inline Vector<T> load(const T* from) {
    return *reinterpret_cast<const typename Lanes<T>::Unaligned*>(from);
}

template <class T>
inline void store(T* to, Vector<T> value) {
    *reinterpret_cast<typename Lanes<T>::Unaligned*>(to) = value;
}

template <class T>
inline Vector<T> broadcast(T value) {
    return value - Vector<T>{};  // a sum would turn -0 into 0, for which the compiler would add
}

// The first `count` lanes, of 0 to all but one; the others are 0, and their memory is not touched.
#if defined(__AVX512F__)
inline Vector<float> load_first(const float* from, std::size_t count) {
    return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1U << count) - 1), from);
}
inline Vector<double> load_first(const double* from, std::size_t count) {
    return _mm512_maskz_loadu_pd(static_cast<__mmask8>((1U << count) - 1), from);
}
inline void store_first(float* to, std::size_t count, Vector<float> value) {
    _mm512_mask_storeu_ps(to, static_cast<__mmask16>((1U << count) - 1), value);
}
inline void store_first(double* to, std::size_t count, Vector<double> value) {
    _mm512_mask_storeu_pd(to, static_cast<__mmask8>((1U << count) - 1), value);
}
#elif defined(__AVX2__)
inline __m256i first_floats(std::size_t count) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
inline __m256i first_doubles(std::size_t count) {
    return _mm256_cmpgt_epi64(_mm256_set1_epi64x(static_cast<long long>(count)), _mm256_setr_epi64x(0, 1, 2, 3));
}
inline Vector<float> load_first(const float* from, std::size_t count) {
    return _mm256_maskload_ps(from, first_floats(count));
}
inline Vector<double> load_first(const double* from, std::size_t count) {
    return _mm256_maskload_pd(from, first_doubles(count));
}
inline void store_first(float* to, std::size_t count, Vector<float> value) {
    _mm256_maskstore_ps(to, first_floats(count), value);
}
inline void store_first(double* to, std::size_t count, Vector<double> value) {
    _mm256_maskstore_pd(to, first_doubles(count), value);
}
#else
template <class T>
inline Vector<T> load_first(const T* from, std::size_t count) {
    Vector<T> value = {};
    for (std::size_t i = 0; i < count; ++i) value[i] = from[i];
    return value;
}
template <class T>
inline void store_first(T* to, std::size_t count, Vector<T> value) {
    for (std::size_t i = 0; i < count; ++i) to[i] = value[i];
}
#endif

// Many registers of partial sums become one, whose lane i is the whole sum of register i. In each step two registers
// become one, of half as many partial sums of each: lanes of both, chosen by a pattern, are added to those `distance`
// behind them. Within quarters of a register (16 bytes) that is the cheapest, so this comes first.
constexpr int quarter_bytes = 16;

// Lanes of a and b in turn: a0 + a2, b0 + b2, a1 + a3, b1 + b3 in each quarter.
template <class T>
struct Interleaved {
    static constexpr int per_quarter = quarter_bytes / static_cast<int>(sizeof(T));
    static constexpr int distance = per_quarter / 2;
    static constexpr int lane(int i) {
        const int within = i % per_quarter;
        return within % 2 * Lanes<T>::count + i - within + within / 2;
    }
};

// Blocks of lanes of `area` lanes of a, then those of b: with areas of 4 and blocks of 2, a0 + a2, a1 + a3, b0 + b2,
// b1 + b3 in each area.
template <class T, int area, int block>
struct Blocks {
    static constexpr int distance = block;
    static constexpr int lane(int i) {
        const int within = i % area;                     // the place in the area of the result
        const int source = within * 2 / area;            // 0: from a, 1: from b
        const int place = within - source * (area / 2);  // among the lanes taken of it
        return source * Lanes<T>::count + i - within + place / block * 2 * block + place % block;
    }
};

template <class Pattern, class T, int... lane>
inline Vector<T> add_pair(Vector<T> a, Vector<T> b) {
    if constexpr (sizeof...(lane) < Lanes<T>::count) {
        return add_pair<Pattern, T, lane..., Pattern::lane(sizeof...(lane))>(a, b);
    } else {
        return __builtin_shufflevector(a, b, lane...) + __builtin_shufflevector(a, b, (lane + Pattern::distance)...);
    }
}

// One step for `count` registers, of which half as many are left; one alone is its own pair.
template <class Pattern, int count, class T>
inline void add_pairs(Vector<T>* sums) {
    if constexpr (count == 1) {
        sums[0] = add_pair<Pattern, T>(sums[0], sums[0]);
    } else {
#pragma GCC unroll 8
        for (int i = 0; i < count / 2; ++i) sums[i] = add_pair<Pattern, T>(sums[2 * i], sums[2 * i + 1]);
    }
}

template <int count>
constexpr int half_of = count > 1 ? count / 2 : 1;

template <int count, int block, class T>
inline void add_quarters(Vector<T>* sums) {
    constexpr int per_quarter = quarter_bytes / static_cast<int>(sizeof(T));
    if constexpr (block >= per_quarter) {
        add_pairs<Blocks<T, Lanes<T>::count, block>, count, T>(sums);
        add_quarters<half_of<count>, block / 2, T>(sums);
    }
}

// The sums of `units` registers, in the first lanes.
template <int units, class T>
inline Vector<T> add_lanes(Vector<T>* sums) {
    add_pairs<Interleaved<T>, units, T>(sums);
    if constexpr (sizeof(T) == sizeof(float)) {
        add_pairs<Blocks<T, 4, 2>, half_of<units>, T>(sums);
        add_quarters<half_of<half_of<units>>, Lanes<T>::count / 2, T>(sums);
    } else {
        add_quarters<half_of<units>, Lanes<T>::count / 2, T>(sums);
    }
    return sums[0];
}

// The next `units` registers of sums, each with its row of B. Four rows lie at one pointer and two multiples of the
// stride: there are not registers enough for sixteen pointers.
template <int units, class T, class Load>
inline void add_products(Vector<T>* sums, Vector<T> x, const T* b, std::size_t stride, const Load& load_part) {
    constexpr int together = units < 4 ? units : 4;
#pragma GCC unroll 4
    for (int i = 0; i < units; i += together) {
        const T* const rows = b + static_cast<std::size_t>(i) * stride;
        sums[i] += x * load_part(rows);
        if constexpr (together > 1) sums[i + 1] += x * load_part(rows + stride);
        if constexpr (together > 2) {
            sums[i + 2] += x * load_part(rows + 2 * stride);
            sums[i + 3] += x * load_part(rows + 3 * stride);
        }
    }
}

// The products of one row with `units` rows of B, a power of two up to the lanes of a register.
template <int units, class T>
inline void dot_units(std::size_t k, const T* a, const T* b, const T* bias, T* c) {
    constexpr std::size_t lanes = Lanes<T>::count;
    Vector<T> sums[units] = {};
    std::size_t p = 0;
    for (; p + lanes <= k; p += lanes) {
        add_products<units>(sums, load(a + p), b + p, k, [](const T* from) { return load(from); });
    }
    if (p < k) {
        const std::size_t rest = k - p;
        add_products<units>(sums, load_first(a + p, rest), b + p, k,
                            [rest](const T* from) { return load_first(from, rest); });
    }
    const Vector<T> total = add_lanes<units, T>(sums);
    if constexpr (units == lanes) {
        store(c, bias == nullptr ? total : total + load(bias));
    } else {
        store_first(c, units, bias == nullptr ? total : total + load_first(bias, units));
    }
}

// A row of A with all rows of B, `units` of them at a time, then half as many, and so on.
template <int units, class T>
inline void dot_row(std::size_t n, std::size_t k, const T* a, const T* b, const T* bias, T* c) {
    for (; n >= units; n -= units) {
        dot_units<units>(k, a, b, bias, c);
        b += units * k;
        c += units;
        if (bias != nullptr) bias += units;
    }
    if constexpr (units > 1) {
        if (n > 0) dot_row<units / 2>(n, k, a, b, bias, c);
    }
}

// Short rows are read many at a time, so that few registers are left to add up. Long ones come from afar, and what
// fetches memory ahead follows few of them better.
template <class T>
void dot(std::size_t m, std::size_t n, std::size_t k, const T* a, const T* b, const T* bias, T* c) noexcept {
    constexpr int lanes = Lanes<T>::count;
    constexpr int few = lanes < 4 ? lanes : 4;
    constexpr std::size_t long_row = 2048 / sizeof(T);
    for (std::size_t i = 0; i < m; ++i) {
        if (k < long_row) {
            dot_row<lanes>(n, k, a + i * k, b, bias, c + i * n);
        } else {
            dot_row<few>(n, k, a + i * k, b, bias, c + i * n);
        }
    }
}

// Where the factors of a part of C begin, and how far apart they are; see kernels.hpp.
template <class T>
struct Combination {
    std::size_t k;
    const T* a;
    std::size_t a_row;
    std::size_t a_col;
    const T* b;
    std::size_t b_stride;
    bool accumulate;
    T* c;
    std::size_t c_stride;
};

// `rows` rows of C, `registers` registers wide, of which the last may be loaded and stored in part.
template <int rows, int registers, class T, class Load, class Store>
inline void combine_tile(const Combination<T>& at, const Load& load_part, const Store& store_part) {
    constexpr std::size_t lanes = Lanes<T>::count;
    Vector<T> sums[rows][registers] = {};
    if (at.accumulate) {
        for (std::size_t i = 0; i < rows; ++i) {
            for (std::size_t j = 0; j < registers; ++j) sums[i][j] = load_part(at.c + i * at.c_stride + j * lanes);
        }
    }
    for (std::size_t p = 0; p < at.k; ++p) {
        Vector<T> b[registers];
        for (std::size_t j = 0; j < registers; ++j) b[j] = load_part(at.b + p * at.b_stride + j * lanes);
#pragma GCC unroll 4
        for (std::size_t i = 0; i < rows; ++i) {
            const Vector<T> factor = broadcast(at.a[i * at.a_row + p * at.a_col]);
#pragma GCC unroll 4
            for (std::size_t j = 0; j < registers; ++j) sums[i][j] += factor * b[j];
        }
    }
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < registers; ++j) store_part(at.c + i * at.c_stride + j * lanes, sums[i][j]);
    }
}

// `rows` rows of C, all columns.
template <int rows, int registers, class T>
inline void combine_rows(Combination<T> at, std::size_t n) {
    constexpr std::size_t lanes = Lanes<T>::count;
    const auto load_all = [](const T* from) { return load(from); };
    const auto store_all = [](T* to, Vector<T> value) { store(to, value); };
    const auto advance = [&](std::size_t columns) {
        at.b += columns;
        at.c += columns;
        n -= columns;
    };
    while (n >= registers * lanes) {
        combine_tile<rows, registers>(at, load_all, store_all);
        advance(registers * lanes);
    }
    while (n >= lanes) {
        combine_tile<rows, 1>(at, load_all, store_all);
        advance(lanes);
    }
    if (n == 0) return;
    combine_tile<rows, 1>(
        at, [n](const T* from) { return load_first(from, n); },
        [n](T* to, Vector<T> value) { store_first(to, n, value); });
}

template <class T>
void combine(std::size_t m, std::size_t n, std::size_t k, const T* a, std::size_t a_row, std::size_t a_col, const T* b,
             std::size_t b_stride, bool accumulate, T* c, std::size_t c_stride) noexcept {
    Combination<T> at = {k, a, a_row, a_col, b, b_stride, accumulate, c, c_stride};
    const auto advance = [&](std::size_t rows) {
        at.a += rows * a_row;
        at.c += rows * c_stride;
        m -= rows;
    };
    while (m >= 4) {
        combine_rows<4, 2>(at, n);
        advance(4);
    }
    while (m > 0) {
        combine_rows<1, 4>(at, n);
        advance(1);
    }
}

}  // namespace
}  // namespace glia
