#include <algorithm>
#include <cmath>

#include "core/elementwise.hpp"
#include "core/layers/layers.hpp"

namespace glia {
namespace {

// What forward keeps: for each column the batch's mean and variance and what x - mean is multiplied with; and whether
// the first two are the batch's indeed (1) or the running ones (0).
template <class T>  // T or const T
struct Kept {
    Kept(T* kept, std::size_t cols)
        : mean(kept), variance(kept + cols), scale(kept + 2 * cols), of_batch(kept + 3 * cols) {}

    static std::size_t size(std::size_t cols) { return 3 * cols + 1; }

    T* mean;
    T* variance;
    T* scale;
    T* of_batch;
};

// Mean and (biased) variance of columns, in double and in the order of the rows.
template <class T>
void take_statistics(std::size_t rows, std::size_t cols, std::size_t stride, const T* x, T* mean,
                     T* variance) noexcept {
    constexpr std::size_t most = 64;  // columns at once: their sums stay in cache
    for (std::size_t from = 0; from < cols; from += most) {
        const std::size_t count = std::min(most, cols - from);
        const auto n = static_cast<double>(rows);
        double means[most] = {};
        double squares[most] = {};
        for (std::size_t i = 0; i < rows; ++i) {
            for (std::size_t j = 0; j < count; ++j) means[j] += x[i * stride + from + j];
        }
        for (std::size_t j = 0; j < count; ++j) means[j] /= n;
        for (std::size_t i = 0; i < rows; ++i) {
            for (std::size_t j = 0; j < count; ++j) {
                const double difference = x[i * stride + from + j] - means[j];
                squares[j] += difference * difference;
            }
        }
        for (std::size_t j = 0; j < count; ++j) {
            mean[from + j] = static_cast<T>(means[j]);
            variance[from + j] = static_cast<T>(squares[j] / n);
        }
    }
}

}  // namespace

template <class T>
BatchNorm<T>::BatchNorm(std::size_t width, std::string spec, double momentum, double epsilon)
    : EqualWidthLayer<T>(width, std::move(spec)), momentum_(momentum), epsilon_(epsilon) {
    tensors_ = {{"weight", {width}, 0, width, false, "constant(value=1)"},
                {"bias", {width}, width, width, false, "zeros"},
                {"running_mean", {width}, 2 * width, width, false, "zeros", false},
                {"running_var", {width}, 3 * width, width, false, "constant(value=1)", false, true}};
}

template <class T>
std::size_t BatchNorm<T>::kept_size(std::size_t, Output) const noexcept {
    return Kept<T>::size(this->inputs());
}

template <class T>
typename BatchNorm<T>::Line BatchNorm<T>::line(const T* parameters, std::size_t column) const noexcept {
    const std::size_t cols = this->inputs();
    const double weight = parameters[column];
    const double bias = parameters[cols + column];
    const double mean = parameters[2 * cols + column];
    const double variance = parameters[3 * cols + column];
    const double scale = weight / std::sqrt(variance + epsilon_);
    return {scale, bias - scale * mean};
}

template <class T>
void BatchNorm<T>::predict(const typename Layer<T>::Predict& pass) const {
    const std::size_t cols = this->inputs();
    const T* const weight = pass.parameters;
    const T* const bias = weight + cols;
    const T* const mean = bias + cols;
    const T* const variance = mean + cols;
    constexpr std::size_t most = 64;  // columns at once, so that nothing need be asked for
    for (std::size_t from = 0; from < cols; from += most) {
        const std::size_t to = std::min(from + most, cols);
        T scale[most];
        for (std::size_t j = from; j < to; ++j) {
            scale[j - from] = static_cast<T>(1 / std::sqrt(static_cast<double>(variance[j]) + epsilon_));
        }
        for (std::size_t i = 0; i < pass.rows; ++i) {
            for (std::size_t j = from; j < to; ++j) {
                pass.y[i * cols + j] = weight[j] * ((pass.x[i * cols + j] - mean[j]) * scale[j - from]) + bias[j];
            }
        }
    }
}

template <class T>
void BatchNorm<T>::forward(const typename Layer<T>::Forward& pass) const {
    const std::size_t cols = this->inputs();
    const T* const weight = pass.parameters;
    const T* const bias = weight + cols;
    const T* const running_mean = bias + cols;
    const T* const running_variance = running_mean + cols;
    const Kept<T> kept(pass.kept, cols);
    const bool of_batch = pass.training.on && pass.rows > 1;
    *kept.of_batch = of_batch ? T{1} : T{0};
    run_cols(pass.workers, pass.rows, cols, [&](std::size_t first, std::size_t count) noexcept {
        if (of_batch) {
            take_statistics(pass.rows, count, cols, pass.x + first, kept.mean + first, kept.variance + first);
        } else {
            std::copy_n(running_mean + first, count, kept.mean + first);
            std::copy_n(running_variance + first, count, kept.variance + first);
        }
        for (std::size_t j = first; j < first + count; ++j) {
            kept.scale[j] = static_cast<T>(1 / std::sqrt(static_cast<double>(kept.variance[j]) + epsilon_));
        }
        for (std::size_t i = 0; i < pass.rows; ++i) {
            for (std::size_t j = first; j < first + count; ++j) {
                const std::size_t at = i * cols + j;
                pass.y[at] = weight[j] * ((pass.x[at] - kept.mean[j]) * kept.scale[j]) + bias[j];
            }
        }
    });
}

// With xn the normalized column of n rows:  dweight = sum(dy xn);  dbias = sum(dy);
// dx = weight scale (dy - dbias / n - xn dweight / n), or without the sums where mean and variance are constants.
template <class T>
void BatchNorm<T>::backward(const typename Layer<T>::Backward& pass) const {
    const std::size_t cols = this->inputs();
    const T* const weight = pass.parameters;
    const Kept<const T> kept(pass.kept, cols);
    const bool of_batch = *kept.of_batch != T{0};
    const auto n = static_cast<T>(pass.rows);
    run_cols(pass.workers, pass.rows, cols, [&](std::size_t first, std::size_t count) noexcept {
        for (std::size_t j = first; j < first + count; ++j) {
            const auto normalized = [&](std::size_t i) {
                return (pass.x[i * cols + j] - kept.mean[j]) * kept.scale[j];
            };
            double sum = 0;
            double product_sum = 0;
            for (std::size_t i = 0; i < pass.rows; ++i) {
                const double dy = pass.dy[i * cols + j];
                sum += dy;
                product_sum += dy * normalized(i);
            }
            const auto weight_gradient = static_cast<T>(product_sum);
            const auto bias_gradient = static_cast<T>(sum);
            pass.gradients[j] = weight_gradient + (pass.accumulate ? pass.gradients[j] : T{0});
            pass.gradients[cols + j] = bias_gradient + (pass.accumulate ? pass.gradients[cols + j] : T{0});
            if (pass.dx == nullptr) continue;
            const T factor = weight[j] * kept.scale[j];
            const T shift = of_batch ? bias_gradient / n : T{0};
            const T slope = of_batch ? weight_gradient / n : T{0};
            for (std::size_t i = 0; i < pass.rows; ++i) {
                pass.dx[i * cols + j] = factor * (pass.dy[i * cols + j] - shift - normalized(i) * slope);
            }
        }
    });
}

template <class T>
void BatchNorm<T>::learn_statistics(T* parameters, std::size_t rows, const T* kept_values) const {
    const std::size_t cols = this->inputs();
    const Kept<const T> kept(kept_values, cols);
    if (*kept.of_batch == T{0}) return;
    T* const mean = parameters + 2 * cols;
    T* const variance = parameters + 3 * cols;
    const auto share = static_cast<T>(momentum_);
    const auto unbiased = static_cast<T>(static_cast<double>(rows) / static_cast<double>(rows - 1));
    for (std::size_t j = 0; j < cols; ++j) {
        mean[j] += share * (kept.mean[j] - mean[j]);
        variance[j] += share * (unbiased * kept.variance[j] - variance[j]);
    }
}

template class BatchNorm<float>;
template class BatchNorm<double>;

}  // namespace glia
