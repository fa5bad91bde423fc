// A plugin with trained parameters from a few scalar functions, as elementwise.hpp makes one without.
//
//     constexpr glia_activation_parameter_t parameters[] = {{"alpha", 0.25, -1.0, 1.0}};
//     constexpr std::uint32_t training[] = {GLIA_PARAMETER_PER_UNIT};
//
//     template <class Real>                                            // float, then double
//     struct Prelu {
//         Real alpha;
//         GLIA_INLINE explicit Prelu(const Real* values) : alpha(values[0]) {}
//         GLIA_INLINE Real forward(Real x) const { return select(x > 0, x, alpha * x); }
//         GLIA_INLINE Real derivative_from_x(Real x) const { return select(x > 0, Real(1), alpha); }
//         GLIA_INLINE void derivatives_by_parameters(Real x, Real* by) const { by[0] = select(x > 0, Real(0), x); }
//     };
//     constexpr glia::plugin::Description prelu{
//         .id = "org.example.prelu", .name = "prelu", .parameters = parameters, .training = training};
//     GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = glia::plugin::trained_elementwise<Prelu, prelu>();
//
// The constructor takes the values of all parameters in their order, the fixed ones among them, and is called for each
// element: what it computes should be little. derivatives_by_parameters gives df/dparameter for each, in the same
// order; what it says of fixed ones is not used.
//
// Trained values have the precision of the kernel, and so has what the constructor is given where all parameters are
// fixed; unless it takes `const double*` too, as in trainable_swish.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include "glia/plugin/elementwise.hpp"

namespace glia::plugin {

// Columns are walked in blocks of this width, each block from its first row to its last: the sums over the rows stay in
// registers, and their order depends on the shape alone. A last block is filled up, so that all columns go through the
// same instructions.
inline constexpr std::size_t block_cols = block_size;

// Values or sums of one parameter for each column of a block.
template <class Real>
using Lanes = Real[block_cols];

// Loads and stores a row of a block: `count` numbers, below block_cols in the last block.
template <class Real>
GLIA_INLINE void load_block(const Real* row, std::size_t count, Lanes<Real>& block) {
    if (count == block_cols) {
        std::memcpy(block, row, sizeof(block));
    } else {
        std::memset(block, 0, sizeof(block));
        std::memcpy(block, row, count * sizeof(Real));
    }
}
template <class Real>
GLIA_INLINE void store_block(const Lanes<Real>& block, std::size_t count, Real* row) {
    std::memcpy(row, block, (count < block_cols ? count : block_cols) * sizeof(Real));
}

// How the parameters of `about` lie in the array of trained values.
template <const Description& about>
struct TrainedLayout {
    // Of all parameters.
    static constexpr std::size_t count = about.parameters.size();

    // Whether a parameter is trained, and whether there is a value for each unit then.
    static constexpr bool is_trained(std::size_t parameter) {
        return about.training[parameter] != GLIA_PARAMETER_FIXED;
    }
    static constexpr bool is_per_unit(std::size_t parameter) {
        return about.training[parameter] == GLIA_PARAMETER_PER_UNIT;
    }
    // Where the values of a parameter begin.
    static constexpr std::size_t offset(std::size_t parameter, std::size_t cols) {
        std::size_t at = 0;
        for (std::size_t i = 0; i < parameter; ++i) {
            at += is_per_unit(i) ? cols : is_trained(i) ? 1 : 0;
        }
        return at;
    }
};

// The values of all parameters for the columns of a block.
template <const Description& about, class Real>
struct BlockValues {
    // Where they come from.
    using Layout = TrainedLayout<about>;
    // The values of each parameter.
    Lanes<Real> lanes[Layout::count];

    // For `width` columns from `first`.
    GLIA_INLINE BlockValues(const double* parameters, const Real* trained, std::size_t cols, std::size_t first,
                            std::size_t width) {
        for (std::size_t k = 0; k < Layout::count; ++k) {
            const Real* const values = trained + Layout::offset(k, cols);
            if (Layout::is_per_unit(k)) {
                load_block(values + first, width, lanes[k]);
            } else {
                const Real value = Layout::is_trained(k) ? values[0] : static_cast<Real>(parameters[k]);
                for (std::size_t i = 0; i < block_cols; ++i) {
                    lanes[k][i] = value;
                }
            }
        }
    }

    // The author's functions with the values for column i of the block.
    template <class Kernel>
    GLIA_INLINE Kernel kernel(std::size_t i) const {
        Real values[Layout::count];
        for (std::size_t k = 0; k < Layout::count; ++k) {
            values[k] = lanes[k][i];
        }
        return Kernel(values);
    }
};

// y = f(x).
template <class Kernel, class Real, const Description& about>
struct TrainedForward {
    // The kernel of the table.
    GLIA_INLINE static void run(const glia_activation_t*, const double* parameters, const Real* trained,
                                std::size_t rows, std::size_t cols, const Real* x, Real* y) {
        for (std::size_t first = 0; first < cols; first += block_cols) {
            const std::size_t width = cols - first < block_cols ? cols - first : block_cols;
            const BlockValues<about, Real> values(parameters, trained, cols, first, width);
            for (std::size_t row = 0; row < rows; ++row) {
                Lanes<Real> block;
                load_block(x + row * cols + first, width, block);
                GLIA_LANE_LOOP
                for (std::size_t i = 0; i < block_cols; ++i) {
                    block[i] = values.template kernel<Kernel>(i).forward(block[i]);
                }
                store_block(block, width, y + row * cols + first);
            }
        }
    }
};

// dx, and the gradient of the trained parameters.
template <class Kernel, class Real, const Description& about>
struct TrainedBackward {
    // How the gradient lies in its array.
    using Layout = TrainedLayout<about>;

