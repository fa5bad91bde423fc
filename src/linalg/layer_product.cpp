#include "linalg/layer_product.hpp"

#include <algorithm>

#include "base/divide_up.hpp"
#include "linalg/kernels/kernels.hpp"
#include "linalg/panel_work.hpp"
#include "linalg/product.hpp"

namespace glia {
namespace {

constexpr std::size_t few_units = 8;
constexpr std::size_t small = 200'000;                        // multiplications: OpenBLAS has kernels for so few
constexpr std::size_t packed_at_once = std::size_t{1} << 17;  // elements: with weights, what a core's own cache holds
constexpr std::size_t wanted_items = 16;                      // for a team, where weights are few

// Rows of A that are packed at once: some panels.
template <class T>
std::size_t rows_at_once(std::size_t m, std::size_t k) {
    const std::size_t cols = panel_kernels<T>().cols;
    return std::min(divide_up(m, cols), packed_at_once / (k * cols)) * cols;
}

// A tile reads as many rows of weights side by side. Where they lie a multiple of this apart, the first cache puts
// them all into one place, which is too small for them.
bool collide(std::size_t bytes) {
    constexpr std::size_t page = 4096;
    return bytes % page == 0;
}

}  // namespace

template <class T>
std::size_t layer_product_memory(std::size_t m, std::size_t n, std::size_t k) noexcept {
    const PanelKernels<T>& kernels = panel_kernels<T>();
    if (kernels.rows == 0 || m < least_layer_product_rows || n < few_units || suits_kernels(m, n, k)) return 0;
    if (kernels.wide && m * n * k < small) return 0;
    if (k * kernels.cols > packed_at_once || collide(k * sizeof(T))) return 0;
    return rows_at_once<T>(m, k) * k;
}

template <class T>
void layer_product(Workers& workers, std::size_t m, std::size_t n, std::size_t k, const T* a, const T* weight,
                   const T* bias, T* c, T* memory) noexcept {
    const PanelKernels<T>& kernels = panel_kernels<T>();
    const std::size_t step = rows_at_once<T>(m, k);
    for (std::size_t row = 0; row < m; row += step) {
        const std::size_t rows = std::min(step, m - row);
        const std::size_t panels = divide_up(rows, kernels.cols);
        const auto lines = [&](std::size_t panel) { return std::min(kernels.cols, rows - panel * kernels.cols); };
        const std::size_t pack_piece = divide_up(least_work, kernels.cols * k * cost_of_packing);
        workers.run_pieces(panels, pack_piece, [&](std::size_t first, std::size_t count) noexcept {
            for (std::size_t i = first; i < first + count; ++i) {
                kernels.pack(k, kernels.cols, lines(i), a + (row + i * kernels.cols) * k, k, false,
                             memory + i * kernels.cols * k);
            }
        });
        // A tile of weights with all panels is an item, or with some, where there are few tiles.
        const std::size_t tiles = divide_up(n, kernels.rows);
        const std::size_t group = divide_up(panels, divide_up(wanted_items, tiles));
        const std::size_t groups = divide_up(panels, group);
        const std::size_t items = tiles * groups;
        const std::size_t work = kernels.rows * std::min(group * kernels.cols, rows) * k;
        const std::size_t piece = std::max(divide_up(items, most_pieces), divide_up(least_work, work));
        workers.run_pieces(items, piece, [&](std::size_t first, std::size_t count) noexcept {
            for (std::size_t item = first; item < first + count; ++item) {
                const std::size_t unit = item / groups * kernels.rows;
                const std::size_t panel = item % groups * group;
                for (std::size_t i = panel; i < std::min(panel + group, panels); ++i) {
                    kernels.multiply_turned(std::min(kernels.rows, n - unit), lines(i), k, weight + unit * k, k,
                                            memory + i * kernels.cols * k, bias + unit,
                                            c + (row + i * kernels.cols) * n + unit, n);
                }
            }
        });
    }
}

template std::size_t layer_product_memory<float>(std::size_t, std::size_t, std::size_t) noexcept;
template std::size_t layer_product_memory<double>(std::size_t, std::size_t, std::size_t) noexcept;
template void layer_product(Workers&, std::size_t, std::size_t, std::size_t, const float*, const float*, const float*,
                            float*, float*) noexcept;
template void layer_product(Workers&, std::size_t, std::size_t, std::size_t, const double*, const double*,
                            const double*, double*, double*) noexcept;

}  // namespace glia
