#include "linalg/product.hpp"

#include "linalg/blas.hpp"
#include "linalg/rows.hpp"

namespace glia {
namespace {

// The form that `dot` takes: rows of A with rows of W, all dense.
template <class T>
bool is_dot(std::size_t n, std::size_t k, const Factor<T>& a, const Factor<T>& b, T beta,
            std::size_t c_stride) noexcept {
    return !a.transposed && a.stride == k && b.transposed && b.stride == k && beta == T{0} && c_stride == n;
}

}  // namespace

template <class T>
void multiply(std::size_t m, std::size_t n, std::size_t k, Factor<T> a, Factor<T> b, T beta, T* c,
              std::size_t c_stride) noexcept {
    if (suits_kernels(m, n, k)) {
        const ProductKernels<T>& kernels = product_kernels<T>();
        if (is_dot(n, k, a, b, beta, c_stride)) return kernels.dot(m, n, k, a.data, b.data, nullptr, c);
        if (!b.transposed) {
            const std::size_t a_row = a.transposed ? 1 : a.stride;
            const std::size_t a_col = a.transposed ? a.stride : 1;
            return kernels.combine(m, n, k, a.data, a_row, a_col, b.data, b.stride, beta != T{0}, c, c_stride);
        }
    }
    blas_multiply(m, n, k, a, b, beta, c, c_stride);
}

template <class T>
void blas_multiply_add(std::size_t m, std::size_t n, std::size_t k, const T* a, const T* weight, const T* bias,
                       T* c) noexcept {
    blas_multiply<T>(m, n, k, {a, k, false}, {weight, k, true}, T{0}, c, n);
    add_to_rows(m, n, bias, c);
}

template void multiply(std::size_t, std::size_t, std::size_t, Factor<float>, Factor<float>, float, float*,
                       std::size_t) noexcept;
template void multiply(std::size_t, std::size_t, std::size_t, Factor<double>, Factor<double>, double, double*,
                       std::size_t) noexcept;
template void blas_multiply_add(std::size_t, std::size_t, std::size_t, const float*, const float*, const float*,
                                float*) noexcept;
template void blas_multiply_add(std::size_t, std::size_t, std::size_t, const double*, const double*, const double*,
                                double*) noexcept;

}  // namespace glia
