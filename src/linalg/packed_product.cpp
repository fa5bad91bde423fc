#include "linalg/packed_product.hpp"

#include <algorithm>

#include "base/divide_up.hpp"
#include "linalg/kernels/kernels.hpp"
#include "linalg/panel_work.hpp"
#include "linalg/product.hpp"
#include "linalg/product_memory.hpp"

namespace glia {
namespace {

constexpr std::size_t block_depth = 512;   // of a sum at most: panels that stay in the caches next to the core
constexpr std::size_t block_panels = 18;   // of A of that depth, which a panel of B passes by while it is near
constexpr std::size_t blocks_at_once = 4;  // each way at most, which are packed before any is used
constexpr std::size_t wanted_items = 48;   // for a team, where panels of B are cheap to pack once for each block of A

// From `first`, as many as `part`, or those that are left of `total`.
std::size_t part_size(std::size_t first, std::size_t part, std::size_t total) {
    return std::min(part, total - first);
}

template <class T>
class PackedProduct {
 public:
    PackedProduct(std::size_t m, std::size_t n, std::size_t k, Factor<T> a, Factor<T> b, const T* bias, bool accumulate,
                  T* c, std::size_t c_stride)
        : m_(m), n_(n), k_(k), a_(a), b_(b), bias_(bias), accumulate_(accumulate), c_(c), c_stride_(c_stride) {
        depth_ = divide_up(k, divide_up(k, block_depth));
        const std::size_t panels = divide_up(m, kernels_.rows);
        const std::size_t fitting = divide_up(panels, block_panels * block_depth / depth_);
        const bool divides = !b.transposed && columns() * blocks_at_once >= wanted_items;
        const std::size_t wanted = divides ? std::min(divide_up(wanted_items, columns()), panels) : 1;
        block_ = divide_up(panels, std::max(fitting, wanted)) * kernels_.rows;
        rows_ = std::min(m, blocks_at_once * block_);
    }

    // Numbers that are packed at once.
    std::size_t memory() const {
        const std::size_t depth = std::min(k_, blocks_at_once * depth_);
        return packed_rows() * depth + most_pieces * kernels_.cols * depth_;
    }

    void run(Workers& workers, T* memory) const {
        for (std::size_t p = 0; p < k_; p += blocks_at_once * depth_) {
            for (std::size_t i = 0; i < m_; i += rows_) {
                const Part part = {i, part_size(i, rows_, m_), p, part_size(p, blocks_at_once * depth_, k_)};
                pack_rows(workers, part, memory);
                multiply(workers, part, memory);
            }
        }
    }

 private:
    // Rows of C, and terms of their sums.
    struct Part {
        std::size_t row;
        std::size_t rows;
        std::size_t first;
        std::size_t terms;
    };

    std::size_t columns() const { return divide_up(n_, kernels_.cols); }
    std::size_t packed_rows() const { return divide_up(rows_, kernels_.rows) * kernels_.rows; }

    // Each block of terms with all its panels, one behind the other.
    void pack_rows(Workers& workers, const Part& part, T* packed) const {
        const std::size_t panels = divide_up(part.rows, kernels_.rows);
        const std::size_t piece = divide_up(least_work, kernels_.rows * part.terms * cost_of_packing);
        workers.run_pieces(panels, piece, [&](std::size_t first, std::size_t count) noexcept {
            for (std::size_t i = first; i < first + count; ++i) {
                const std::size_t row = part.row + i * kernels_.rows;
                for (std::size_t p = 0; p < part.terms; p += depth_) {
                    const std::size_t depth = part_size(p, depth_, part.terms);
                    kernels_.pack(depth, kernels_.rows, part_size(row, kernels_.rows, part.row + part.rows),
                                  a_.at(row, part.first + p), a_.stride, a_.transposed,
                                  packed + packed_rows() * p + i * kernels_.rows * depth);
                }
            }
        });
    }

