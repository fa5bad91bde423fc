// The softmax of each row, of x or of -x.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "glia/plugin.h"
#include "glia/plugin/math.hpp"
#include "glia/plugin/plugin.hpp"
#include "glia/plugin/rows.hpp"
#include "glia/plugin/variants.hpp"

namespace glia::plugin {

// y_i = exp(x_i - m) / sum_j exp(x_j - m), with m the greatest of the row; of -x where `negated`. Equal logits get
// equal shares where they are infinite too: a row of -infinity is uniform, and the +infinities of a row share the
// whole.
template <class Real, bool negated>
struct SoftmaxForward {
    // The least logit is -infinity.
    static constexpr Real infinity = std::numeric_limits<Real>::infinity();

    // Of x.
    GLIA_INLINE static Real logit(Real x) { return negated ? -x : x; }

    // The greatest logit of a row.
    GLIA_INLINE static Real greatest_of(const Real* row, std::size_t cols) {
        Real lane[lanes];
        std::fill_n(lane, lanes, -infinity);
        for (std::size_t j = 0; j < cols; j += lanes) {
            Real block[lanes];
            load(row + j, cols - j, logit(-infinity), block);
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                lane[i] = select(logit(block[i]) > lane[i], logit(block[i]), lane[i]);
            }
        }
        return greatest(lane);
    }

    // exp(x - m), given the rounding error of the difference too (Knuth's two-sum): at -100 it would cost 50 ulp.
    GLIA_INLINE static Real weight(Real x, Real greatest) {
        constexpr Real limit = -800;  // exp of it is 0 in either precision; below it the error may be NaN
        const Real difference = x - greatest;
        const Real subtracted = difference - x;
        const Real error = (x - (difference - subtracted)) - (greatest + subtracted);
        const Scaled<Real> e = scaled_exp(at_least(difference, limit), select(difference < limit, Real(0), error));
        return select(x == greatest, Real(1), e.value * e.scale);
    }

    // Writes the weights and returns their sum.
    GLIA_INLINE static Wider<Real> weigh(const Real* x, std::size_t cols, Real greatest, Real* y) {
        Wider<Real> lane[lanes] = {};
        for (std::size_t j = 0; j < cols; j += lanes) {
            Real block[lanes];
            load(x + j, cols - j, logit(greatest), block);
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                block[i] = weight(logit(block[i]), greatest);
            }
            store(block, cols - j, y + j);
            if (cols - j < lanes) {  // padding has weight: that of -infinity takes a processor longer to find
                std::fill(block + (cols - j), block + lanes, Real(0));
            }
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                lane[i] += static_cast<Wider<Real>>(block[i]);
            }
        }
        return sum(lane);
    }

    // y of x.
    GLIA_INLINE static void run(std::size_t rows, std::size_t cols, const Real* x, Real* y) {
        for (; rows > 0 && cols > 0; --rows, x += cols, y += cols) {
            const Wider<Real> share = 1 / weigh(x, cols, greatest_of(x, cols), y);
            for (std::size_t j = 0; j < cols; ++j) {
                y[j] = static_cast<Real>(static_cast<Wider<Real>>(y[j]) * share);
            }
        }
    }
};

// The same for rows of no more than a block, which stay in registers from end to end where these are wide enough for
// it.
template <class Real, bool negated>
struct SoftmaxOfShortRows {
    // What is the same for all rows.
    using Forward = SoftmaxForward<Real, negated>;

    // y of x; cols is at most `lanes`.
    GLIA_INLINE static void run(std::size_t rows, std::size_t cols, const Real* x, Real* y) {
        for (; rows > 0; --rows, x += cols, y += cols) {
            Real block[lanes];
            load(x, cols, Forward::logit(-Forward::infinity), block);
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                block[i] = Forward::logit(block[i]);
            }
            const Real most = greatest(block);
            Wider<Real> wide[lanes];
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                // What fills the block up takes part, and is then left out: as 0, which is quicker than -infinity.
                const Real each = Forward::weight(select(i < cols, block[i], most), most);
                wide[i] = static_cast<Wider<Real>>(select(i < cols, each, Real(0)));
            }
            const Wider<Real> share = 1 / sum(wide);
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                block[i] = static_cast<Real>(wide[i] * share);
            }
            store(block, cols, y);
        }
    }
};

// dx_i = y_i (dy_i - sum_j y_j dy_j), and less than nothing of it where the logits are -x.
template <class Real, bool negated>
struct SoftmaxBackward {
    // sum_j y_j dy_j of a row.
    GLIA_INLINE static Wider<Real> dot(const Real* y, const Real* dy, std::size_t cols) {
        Wider<Real> lane[lanes] = {};
        for (std::size_t j = 0; j < cols; j += lanes) {
            Real block_y[lanes];
            Real block_dy[lanes];
            load(y + j, cols - j, Real(0), block_y);
            load(dy + j, cols - j, Real(0), block_dy);
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                lane[i] += static_cast<Wider<Real>>(block_y[i]) * static_cast<Wider<Real>>(block_dy[i]);
            }
        }
        return sum(lane);
    }

    // The kernel of the table.
    GLIA_INLINE static void run(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols,
                                const Real*, const Real* y, const Real* dy, Real* dx) {
        for (; rows > 0 && cols > 0; --rows, y += cols, dy += cols, dx += cols) {
            const Wider<Real> mean = dot(y, dy, cols);
            GLIA_INDEPENDENT_ITERATIONS
            for (std::size_t j = 0; j < cols; ++j) {
                const auto excess = static_cast<Wider<Real>>(dy[j]) - mean;
                dx[j] = static_cast<Real>(static_cast<Wider<Real>>(y[j]) * (negated ? -excess : excess));
            }
        }
    }
};

// The kernel of the table, of two variants of one instruction set.
template <class Real, auto any_rows, auto short_rows>
void softmax_forward(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols, const Real* x,
                     Real* y) {
    (cols <= lanes ? short_rows : any_rows)(rows, cols, x, y);
}

// Either of the two above for each instruction set.
template <class Code, class Real>
using SoftmaxVariants = Variants<Code, std::size_t, std::size_t, const Real*, Real*>;

// The best kernels at or below isa.
template <bool negated>
Kernels choose_softmax([[maybe_unused]] std::uint32_t isa) {
    using Single = SoftmaxVariants<SoftmaxForward<float, negated>, float>;
    using Double = SoftmaxVariants<SoftmaxForward<double, negated>, double>;
    using SingleBackward = RowsBackward<SoftmaxBackward<float, negated>, float>;
    using DoubleBackward = RowsBackward<SoftmaxBackward<double, negated>, double>;
    Kernels kernels{GLIA_ACTIVATION_INPLACE | GLIA_ACTIVATION_GRAD_IGNORES_X,
                    softmax_forward<float, Single::baseline, Single::baseline>, SingleBackward::baseline,
                    softmax_forward<double, Double::baseline, Double::baseline>, DoubleBackward::baseline};
#if defined(__x86_64__)
    using SingleShort = SoftmaxVariants<SoftmaxOfShortRows<float, negated>, float>;
    if (isa == GLIA_ISA_AVX512) {
        kernels.forward = softmax_forward<float, Single::avx512, SingleShort::avx512>;
        kernels.backward = SingleBackward::avx512;
    } else if (isa == GLIA_ISA_AVX2) {
        kernels.forward = softmax_forward<float, Single::avx2, SingleShort::avx2>;
        kernels.backward = SingleBackward::avx2;
    }
#endif
    return kernels;
}

}  // namespace glia::plugin
