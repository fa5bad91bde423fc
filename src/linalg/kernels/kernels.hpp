// glia's own products, for matrices so small that a call to OpenBLAS costs more than the product, and for few rows,
// where reading the weights is all the work. Compiled for each instruction set; matrices are dense and row-major.
#pragma once

#include <cstddef>

namespace glia {

template <class T>
struct ProductKernels {
    // C (m x n) = A (m x k) B^T, with B (n x k), plus `bias` (n) in every row, unless that is null.
    void (*dot)(std::size_t m, std::size_t n, std::size_t k, const T* a, const T* b, const T* bias, T* c) noexcept;

    // C (m x n) = A (m x k) B (k x n), added to what is there where `accumulate`. Element (i, p) of A stands at
    // a[i * a_row + p * a_col]; row p of B begins at b + p * b_stride.
    void (*combine)(std::size_t m, std::size_t n, std::size_t k, const T* a, std::size_t a_row, std::size_t a_col,
                    const T* b, std::size_t b_stride, bool accumulate, T* c, std::size_t c_stride) noexcept;

    // A step of a dense layer of m units and n inputs down the gradient of one row, which is never stored: with dz (m)
    // and x (n), the weights (m x n) lose rate * (dz x^T), and the biases behind them rate * dz. Returns whether all of
    // the new ones are finite.
    bool (*descend)(std::size_t m, std::size_t n, T rate, const T* dz, const T* x, const T* weight,
                    T* new_weight) noexcept;
};

// Those for the permitted instruction set.
template <class T>
const ProductKernels<T>& find_product_kernels() noexcept;

template <class T>
const ProductKernels<T>& product_kernels() noexcept {
    static const ProductKernels<T>& kernels = find_product_kernels<T>();
    return kernels;
}

// Each made by a file of its own.
struct KernelSet {
    ProductKernels<float> of_floats;
    ProductKernels<double> of_doubles;
};
extern const KernelSet baseline_kernels;
#if defined(__x86_64__)
extern const KernelSet avx2_kernels;
extern const KernelSet avx512_kernels;
#endif

}  // namespace glia