    // A panel of columns with a block of rows is an item.
    void multiply(Workers& workers, const Part& part, T* packed) const {
        const std::size_t blocks = divide_up(part.rows, block_);
        const std::size_t items = columns() * blocks;
        const std::size_t work = std::min(part.rows, block_) * kernels_.cols * part.terms;
        const std::size_t piece = std::max(divide_up(items, most_pieces), divide_up(least_work, work));
        T* const panels = packed + packed_rows() * part.terms;
        const bool each_thread = workers.threads() <= most_pieces;  // has a panel of B, which stays in its cache
        workers.run_pieces(items, piece, [&](std::size_t first, std::size_t count, std::size_t thread) noexcept {
            T* const panel = panels + (each_thread ? thread : first / piece) * kernels_.cols * depth_;
            for (std::size_t item = first; item < first + count; ++item) {
                multiply_item(part, item / blocks * kernels_.cols, item % blocks * block_, packed, panel);
            }
        });
    }

    void multiply_item(const Part& part, std::size_t col, std::size_t row, const T* packed, T* panel) const {
        const std::size_t rows = part_size(row, block_, part.rows);
        const std::size_t cols = part_size(col, kernels_.cols, n_);
        for (std::size_t p = 0; p < part.terms; p += depth_) {
            const std::size_t first = part.first + p;
            const std::size_t depth = part_size(p, depth_, part.terms);
            kernels_.pack(depth, kernels_.cols, cols, b_.at(first, col), b_.stride, !b_.transposed, panel);
            kernels_.multiply(rows, cols, depth, packed + packed_rows() * p + row * depth, panel,
                              bias_ == nullptr ? nullptr : bias_ + col, accumulate_ || first > 0,
                              c_ + (part.row + row) * c_stride_ + col, c_stride_);
        }
    }

    const PanelKernels<T>& kernels_ = panel_kernels<T>();
    std::size_t m_;
    std::size_t n_;
    std::size_t k_;
    Factor<T> a_;
    Factor<T> b_;
    const T* bias_;
    bool accumulate_;
    T* c_;
    std::size_t c_stride_;
    std::size_t depth_ = 0;  // of a block
    std::size_t block_ = 0;  // rows of one
    std::size_t rows_ = 0;   // that are packed at once
};

// `bootstrap bench --micro` tells, as product/packed. The smallest are for the other kernels. For AVX-512, OpenBLAS has
// kernels for small products whose second factor is not transposed. Large ones lose little when parts of them are
// packed apart.
template <class T>
bool suits_panels(std::size_t m, std::size_t n, std::size_t k, const Factor<T>& b) {
    constexpr std::size_t few_rows = 8;
    constexpr std::size_t few_cols = 16;
    constexpr std::size_t small = 1'000'000;
    constexpr std::size_t large = std::size_t{1} << 27;
    const PanelKernels<T>& kernels = panel_kernels<T>();
    if (kernels.rows == 0 || m < few_rows || n < few_cols || m * n * k > large || suits_kernels(m, n, k)) return false;
    return b.transposed || !kernels.wide || m * n * k > small;
}

}  // namespace

template <class T>
bool packed_multiply(Workers& workers, std::size_t m, std::size_t n, std::size_t k, Factor<T> a, Factor<T> b,
                     const T* bias, bool accumulate, T* c, std::size_t c_stride) noexcept {
    if (!suits_panels(m, n, k, b)) return false;
    const PackedProduct<T> product(m, n, k, a, b, bias, accumulate, c, c_stride);
    const PackingMemory memory;
    if (memory.bytes() / sizeof(T) < product.memory()) return false;
    product.run(workers, static_cast<T*>(memory.data()));
    return true;
}

template bool packed_multiply(Workers&, std::size_t, std::size_t, std::size_t, Factor<float>, Factor<float>,
                              const float*, bool, float*, std::size_t) noexcept;
template bool packed_multiply(Workers&, std::size_t, std::size_t, std::size_t, Factor<double>, Factor<double>,
                              const double*, bool, double*, std::size_t) noexcept;

}  // namespace glia
