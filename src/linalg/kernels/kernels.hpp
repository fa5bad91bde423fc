// glia's own products. Compiled for each instruction set; matrices are row-major.
#pragma once

#include <cstddef>

namespace glia {

// For matrices so small that a call to OpenBLAS costs more than the product, and for few rows, where reading the
// weights is all the work.
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

// For larger products, whose factors are first copied into panels: as many rows of A, or columns of B, as a tile of C
// has that is computed at once, laid out in the order in which they are used.
template <class T>
struct PanelKernels {
    std::size_t rows = 0;  // of a tile, and so of a panel of A; 0: there are no such kernels
    std::size_t cols = 0;  // of a tile, and so of a panel of B
    bool wide = false;     // whether registers are the widest there are, of 512 bits

    // A panel of `width` lines of k elements, of which the matrix has the first `have`, and the rest are 0: element p
    // of line j goes to panel[p * width + j]. It comes from from[p * stride + j] where `side_by_side`, and otherwise
    // from from[j * stride + p].
    void (*pack)(std::size_t k, std::size_t width, std::size_t have, const T* from, std::size_t stride,
                 bool side_by_side, T* panel) noexcept = nullptr;

    // Columns of C, `cols` or fewer: C (m x n) = A B, with the panels of A one behind the other and one of B; added to
    // what is there where `accumulate`, and otherwise to `bias` (n) in every row, unless that is null.
    void (*multiply)(std::size_t m, std::size_t n, std::size_t k, const T* a, const T* b, const T* bias,
                     bool accumulate, T* c, std::size_t c_stride) noexcept = nullptr;

    // Columns of C (n x m), m of them, with a panel of the n rows of A (n x k), `cols` or fewer: A B^T with the m rows
    // of B (m x k) where they lie, b_stride from one to the next, plus `bias` (m) in every row, unless that is null.
    void (*multiply_turned)(std::size_t m, std::size_t n, std::size_t k, const T* b, std::size_t b_stride, const T* a,
                            const T* bias, T* c, std::size_t c_stride) noexcept = nullptr;
};

// Those for the permitted instruction set.
template <class T>
const ProductKernels<T>& find_product_kernels() noexcept;

template <class T>
const ProductKernels<T>& product_kernels() noexcept {
    static const ProductKernels<T>& kernels = find_product_kernels<T>();
    return kernels;
}

template <class T>
const PanelKernels<T>& panel_kernels() noexcept;

// Each made by a file of its own.
struct KernelSet {
    ProductKernels<float> of_floats;
    ProductKernels<double> of_doubles;
    PanelKernels<float> panels_of_floats;
    PanelKernels<double> panels_of_doubles;
};
extern const KernelSet baseline_kernels;
#if defined(__x86_64__)
extern const KernelSet avx2_kernels;
extern const KernelSet avx512_kernels;
#endif

}  // namespace glia
