#include "linalg/blas.hpp"

#include <cblas.h>

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "linalg/product_memory.hpp"

extern "C" {
// LAPACK's Fortran entry points, which OpenBLAS contains; declared here because its headers leave them out.
void dgeqrf_(const blasint* m, const blasint* n, double* a, const blasint* lda, double* tau, double* work,
             const blasint* lwork, blasint* info);
void dorgqr_(const blasint* m, const blasint* n, const blasint* k, double* a, const blasint* lda, const double* tau,
             double* work, const blasint* lwork, blasint* info);
}

namespace glia {
namespace {

CBLAS_TRANSPOSE transpose(bool transposed) {
    return transposed ? CblasTrans : CblasNoTrans;
}

// A serial OpenBLAS of the system shares its buffers between threads without a lock (private_blas_memory.cpp tells the
// story); a shared library's own calls cannot be guarded from outside, so whole calls are. Other builds need no lock.
class CallGuard {
 public:
    CallGuard() {
        static const bool needed =
            std::string_view(GLIA_BLAS_FLAVOUR) == "system" && openblas_get_parallel() == OPENBLAS_SEQUENTIAL;
        static std::mutex calls;
        if (needed) lock_ = std::unique_lock(calls);
    }

 private:
    std::unique_lock<std::mutex> lock_;
};

}  // namespace

template <>
void blas_multiply(std::size_t m, std::size_t n, std::size_t k, Factor<float> a, Factor<float> b, float beta, float* c,
                   std::size_t c_stride) noexcept {
    const CallGuard guard;
    cblas_sgemm(CblasRowMajor, transpose(a.transposed), transpose(b.transposed), static_cast<blasint>(m),
                static_cast<blasint>(n), static_cast<blasint>(k), 1.0F, a.data, static_cast<blasint>(a.stride), b.data,
                static_cast<blasint>(b.stride), beta, c, static_cast<blasint>(c_stride));
}

template <>
void blas_multiply(std::size_t m, std::size_t n, std::size_t k, Factor<double> a, Factor<double> b, double beta,
                   double* c, std::size_t c_stride) noexcept {
    const CallGuard guard;
    cblas_dgemm(CblasRowMajor, transpose(a.transposed), transpose(b.transposed), static_cast<blasint>(m),
                static_cast<blasint>(n), static_cast<blasint>(k), 1.0, a.data, static_cast<blasint>(a.stride), b.data,
                static_cast<blasint>(b.stride), beta, c, static_cast<blasint>(c_stride));
}

void orthonormalize_rows(std::size_t rows, std::size_t cols, double* a) {
    require_product_memory();
    const CallGuard guard;
    // Row-major rows x cols is column-major cols x rows: LAPACK sees A transposed, whose columns are our rows.
    const auto m = static_cast<blasint>(cols);
    const auto n = static_cast<blasint>(rows);
    std::vector<double> tau(rows);
    blasint info = 0;
    double best_size = 0;
    blasint query = -1;
    dgeqrf_(&m, &n, a, &m, tau.data(), &best_size, &query, &info);
    std::vector<double> work(std::max<std::size_t>(static_cast<std::size_t>(best_size), rows));
    const auto size = static_cast<blasint>(work.size());
    dgeqrf_(&m, &n, a, &m, tau.data(), work.data(), &size, &info);
    std::vector<bool> negative(rows);  // the sign of each diagonal element of R
    for (std::size_t i = 0; i < rows; ++i) negative[i] = a[i * cols + i] < 0;
    if (info == 0) dorgqr_(&m, &n, &n, a, &m, tau.data(), work.data(), &size, &info);
    if (info != 0) throw error(GLIA_ERROR_INTERNAL, "LAPACK reports {} for a {} x {} matrix", info, rows, cols);
    for (std::size_t i = 0; i < rows; ++i) {
        if (!negative[i]) continue;
        for (std::size_t j = 0; j < cols; ++j) a[i * cols + j] = -a[i * cols + j];
    }
}

BlasInfo blas_info() {
    return {GLIA_BLAS_FLAVOUR, openblas_get_corename(), blas_threads(), openblas_get_config()};
}

int blas_threads() noexcept {
    return openblas_get_num_threads();
}

}  // namespace glia
