// Products of dense row-major matrices, by whichever way is fastest for their shape: glia's own kernels or OpenBLAS.
#pragma once

#include <cstddef>

#include "linalg/factor.hpp"
#include "linalg/kernels/kernels.hpp"

namespace glia {

// C (m x n) = A (m x k) B (k x n) + beta C. Every size is from 1 to 2^31 - 1; c_stride: from one row of C to the next.
// beta: 0 or 1.
template <class T>
void multiply(std::size_t m, std::size_t n, std::size_t k, Factor<T> a, Factor<T> b, T beta, T* c,
              std::size_t c_stride) noexcept;

// Where the kernels are faster (`bootstrap bench --micro` tells, as product/): one row, for which a product is no more
// than reading the weights; and what is done before OpenBLAS has judged its arguments.
inline bool suits_kernels(std::size_t m, std::size_t n, std::size_t k) noexcept {
    constexpr std::size_t few_multiplications = 1024;
    return m == 1 || m * n * k <= few_multiplications;
}

// The same by OpenBLAS, whatever the shape.
template <class T>
void blas_multiply_add(std::size_t m, std::size_t n, std::size_t k, const T* a, const T* weight, const T* bias,
                       T* c) noexcept;

// What a dense layer computes of rows: C (m x n) = A (m x k) W^T + bias, with W (n x k). Short, so that a row costs no
// call more than the kernel's.
template <class T>
void multiply_add(std::size_t m, std::size_t n, std::size_t k, const T* a, const T* weight, const T* bias,
                  T* c) noexcept {
    if (suits_kernels(m, n, k)) return product_kernels<T>().dot(m, n, k, a, weight, bias, c);
    blas_multiply_add(m, n, k, a, weight, bias, c);
}

}  // namespace glia
