// Products of dense row-major matrices, by whichever way is fastest for their shape: glia's own kernels or OpenBLAS.
#pragma once

#include <cstddef>

#include "linalg/factor.hpp"

namespace glia {

// C (m x n) = A (m x k) B (k x n) + beta C. Every size is from 1 to 2^31 - 1; c_stride: from one row of C to the next.
// beta: 0 or 1.
template <class T>
void multiply(std::size_t m, std::size_t n, std::size_t k, Factor<T> a, Factor<T> b, T beta, T* c,
              std::size_t c_stride) noexcept;

// What a dense layer computes of rows: C (m x n) = A (m x k) W^T + bias, with W (n x k).
template <class T>
void multiply_add(std::size_t m, std::size_t n, std::size_t k, const T* a, const T* weight, const T* bias,
                  T* c) noexcept;

}  // namespace glia
