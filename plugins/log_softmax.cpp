#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "glia/plugin/rows.hpp"
#include "glia/plugin/softmax.hpp"

namespace {

using namespace glia::plugin;

// y_i = (x_i - m) - log(sum_j exp(x_j - m)), with m the greatest of the row. The sum is 1 + rest, and log(1 + rest) is
// right for a small rest too, where one logit is far above the others. Infinite logits as in softmax: equal ones get
// equal shares.
template <class Real>
struct Forward {
    using Wide = Wider<Real>;
    using Softmax = SoftmaxForward<Real, false>;

    GLIA_INLINE static Wide log_of_sum(const Real* x, std::size_t cols, Real most) {
        Wide rest[lanes] = {};
        Wide equal[lanes] = {};
        for (std::size_t j = 0; j < cols; j += lanes) {
            Real block[lanes];
            load(x + j, cols - j, -Softmax::infinity, block);
            Real weight[lanes];
            Real is_most[lanes];
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                is_most[i] = select(block[i] == most, Real(1), Real(0));
                weight[i] = select(block[i] == most, Real(0), Softmax::weight(block[i], most));
            }
            if (cols - j < lanes) {  // padding is equal to the greatest in a row of -infinity
                std::fill(is_most + (cols - j), is_most + lanes, Real(0));
            }
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                rest[i] += static_cast<Wide>(weight[i]);
                equal[i] += static_cast<Wide>(is_most[i]);
            }
        }
        // In a row of NaN none is equal to the greatest.
        return std::log1p(sum(rest) + (sum(equal) - 1));
    }

    GLIA_INLINE static void run(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols,
                                const Real* x, Real* y) {
        for (; rows > 0 && cols > 0; --rows, x += cols, y += cols) {
            const Real most = Softmax::greatest_of(x, cols);
            const Wide log_sum = log_of_sum(x, cols, most);
            const auto wide_most = static_cast<Wide>(most);
            GLIA_INDEPENDENT_ITERATIONS
            for (std::size_t j = 0; j < cols; ++j) {
                const Wide below = x[j] == most ? Wide(0) : static_cast<Wide>(x[j]) - wide_most;
                y[j] = static_cast<Real>(below - log_sum);
            }
        }
    }
};

// dx_i = dy_i - exp(y_i) sum_j dy_j.
template <class Real>
struct Backward {
    using Wide = Wider<Real>;

    GLIA_INLINE static Wide total(const Real* dy, std::size_t cols) {
        Wide lane[lanes] = {};
        for (std::size_t j = 0; j < cols; j += lanes) {
            Real block[lanes];
            load(dy + j, cols - j, Real(0), block);
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                lane[i] += static_cast<Wide>(block[i]);
            }
        }
        return sum(lane);
    }

    GLIA_INLINE static void run(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols,
                                const Real*, const Real* y, const Real* dy, Real* dx) {
        for (; rows > 0 && cols > 0; --rows, y += cols, dy += cols, dx += cols) {
            const Wide all = total(dy, cols);
            for (std::size_t j = 0; j < cols; j += lanes) {
                Real block[lanes];
                load(y + j, cols - j, Real(0), block);
                Real arrived[lanes];
                load(dy + j, cols - j, Real(0), arrived);
                GLIA_LANE_LOOP
                for (std::size_t i = 0; i < lanes; ++i) {
                    const auto share = static_cast<Wide>(glia::plugin::exp(block[i]));
                    block[i] = static_cast<Real>(static_cast<Wide>(arrived[i]) - share * all);
                }
                store(block, cols - j, dx + j);
            }
        }
    }
};

constexpr Description log_softmax{
    .id = "glia.standard.log_softmax",
    .name = "log_softmax",
    .formula = "x_i - log(sum_j exp(x_j)), for each row",
    .reference =
        "Bridle: Training stochastic model recognition algorithms as networks can lead to maximum mutual "
        "information estimation of parameters, NIPS 1989",
    .max_error_ulp = 1.5};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = Plugin<log_softmax, choose_rows<Forward, Backward>>::symbol();
