// An activation's kernels on many rows, by a team.
#pragma once

#include "core/elementwise.hpp"
#include "core/layers/activation.hpp"
#include "core/layers/layer.hpp"
#include "linalg/rows.hpp"

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

// Elements in which pieces of rows collect their shares of the gradient of trained parameters.
inline std::size_t partial_gradient_size(const Activation& activation, std::size_t rows, std::size_t cols) noexcept {
    if (!activation.is_trained() || rows == 0) return 0;
    const std::size_t piece = piece_rows(rows, cols);
    return (rows + piece - 1) / piece * activation.trained_size(cols);
}

// The same for an activation of a layer, which may have trained parameters: their values and gradients stand at
// `offset` in the layer's. x: what the activation took. What pieces of rows contribute is added in the order of the
// pieces.
template <class T>
void backward_rows(const typename Layer<T>::Backward& pass, const Activation& activation, std::size_t cols,
                   std::size_t offset, const T* x, T* dx) {
    if (!activation.is_trained()) {
        return backward_rows(pass.workers, activation, pass.rows, cols, x, pass.y, pass.dy, dx);
    }
    x = activation.has(GLIA_ACTIVATION_GRAD_IGNORES_X) ? nullptr : x;
    const T* const y = activation.has(GLIA_ACTIVATION_GRAD_IGNORES_Y) ? nullptr : pass.y;
    const std::size_t size = activation.trained_size(cols);
    const std::size_t piece = piece_rows(pass.rows, cols);
    pass.workers.run_pieces(pass.rows, piece, [&](std::size_t first, std::size_t count) noexcept {
        const std::size_t at = first * cols;
        activation.backward(pass.parameters + offset, count, cols, x == nullptr ? x : x + at, y == nullptr ? y : y + at,
                            pass.dy + at, dx + at, pass.partial_gradients + first / piece * size);
    });
    const std::size_t pieces = (pass.rows + piece - 1) / piece;
    run_cols(pass.workers, pieces, size, [&](std::size_t first, std::size_t count) noexcept {
        sum_rows(pieces, count, size, pass.partial_gradients + first, pass.accumulate, pass.gradients + offset + first);
    });
}

}  // namespace glia
