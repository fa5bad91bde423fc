// A plugin from two scalar functions.
//
//     template <class Real>                                            // float, then double
//     struct Square {
//         GLIA_INLINE Real forward(Real x) const { return x * x; }
//         GLIA_INLINE Real derivative_from_x(Real x) const { return 2 * x; }
//     };
//     constexpr glia::plugin::Description square{.id = "org.example.square", .name = "square", .formula = "x * x"};
//     GLIA_PLUGIN_EXPORT const glia_plugin_t glia_plugin_v1 = glia::plugin::elementwise<Square, square>();
//
// The derivative is one of derivative_from_x(x), derivative_from_y(y) and derivative() (a constant). Prefer y where
// the mathematics allow it: glia then keeps one array less. An activation with parameters has a constructor that takes
// `const double* parameters`. Where there is more than one condition, choose with select() of math.hpp rather than with
// ?: or if, so that the loop is vectorised well.
//
// Where such formulas hold for most numbers only, exceptional(x) tells the others, and forward_exceptional(x) and
// derivative_exceptional(x), which may branch and call, are asked for them one by one: see sine.cpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "glia/plugin.h"
#include "glia/plugin/plugin.hpp"
#include "glia/plugin/variants.hpp"

namespace glia::plugin {

// Elements are computed in blocks of a fixed size, and a shorter rest is padded to one. So every element goes through
// the same instructions wherever it stands, which is what GLIA_ACTIVATION_ELEMENTWISE promises: a scalar loop for the
// rest could differ in the last bit, for example by fusing other multiplications and additions.
inline constexpr std::size_t block_size = 16;

// Which functions an author has written.
template <class Kernel, class Real>
concept DerivativeFromX = requires(const Kernel& kernel, Real x) {
    kernel.derivative_from_x(x);
};
template <class Kernel, class Real>
concept DerivativeFromY = requires(const Kernel& kernel, Real y) {
    kernel.derivative_from_y(y);
};
template <class Kernel, class Real>
concept Exceptional = requires(const Kernel& kernel, Real x) {
    kernel.exceptional(x);
};

// Where there may be exceptions, so many elements are looked through before they are computed.
inline constexpr std::size_t chunk_size = 16 * block_size;

// Whether any of them is an exception.
template <class Kernel, class Real>
GLIA_INLINE bool any_exceptional(const Kernel& kernel, std::size_t count, const Real* x) {
    std::int32_t found = 0;
    for (std::size_t i = 0; i < count; ++i) {
        found |= static_cast<std::int32_t>(kernel.exceptional(x[i]));
    }
    return found != 0;
}

// y = f(x) of whole blocks.
template <class Kernel, class Real>
struct ForwardBlocks {
    // As if there were no exceptions.
    GLIA_INLINE static void compute(const Kernel& kernel, std::size_t blocks, const Real* x, Real* y) {
        GLIA_INDEPENDENT_ITERATIONS
        for (std::size_t i = 0; i < blocks * block_size; ++i) {
            y[i] = kernel.forward(x[i]);
        }
    }

    // What is wanted.
    GLIA_INLINE static void run(const Kernel& shared, std::size_t blocks, const Real* x, Real* y) {
        const Kernel kernel = shared;  // a copy cannot overlap y, so its members stay in registers
        if constexpr (!Exceptional<Kernel, Real>) {
            compute(kernel, blocks, x, y);
        } else {
            for (std::size_t count; blocks > 0; blocks -= count / block_size, x += count, y += count) {
                count = std::min(blocks * block_size, chunk_size);
                const bool exceptions = any_exceptional(kernel, count, x);
                Real given[chunk_size];  // y may be x
                if (exceptions) std::copy_n(x, count, given);
                compute(kernel, count / block_size, x, y);
                for (std::size_t i = 0; exceptions && i < count; ++i) {
                    if (kernel.exceptional(given[i])) y[i] = kernel.forward_exceptional(given[i]);
                }
            }
        }
    }
};

// dx = dy times the derivative, of whole blocks. `at` is x or y, whichever the derivative is computed from; dy where it
// is a constant.
template <class Kernel, class Real>
struct BackwardBlocks {
    // Whichever the author has written.
    GLIA_INLINE static Real derivative(const Kernel& kernel, Real at) {
        if constexpr (DerivativeFromX<Kernel, Real>) {
            return kernel.derivative_from_x(at);
        } else if constexpr (DerivativeFromY<Kernel, Real>) {
            return kernel.derivative_from_y(at);
        } else {
            return kernel.derivative();
        }
    }

    // As if there were no exceptions.
    GLIA_INLINE static void compute(const Kernel& kernel, std::size_t blocks, const Real* at, const Real* dy,
                                    Real* dx) {
        GLIA_INDEPENDENT_ITERATIONS
        for (std::size_t i = 0; i < blocks * block_size; ++i) {
            dx[i] = dy[i] * derivative(kernel, at[i]);
        }
    }

