#include "linalg/shared_product.hpp"

#include <algorithm>

#include "base/divide_up.hpp"
#include "base/log.hpp"
#include "linalg/blas.hpp"
#include "linalg/layer_product.hpp"
#include "linalg/packed_product.hpp"
#include "linalg/product.hpp"
#include "linalg/product_memory.hpp"
#include "linalg/rows.hpp"

namespace glia {
namespace {

// Multiplications that are worth a thread's attention: about ten microseconds.
constexpr std::size_t least_work = std::size_t{1} << 19;

// The factor without its first rows and columns.
template <class T>
Factor<T> from(Factor<T> f, std::size_t row, std::size_t col) {
    return {f.at(row, col), f.stride, f.transposed};
}

// The distribution's OpenBLAS may divide each piece among threads of its own, one for each processor. How many there
// are is the program's to say, and not glia's to change: the first time that it matters, glia says so.
void warn_of_competition(const Workers& workers) noexcept {
    if (workers.threads() == 1) return;
    [[maybe_unused]] static const bool told = [threads = workers.threads()]() noexcept {
        const int others = blas_threads();
        if (others == 1) return false;
        log(GLIA_LOG_WARN,
            "glia works with {} threads, and OpenBLAS with {} of its own for each of them, which compete for the "
            "processors: set OPENBLAS_NUM_THREADS=1, or train with 1 thread",
            threads, others);
        return true;
    }();
}

}  // namespace

std::size_t product_piece(std::size_t lines, std::size_t line_work) noexcept {
    if (lines * line_work <= least_work) return lines;
    constexpr std::size_t pieces = 4;  // more would pack the other factor too often
    constexpr std::size_t grain = 16;  // what OpenBLAS computes at once along a side
    const std::size_t worthwhile = least_work / std::max<std::size_t>(line_work, 1) + 1;
    return divide_up(std::max(worthwhile, divide_up(lines, pieces)), grain) * grain;
}

template <class T>
void multiply(Workers& workers, std::size_t m, std::size_t n, std::size_t k, Factor<T> a, Factor<T> b, T beta, T* c) {
    if (packed_multiply<T>(workers, m, n, k, a, b, nullptr, beta != T{0}, c, n)) return;
    warn_of_competition(workers);
    if (m >= n) {
        workers.run_pieces(m, product_piece(m, n * k), [&](std::size_t first, std::size_t size) noexcept {
            multiply(size, n, k, from(a, first, 0), b, beta, c + first * n, n);
        });
    } else {
        workers.run_pieces(n, product_piece(n, m * k), [&](std::size_t first, std::size_t size) noexcept {
            multiply(m, size, k, a, from(b, 0, first), beta, c + first, n);
        });
    }
}

template <class T>
void multiply_add(Workers& workers, std::size_t m, std::size_t n, std::size_t k, const T* a, const T* weight,
                  const T* bias, T* c) {
    if (const std::size_t size = layer_product_memory<T>(m, n, k)) {
        const PackingMemory memory;
        if (memory.bytes() / sizeof(T) >= size) {
            return layer_product(workers, m, n, k, a, weight, bias, c, static_cast<T*>(memory.data()));
        }
    }
    if (packed_multiply<T>(workers, m, n, k, {a, k, false}, {weight, k, true}, bias, false, c, n)) return;
    warn_of_competition(workers);
    if (m >= n) {
        workers.run_pieces(m, product_piece(m, n * k), [&](std::size_t first, std::size_t size) noexcept {
            multiply_add(size, n, k, a + first * k, weight, bias, c + first * n);
        });
        return;
    }
    const std::size_t piece = product_piece(n, m * k);
    if (piece >= n) return multiply_add(m, n, k, a, weight, bias, c);
    workers.run_pieces(n, piece, [&](std::size_t first, std::size_t size) noexcept {
        multiply<T>(m, size, k, {a, k, false}, {weight + first * k, k, true}, T{0}, c + first, n);
        add_to_part(m, size, n, bias + first, c + first);
    });
}

template void multiply(Workers&, std::size_t, std::size_t, std::size_t, Factor<float>, Factor<float>, float, float*);
template void multiply(Workers&, std::size_t, std::size_t, std::size_t, Factor<double>, Factor<double>, double,
                       double*);

template void multiply_add(Workers&, std::size_t, std::size_t, std::size_t, const float*, const float*, const float*,
                           float*);
template void multiply_add(Workers&, std::size_t, std::size_t, std::size_t, const double*, const double*, const double*,
                           double*);

}  // namespace glia
