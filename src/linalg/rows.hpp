// Operations along the rows of a dense row-major matrix.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "base/vectorized.hpp"

namespace glia {

// Adds a vector to every row. stride: from one row to the next.
template <class T>
void add_to_part(std::size_t rows, std::size_t cols, std::size_t stride, const T* vector, T* matrix) noexcept {
    vectorized([=]() noexcept {
        for (std::size_t i = 0; i < rows; ++i) {
            T* const __restrict row = matrix + i * stride;
            for (std::size_t j = 0; j < cols; ++j) row[j] += vector[j];
        }
    });
}

template <class T>
void add_to_rows(std::size_t rows, std::size_t cols, const T* vector, T* matrix) noexcept {
    add_to_part(rows, cols, cols, vector, matrix);
}

// sums[j] (+)= the sum of column j, always in the order of the rows. stride: from one row to the next.
template <class T>
void sum_rows(std::size_t rows, std::size_t cols, std::size_t stride, const T* matrix, bool accumulate,
              T* sums) noexcept {
    vectorized([=]() noexcept {
        T* const __restrict to = sums;
        if (!accumulate) {
            for (std::size_t j = 0; j < cols; ++j) to[j] = T{0};
        }
        for (std::size_t i = 0; i < rows; ++i) {
            const T* const row = matrix + i * stride;
            for (std::size_t j = 0; j < cols; ++j) to[j] += row[j];
        }
    });
}

// The index of the largest element, the first of equals.
template <class T>
std::size_t largest(std::size_t size, const T* values) noexcept {
    std::size_t best = 0;
    for (std::size_t i = 1; i < size; ++i) {
        if (values[i] > values[best]) best = i;
    }
    return best;
}

// Whether no element of so many arrays is infinite or NaN: of such a number, and of no other, every bit of the exponent
// is set. Whole numbers can be collected in any order, so that the loop can be vectorized.
template <class T>
bool all_finite(std::size_t size, const T* const* arrays, std::size_t count) noexcept {
    using Bits = std::conditional_t<sizeof(T) == sizeof(std::uint32_t), std::uint32_t, std::uint64_t>;
    Bits found = 0;
    vectorized([size, arrays, count, &found]() noexcept {
        constexpr Bits exponent = std::bit_cast<Bits>(std::numeric_limits<T>::infinity());
        Bits any = 0;
        for (std::size_t k = 0; k < count; ++k) {
            const T* const values = arrays[k];
            for (std::size_t i = 0; i < size; ++i) {
                any |= static_cast<Bits>((std::bit_cast<Bits>(values[i]) & exponent) == exponent);
            }
        }
        found = any;
    });
    return found == 0;
}

template <class T>
bool all_finite(std::size_t size, const T* values) noexcept {
    return all_finite(size, &values, 1);
}

}  // namespace glia