    // What is wanted.
    GLIA_INLINE static void run(const Kernel& shared, std::size_t blocks, const Real* at, const Real* dy, Real* dx) {
        const Kernel kernel = shared;
        if constexpr (!Exceptional<Kernel, Real>) {
            compute(kernel, blocks, at, dy, dx);
        } else {
            for (std::size_t count; blocks > 0; blocks -= count / block_size, at += count, dy += count, dx += count) {
                count = std::min(blocks * block_size, chunk_size);
                const bool exceptions = any_exceptional(kernel, count, at);
                Real given[chunk_size];  // dx may be dy
                if (exceptions) std::copy_n(dy, count, given);
                compute(kernel, count / block_size, at, dy, dx);
                for (std::size_t i = 0; exceptions && i < count; ++i) {
                    if (kernel.exceptional(at[i])) dx[i] = given[i] * kernel.derivative_exceptional(at[i]);
                }
            }
        }
    }
};

// The functions of glia_activation_t over one variant of the blocks.
template <class Kernel, class Real>
struct Elementwise {
    // The blocks for each instruction set.
    using Forward = Variants<ForwardBlocks<Kernel, Real>, const Kernel&, std::size_t, const Real*, Real*>;
    using Backward =
        Variants<BackwardBlocks<Kernel, Real>, const Kernel&, std::size_t, const Real*, const Real*, Real*>;

    // The author's functions with the values of the parameters.
    static Kernel bind(const double* parameters) {
        if constexpr (std::is_constructible_v<Kernel, const double*>) {
            return Kernel(parameters);
        } else {
            return {};
        }
    }

    // The kernels of the table: whole blocks, and the rest in one that is filled up.
    template <typename Forward::Function blocks>
    static void forward(const glia_activation_t*, const double* parameters, std::size_t rows, std::size_t cols,
                        const Real* x, Real* y) {
        const Kernel kernel = bind(parameters);
        const std::size_t rest = rows * cols % block_size;
        const std::size_t whole = rows * cols - rest;
        blocks(kernel, whole / block_size, x, y);
        if (rest != 0) {
            Real padded[block_size] = {};
            std::memcpy(padded, x + whole, rest * sizeof(Real));
            blocks(kernel, 1, padded, padded);
            std::memcpy(y + whole, padded, rest * sizeof(Real));
        }
    }

    // Likewise.
    template <typename Backward::Function blocks>
    static void backward(const glia_activation_t*, const double* parameters, std::size_t rows, std::size_t cols,
                         const Real* x, const Real* y, const Real* dy, Real* dx) {
        const Real* at = DerivativeFromX<Kernel, Real> ? x : DerivativeFromY<Kernel, Real> ? y : dy;
        const Kernel kernel = bind(parameters);
        const std::size_t rest = rows * cols % block_size;
        const std::size_t whole = rows * cols - rest;
        blocks(kernel, whole / block_size, at, dy, dx);
        if (rest != 0) {
            Real padded_at[block_size] = {};
            Real padded[block_size] = {};
            std::memcpy(padded_at, at + whole, rest * sizeof(Real));
            std::memcpy(padded, dy + whole, rest * sizeof(Real));
            blocks(kernel, 1, padded_at, padded, padded);
            std::memcpy(dx + whole, padded, rest * sizeof(Real));
        }
    }
};

// Promises that hold because of how the kernels above are made and what the derivative is given.
template <class Kernel>
constexpr std::uint32_t elementwise_flags() {
    std::uint32_t flags = GLIA_ACTIVATION_ELEMENTWISE | GLIA_ACTIVATION_INPLACE;
    if (!DerivativeFromX<Kernel, float>) {
        flags |= GLIA_ACTIVATION_GRAD_IGNORES_X;
    }
    if (!DerivativeFromY<Kernel, float>) {
        flags |= GLIA_ACTIVATION_GRAD_IGNORES_Y;
    }
    return flags;
}

// Double precision is for checks, where libm's accuracy matters and speed does not: it has one variant.
template <template <class> class Kernel>
Kernels choose_elementwise(std::uint32_t isa) {
    using Single = Elementwise<Kernel<float>, float>;
    using Double = Elementwise<Kernel<double>, double>;
    Kernels kernels{elementwise_flags<Kernel<float>>(), Single::template forward<Single::Forward::baseline>,
                    Single::template backward<Single::Backward::baseline>,
                    Double::template forward<Double::Forward::baseline>,
                    Double::template backward<Double::Backward::baseline>};
#if defined(__x86_64__)
    if (isa == GLIA_ISA_AVX512) {
        kernels.forward = Single::template forward<Single::Forward::avx512>;
        kernels.backward = Single::template backward<Single::Backward::avx512>;
    } else if (isa == GLIA_ISA_AVX2) {
        kernels.forward = Single::template forward<Single::Forward::avx2>;
        kernels.backward = Single::template backward<Single::Backward::avx2>;
    }
#endif
    (void)isa;
    return kernels;
}

// The plugin of a functor, as shown above.
template <template <class> class Kernel, const Description& about>
constexpr glia_plugin_t elementwise() {
    return Plugin<about, choose_elementwise<Kernel>>::symbol();
}

}  // namespace glia::plugin
