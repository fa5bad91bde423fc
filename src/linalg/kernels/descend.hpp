// A step down the gradient of one row, which is never stored; compiled for each instruction set as code.hpp is.
#pragma once

#include <cstdint>

#include "linalg/kernels/code.hpp"

namespace glia {
namespace {

// Finds numbers that are not finite among many: those, and no others, have every bit of the exponent set, so that one
// more in its last place carries into the sign's. Done on whole numbers, because a chain of those has a short latency.
template <class T>
struct FiniteCheck;
template <>
struct FiniteCheck<float> {
    typedef std::uint32_t Bits __attribute__((vector_size(register_bytes)));
    static constexpr std::uint32_t exponent = 0x7F800000;
    static constexpr std::uint32_t last_place = 0x00800000;
};
template <>
struct FiniteCheck<double> {
    typedef std::uint64_t Bits __attribute__((vector_size(register_bytes)));
    static constexpr std::uint64_t exponent = 0x7FF0000000000000;
    static constexpr std::uint64_t last_place = 0x0010000000000000;
};

template <class T>
using CheckBits = typename FiniteCheck<T>::Bits;

template <class T>
inline void look_at(Vector<T> values, CheckBits<T>& found) {
    found |= (reinterpret_cast<CheckBits<T>>(values) & FiniteCheck<T>::exponent) + FiniteCheck<T>::last_place;
}

// Whether the sign of any lane is set.
#if defined(__AVX512F__)
inline bool any_sign(CheckBits<float> found) {
    return _mm512_movepi32_mask(reinterpret_cast<__m512i>(found)) != 0;
}
inline bool any_sign(CheckBits<double> found) {
    return _mm512_movepi64_mask(reinterpret_cast<__m512i>(found)) != 0;
}
#elif defined(__AVX2__)
inline bool any_sign(CheckBits<float> found) {
    return _mm256_movemask_ps(reinterpret_cast<__m256>(found)) != 0;
}
inline bool any_sign(CheckBits<double> found) {
    return _mm256_movemask_pd(reinterpret_cast<__m256d>(found)) != 0;
}
#else
template <class Bits>
inline bool any_sign(Bits found) {
    auto all = found[0];
    for (std::size_t i = 1; i < sizeof(Bits) / sizeof(found[0]); ++i) all |= found[i];
    return all >> (8 * sizeof(all) - 1) != 0;
}
#endif

// A register of the new numbers. The gradient is rounded before it is multiplied, as it is where it is stored.
template <class T>
inline Vector<T> descend_register(Vector<T> b, Vector<T> a, Vector<T> x, Vector<T> rate) {
    const Vector<T> gradient = a * x + Vector<T>{};
    return b - rate * gradient;
}

// A row of it; `last_x` are those of x that do not fill a register.
template <class T>
inline void descend_row(std::size_t n, Vector<T> a, const T* x, Vector<T> last_x, Vector<T> rate, const T* b, T* c,
                        CheckBits<T>& found) {
    constexpr std::size_t lanes = Lanes<T>::count;
    std::size_t j = 0;
    for (; j + lanes <= n; j += lanes) {
        const Vector<T> made = descend_register<T>(load(b + j), a, load(x + j), rate);
        look_at<T>(made, found);
        store(c + j, made);
    }
    if (j < n) {
        const Vector<T> made = descend_register<T>(load_first(b + j, n - j), a, last_x, rate);
        look_at<T>(made, found);
        store_first(c + j, n - j, made);
    }
}

template <class T>
bool descend(std::size_t m, std::size_t n, T rate, const T* dz, const T* x, const T* weight, T* new_weight) noexcept {
    constexpr std::size_t lanes = Lanes<T>::count;
    const Vector<T> rates = broadcast(rate);
    const Vector<T> last_x = load_first(x + n / lanes * lanes, n % lanes);
    CheckBits<T> found = {};
    for (std::size_t i = 0; i < m; ++i) {
        descend_row<T>(n, broadcast(dz[i]), x, last_x, rates, weight + i * n, new_weight + i * n, found);
    }
    const Vector<T> last_dz = load_first(dz + m / lanes * lanes, m % lanes);
    descend_row<T>(m, broadcast(T{1}), dz, last_dz, rates, weight + m * n, new_weight + m * n, found);
    return !any_sign(found);
}

}  // namespace
}  // namespace glia
