// Operations along the rows of a dense row-major matrix.
#pragma once

#include <cstddef>

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

// Whether no element is infinite or NaN. x - x is 0 for finite x and NaN otherwise, and NaN survives a sum.
template <class T>
bool all_finite(std::size_t size, const T* values) noexcept {
    T total = 0;
    vectorized([size, values, &total]() noexcept {
        constexpr std::size_t lanes = 64;  // independent sums, so that the loop can be vectorized without reordering
        T sums[lanes] = {};
        std::size_t i = 0;
        for (; i + lanes <= size; i += lanes) {
            for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += values[i + lane] - values[i + lane];
        }
        constexpr std::size_t few = 16;
        for (; i + few <= size; i += few) {
            for (std::size_t lane = 0; lane < few; ++lane) sums[lane] += values[i + lane] - values[i + lane];
        }
        for (; i < size; ++i) sums[0] += values[i] - values[i];
        for (std::size_t half = lanes / 2; half > 0; half /= 2) {
            for (std::size_t lane = 0; lane < half; ++lane) sums[lane] += sums[lane + half];
        }
        total = sums[0];
    });
    return total == T{0};
}

}  // namespace glia
