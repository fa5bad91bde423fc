#include <algorithm>
#include <cstddef>
#include <cstring>
#include <limits>

#include "glia/plugin/math.hpp"
#include "glia/plugin/plugin.hpp"
#include "glia/plugin/variants.hpp"

namespace {

using namespace glia::plugin;

// A row is walked in blocks, and sums and maxima are kept in one lane for each place of a block: so they vectorise, and
// their order depends on the number of columns alone.
constexpr std::size_t lanes = 16;

// A block of a row; the last one is filled up with `padding`.
template <class Real>
GLIA_INLINE void load(const Real* row, std::size_t count, Real padding, Real (&block)[lanes]) {
    if (count >= lanes) {
        std::memcpy(block, row, sizeof(block));
    } else {
        GLIA_LANE_LOOP
        for (std::size_t i = 0; i < lanes; ++i) {
            block[i] = i < count ? row[i] : padding;
        }
    }
}

template <class Real>
GLIA_INLINE void store(const Real (&block)[lanes], std::size_t count, Real* row) {
    if (count >= lanes) {
        std::memcpy(row, block, sizeof(block));
    } else {
        GLIA_LANE_LOOP
        for (std::size_t i = 0; i < lanes; ++i) {
            if (i < count) row[i] = block[i];
        }
    }
}

// All lanes into one, by halves. The halves are arrays of their own, so that each can be a register.
template <std::size_t width, class Number, class Combine>
GLIA_INLINE Number reduce(const Number (&lane)[width], const Combine& combine) {
    if constexpr (width == 1) {
        return lane[0];
    } else {
        Number half[width / 2];
        GLIA_LANE_LOOP
        for (std::size_t i = 0; i < width / 2; ++i) {
            half[i] = combine(lane[i], lane[i + width / 2]);
        }
        return reduce(half, combine);
    }
}

template <class Number>
GLIA_INLINE Number sum(const Number (&lane)[lanes]) {
    return reduce(
        lane, [](Number a, Number b) __attribute__((always_inline)) { return a + b; });
}

template <class Number>
GLIA_INLINE Number greatest(const Number (&lane)[lanes]) {
    return reduce(
        lane, [](Number a, Number b) __attribute__((always_inline)) { return select(b > a, b, a); });
}

// y_i = exp(x_i - m) / sum_j exp(x_j - m), with m the greatest of the row. Equal logits get equal shares where they are
// infinite too: a row of -infinity is uniform, and the +infinities of a row share the whole.
template <class Real>
struct Forward {
    static constexpr Real infinity = std::numeric_limits<Real>::infinity();

    GLIA_INLINE static Real greatest_of(const Real* row, std::size_t cols) {
        Real lane[lanes];
        std::fill_n(lane, lanes, -infinity);
        for (std::size_t j = 0; j < cols; j += lanes) {
            Real block[lanes];
            load(row + j, cols - j, -infinity, block);
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                lane[i] = select(block[i] > lane[i], block[i], lane[i]);
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
            load(x + j, cols - j, greatest, block);
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                block[i] = weight(block[i], greatest);
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
template <class Real>
struct ForwardOfShortRows {
    GLIA_INLINE static void run(std::size_t rows, std::size_t cols, const Real* x, Real* y) {
        for (; rows > 0; --rows, x += cols, y += cols) {
            Real block[lanes];
            load(x, cols, -Forward<Real>::infinity, block);
            const Real most = greatest(block);
            Wider<Real> wide[lanes];
            GLIA_LANE_LOOP
            for (std::size_t i = 0; i < lanes; ++i) {
                // What fills the block up takes part, and is then left out: as 0, which is quicker than -infinity.
                const Real each = Forward<Real>::weight(select(i < cols, block[i], most), most);
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

// dx_i = y_i (dy_i - sum_j y_j dy_j).
template <class Real>
struct Backward {
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

    GLIA_INLINE static void run(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols,
                                const Real*, const Real* y, const Real* dy, Real* dx) {
        for (; rows > 0 && cols > 0; --rows, y += cols, dy += cols, dx += cols) {
            const Wider<Real> mean = dot(y, dy, cols);
            GLIA_INDEPENDENT_ITERATIONS
            for (std::size_t j = 0; j < cols; ++j) {
                dx[j] = static_cast<Real>(static_cast<Wider<Real>>(y[j]) * (static_cast<Wider<Real>>(dy[j]) - mean));
            }
        }
    }
};

template <class Code, class Real>
using ForwardVariants = Variants<Code, std::size_t, std::size_t, const Real*, Real*>;

// The kernel of the table, of two variants of one instruction set.
template <class Real, typename ForwardVariants<Forward<Real>, Real>::Function any_rows,
          typename ForwardVariants<Forward<Real>, Real>::Function short_rows>
void forward(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols, const Real* x, Real* y) {
    (cols <= lanes ? short_rows : any_rows)(rows, cols, x, y);
}

template <class Real>
using AnyRows = ForwardVariants<Forward<Real>, Real>;
template <class Real>
using ShortRows = ForwardVariants<ForwardOfShortRows<Real>, Real>;

template <class Real>
using BackwardVariants = Variants<Backward<Real>, const glia_activation_t*, const double*, std::size_t, std::size_t,
                                  const Real*, const Real*, const Real*, Real*>;

Kernels choose([[maybe_unused]] std::uint32_t isa) {
    Kernels kernels{
        GLIA_ACTIVATION_INPLACE | GLIA_ACTIVATION_GRAD_IGNORES_X,
        forward<float, AnyRows<float>::baseline, AnyRows<float>::baseline>, BackwardVariants<float>::baseline,
        forward<double, AnyRows<double>::baseline, AnyRows<double>::baseline>, BackwardVariants<double>::baseline};
#if defined(__x86_64__)
    if (isa == GLIA_ISA_AVX512) {
        kernels.forward = forward<float, AnyRows<float>::avx512, ShortRows<float>::avx512>;
        kernels.backward = BackwardVariants<float>::avx512;
    } else if (isa == GLIA_ISA_AVX2) {
        kernels.forward = forward<float, AnyRows<float>::avx2, ShortRows<float>::avx2>;
        kernels.backward = BackwardVariants<float>::avx2;
    }
#endif
    return kernels;
}

constexpr Description softmax{
    .id = "glia.standard.softmax",
    .name = "softmax",
    .formula = "exp(x_i) / sum_j exp(x_j), for each row",
    .reference =
        "Bridle: Training stochastic model recognition algorithms as networks can lead to maximum mutual "
        "information estimation of parameters, NIPS 1989",
    .max_error_ulp = 3,
    .flags = GLIA_ACTIVATION_SOFTMAX};

}  // namespace

GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = Plugin<softmax, choose>::symbol();
