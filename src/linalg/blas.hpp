// The one door to OpenBLAS: products of dense row-major matrices, and what the library says of itself.
#pragma once

#include <cstddef>
#include <string>

#include "linalg/factor.hpp"

namespace glia {

// C (m x n) = A (m x k) B (k x n) + beta C. Every size is from 1 to 2^31 - 1; c_stride: from one row of C to the next.
template <class T>
void blas_multiply(std::size_t m, std::size_t n, std::size_t k, Factor<T> a, Factor<T> b, T beta, T* c,
                   std::size_t c_stride) noexcept;

// The thin Q of the QR decomposition of A (rows x cols, row-major, rows <= cols): `a` is overwritten by a matrix with
// orthonormal rows, with the signs that make the decomposition unique (Householder; LAPACK's geqrf and orgqr).
void orthonormalize_rows(std::size_t rows, std::size_t cols, double* a);

struct BlasInfo {
    std::string flavour;  // "private" or "system"
    std::string core;     // the kernels that were chosen for this processor
    int threads = 1;
    std::string config;
};

BlasInfo blas_info();

// Threads that OpenBLAS itself would use for a product: 1 where it is private.
int blas_threads() noexcept;

}  // namespace glia
