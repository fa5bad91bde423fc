// An activation's kernels on many rows, by a team.
#pragma once

#include "core/elementwise.hpp"
#include "core/layers/activation.hpp"

namespace glia {

// dx from dy. x and y may be null where the activation has promised not to look at them, and are then not handed on.
template <class T>
void backward_rows(Workers& workers, const Activation& activation, std::size_t rows, std::size_t cols, const T* x,
                   const T* y, const T* dy, T* dx) {
    if (activation.has(GLIA_ACTIVATION_GRAD_IGNORES_X)) x = nullptr;
    if (activation.has(GLIA_ACTIVATION_GRAD_IGNORES_Y)) y = nullptr;
    run_rows(workers, rows, cols, [&](std::size_t first, std::size_t count) noexcept {
        const std::size_t at = first * cols;
        activation.backward(count, cols, x == nullptr ? x : x + at, y == nullptr ? y : y + at, dy + at, dx + at);
    });
}

}  // namespace glia