    // The kernel of the table.
    GLIA_INLINE static void run(const glia_activation_t*, const double* parameters, const Real* trained,
                                std::size_t rows, std::size_t cols, const Real* x, const Real*, const Real* dy,
                                Real* dx, Real* gradient) {
        std::fill_n(gradient, Layout::offset(Layout::count, cols), Real(0));
        for (std::size_t first = 0; first < cols; first += block_cols) {
            const std::size_t width = cols - first < block_cols ? cols - first : block_cols;
            const BlockValues<about, Real> values(parameters, trained, cols, first, width);
            Lanes<Real> sums[Layout::count] = {};
            for (std::size_t row = 0; row < rows; ++row) {
                const std::size_t at = row * cols + first;
                Lanes<Real> block_x;
                Lanes<Real> block;
                load_block(x + at, width, block_x);
                load_block(dy + at, width, block);
                GLIA_LANE_LOOP
                for (std::size_t i = 0; i < block_cols; ++i) {
                    const Kernel kernel = values.template kernel<Kernel>(i);
                    Real by[Layout::count];
                    kernel.derivatives_by_parameters(block_x[i], by);
                    for (std::size_t k = 0; k < Layout::count; ++k) {
                        sums[k][i] += block[i] * by[k];
                    }
                    block[i] *= kernel.derivative_from_x(block_x[i]);
                }
                store_block(block, width, dx + at);
            }
            for (std::size_t k = 0; k < Layout::count; ++k) {
                if (!Layout::is_trained(k)) continue;
                Real* const to = gradient + Layout::offset(k, cols);
                for (std::size_t i = 0; i < width; ++i) {
                    to[Layout::is_per_unit(k) ? first + i : 0] += sums[k][i];
                }
            }
        }
    }
};

// The same functor for kernels that take all parameters as fixed.
template <template <class> class Kernel, std::size_t count>
struct AsFixed {
    // For one precision.
    template <class Real>
    struct Of : Kernel<Real> {
        // With the values of all parameters.
        explicit Of(const double* parameters) : Of(parameters, std::make_index_sequence<count>()) {}

     private:
        // What the author takes.
        using Value = std::conditional_t<std::is_constructible_v<Kernel<Real>, const double*>, double, Real>;
        using Values = std::array<Value, count>;
        template <std::size_t... k>
        Of(const double* parameters, std::index_sequence<k...>) : Of(Values{static_cast<Value>(parameters[k])...}) {}
        explicit Of(const Values& values) : Kernel<Real>(values.data()) {}
    };
};

// The best kernels at or below isa.
template <template <class> class Kernel, const Description& about>
Kernels choose_trained(std::uint32_t isa) {
    Kernels kernels = choose_elementwise<AsFixed<Kernel, about.parameters.size()>::template Of>(isa);
    using Forward = Variants<TrainedForward<Kernel<float>, float, about>, const glia_activation_t*, const double*,
                             const float*, std::size_t, std::size_t, const float*, float*>;
    using Backward =
        Variants<TrainedBackward<Kernel<float>, float, about>, const glia_activation_t*, const double*, const float*,
                 std::size_t, std::size_t, const float*, const float*, const float*, float*, float*>;
    using Forward64 = Variants<TrainedForward<Kernel<double>, double, about>, const glia_activation_t*, const double*,
                               const double*, std::size_t, std::size_t, const double*, double*>;
    using Backward64 =
        Variants<TrainedBackward<Kernel<double>, double, about>, const glia_activation_t*, const double*, const double*,
                 std::size_t, std::size_t, const double*, const double*, const double*, double*, double*>;
    kernels.forward_trained = Forward::baseline;
    kernels.backward_trained = Backward::baseline;
    kernels.forward_trained_f64 = Forward64::baseline;
    kernels.backward_trained_f64 = Backward64::baseline;
#if defined(__x86_64__)
    if (isa == GLIA_ISA_AVX512) {
        kernels.forward_trained = Forward::avx512;
        kernels.backward_trained = Backward::avx512;
    } else if (isa == GLIA_ISA_AVX2) {
        kernels.forward_trained = Forward::avx2;
        kernels.backward_trained = Backward::avx2;
    }
#endif
    return kernels;
}

// The plugin of a functor, as shown above.
template <template <class> class Kernel, const Description& about>
constexpr glia_plugin_t trained_elementwise() {
    static_assert(about.training.size() == about.parameters.size(), "training tells of each parameter");
    return Plugin<about, choose_trained<Kernel, about>>::symbol();
}

}  // namespace glia::plugin
