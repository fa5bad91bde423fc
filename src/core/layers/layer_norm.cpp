#include <cmath>

#include "core/elementwise.hpp"
#include "core/layers/layers.hpp"

namespace glia {

template <class T>
LayerNorm<T>::LayerNorm(std::size_t width, std::string spec, double epsilon)
    : EqualWidthLayer<T>(width, std::move(spec)), epsilon_(epsilon) {
    tensors_ = {{"weight", {width}, 0, width, false, "constant(value=1)"},
                {"bias", {width}, width, width, false, "zeros"}};
}

// For each row its mean and 1 / sqrt(variance + epsilon) are kept, in this order, where `kept` is not null.
template <class T>
void LayerNorm<T>::normalize(const T* parameters, std::size_t rows, const T* x, T* y, T* kept) const noexcept {
    const std::size_t cols = this->inputs();
    const T* const weight = parameters;
    const T* const bias = parameters + cols;
    for (std::size_t i = 0; i < rows; ++i) {
        const T* const from = x + i * cols;
        T* const to = y + i * cols;
        double sum = 0;
        for (std::size_t j = 0; j < cols; ++j) sum += from[j];
        const double mean = sum / static_cast<double>(cols);
        double squares = 0;
        for (std::size_t j = 0; j < cols; ++j) squares += (from[j] - mean) * (from[j] - mean);
        const auto center = static_cast<T>(mean);
        const auto scale = static_cast<T>(1 / std::sqrt(squares / static_cast<double>(cols) + epsilon_));
        for (std::size_t j = 0; j < cols; ++j) to[j] = weight[j] * ((from[j] - center) * scale) + bias[j];
        if (kept == nullptr) continue;
        kept[2 * i] = center;
        kept[2 * i + 1] = scale;
    }
}

template <class T>
void LayerNorm<T>::predict(const typename Layer<T>::Predict& pass) const {
    normalize(pass.parameters, pass.rows, pass.x, pass.y, nullptr);
}

template <class T>
void LayerNorm<T>::forward(const typename Layer<T>::Forward& pass) const {
    const std::size_t cols = this->inputs();
    run_rows(pass.workers, pass.rows, cols, [&](std::size_t first, std::size_t rows) noexcept {
        normalize(pass.parameters, rows, pass.x + first * cols, pass.y + first * cols, pass.kept + 2 * first);
    });
}

// With xn the normalized row and g = weight dy:  dx = scale (g - mean(g) - xn mean(g xn));
// dweight = the column sums of dy xn;  dbias = those of dy.
template <class T>
void LayerNorm<T>::backward(const typename Layer<T>::Backward& pass) const {
    const std::size_t cols = this->inputs();
    const auto normalized = [&](std::size_t i, std::size_t j) {
        return (pass.x[i * cols + j] - pass.kept[2 * i]) * pass.kept[2 * i + 1];
    };
    T* const weight_gradient = pass.gradients;
    T* const bias_gradient = pass.gradients + cols;
    run_cols(pass.workers, pass.rows, cols, [&](std::size_t first, std::size_t count) noexcept {
        for (std::size_t j = first; j < first + count; ++j) {
            if (!pass.accumulate) weight_gradient[j] = bias_gradient[j] = 0;
        }
        for (std::size_t i = 0; i < pass.rows; ++i) {
            for (std::size_t j = first; j < first + count; ++j) {
                const T dy = pass.dy[i * cols + j];
                weight_gradient[j] += dy * normalized(i, j);
                bias_gradient[j] += dy;
            }
        }
    });
    if (pass.dx == nullptr) return;
    const T* const weight = pass.parameters;
    run_rows(pass.workers, pass.rows, cols, [&](std::size_t first, std::size_t count) noexcept {
        for (std::size_t i = first; i < first + count; ++i) {
            const T* const dy = pass.dy + i * cols;
            double sum = 0;
            double product_sum = 0;
            for (std::size_t j = 0; j < cols; ++j) {
                const double g = static_cast<double>(weight[j]) * dy[j];
                sum += g;
                product_sum += g * normalized(i, j);
            }
            const auto mean = static_cast<T>(sum / static_cast<double>(cols));
            const auto product_mean = static_cast<T>(product_sum / static_cast<double>(cols));
            T* const dx = pass.dx + i * cols;
            for (std::size_t j = 0; j < cols; ++j) {
                dx[j] = pass.kept[2 * i + 1] * (weight[j] * dy[j] - mean - normalized(i, j) * product_mean);
            }
        }
    });
}

template class LayerNorm<float>;
template class LayerNorm<double>;

}  // namespace glia
