#include <cstddef>
#include <limits>

#include "glia/plugin/rows.hpp"
#include "glia/plugin/softmax.hpp"

namespace {

using namespace glia::plugin;

// The nearest point to x among those whose elements are shares of 1: y_i = max(0, x_i - t), with t such that they are.
//
// t is found without sorting, by Newton's method for the sum of max(0, x_i - t), which is convex and made of lines:
// from t = m - 1, with m the greatest of the row, where the sum is at least 1, t rises to the solution and is there
// once no more elements fall below it. Numbers are taken less m, and those of equal infinities are 0.
template <class Real>
struct Forward {
    using Wide = Wider<Real>;
    using Softmax = SoftmaxForward<Real, false>;

    GLIA_INLINE static Wide below_most(Real x, Real most) {
        return x == most ? Wide(0) : static_cast<Wide>(x) - static_cast<Wide>(most);
    }

    // The number of elements above t, and their sum. NaN in a row makes the sum NaN.
    struct Above {
        Wide count;
        Wide sum;
    };
    GLIA_INLINE static Above above(const Real* x, std::size_t cols, Real most, Wide t) {
        Wide counts[lanes] = {};
        Wide sums[lanes] = {};
        for (std::size_t j = 0; j < cols; j += lanes) {
            Real block[lanes];
            load(x + j, cols - j, -Softmax::infinity, block);
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                const Wide u = below_most(block[i], most);
                counts[i] += u > t ? Wide(1) : Wide(0);
                sums[i] += u <= t ? Wide(0) : u;
            }
        }
        // What fills the last block up is among the greatest in a row of -infinity.
        const std::size_t padding = (lanes - cols % lanes) % lanes;
        return {sum(counts) - (most == -Softmax::infinity ? static_cast<Wide>(padding) : Wide(0)), sum(sums)};
    }

    GLIA_INLINE static Wide threshold(const Real* x, std::size_t cols, Real most) {
        Above support = above(x, cols, most, -1);
        for (;;) {
            const Wide t = (support.sum - 1) / support.count;
            const Above next = above(x, cols, most, t);
            if (!(next.count < support.count)) return t;  // NaN ends it too
            support = next;
        }
    }

    GLIA_INLINE static void run(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols,
                                const Real* x, Real* y) {
        for (; rows > 0 && cols > 0; --rows, x += cols, y += cols) {
            const Real most = Softmax::greatest_of(x, cols);
            const Wide t = threshold(x, cols, most);
            GLIA_INDEPENDENT_ITERATIONS
            for (std::size_t j = 0; j < cols; ++j) {
                const Wide excess = below_most(x[j], most) - t;
                y[j] = static_cast<Real>(excess < 0 ? Wide(0) : excess);
            }
        }
    }
};

// Among the elements above 0, dx_i = dy_i less the mean of theirs; elsewhere 0.
template <class Real>
struct Backward {
    using Wide = Wider<Real>;

    GLIA_INLINE static Wide mean(const Real* y, const Real* dy, std::size_t cols) {
        Wide counts[lanes] = {};
        Wide sums[lanes] = {};
        for (std::size_t j = 0; j < cols; j += lanes) {
            Real block_y[lanes];
            Real block_dy[lanes];
            load(y + j, cols - j, Real(0), block_y);
            load(dy + j, cols - j, Real(0), block_dy);
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                const Real inside = select(block_y[i] > 0, Real(1), Real(0));
                counts[i] += static_cast<Wide>(inside);
                sums[i] += static_cast<Wide>(select(block_y[i] > 0, block_dy[i], Real(0)));
            }
        }
        return sum(sums) / sum(counts);
    }

    GLIA_INLINE static void run(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols,
                                const Real*, const Real* y, const Real* dy, Real* dx) {
        for (; rows > 0 && cols > 0; --rows, y += cols, dy += cols, dx += cols) {
            const Wide common = mean(y, dy, cols);
            GLIA_INDEPENDENT_ITERATIONS
            for (std::size_t j = 0; j < cols; ++j) {
                const auto excess = static_cast<Real>(static_cast<Wide>(dy[j]) - common);
                const Real outside = select(y[j] == 0, Real(0), y[j]);  // NaN passes
                dx[j] = select(y[j] > 0, excess, outside);
            }
        }
    }
};

constexpr Description sparsemax{
    .id = "glia.standard.sparsemax",
    .name = "sparsemax",
    .formula = "max(0, x_i - t) with t such that they sum to 1, for each row",
    .reference =
        "Martins, Astudillo: From softmax to sparsemax: a sparse model of attention and multi-label "
        "classification, ICML 2016, arXiv:1602.02068",
    .max_error_ulp = 1};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = Plugin<sparsemax, choose_rows<Forward, Backward>>::symbol();
