#include <cmath>

#include "core/elementwise.hpp"
#include "core/layers/layers.hpp"
#include "core/layers/noise.hpp"

namespace glia {
namespace {

// Both kinds: while training, part(first element, elements) follows the drawing of a mask.
template <class T, class Part>
void forward_masked(const typename Layer<T>::Forward& pass, std::size_t cols, double rate, const Part& part) {
    run_rows(pass.workers, pass.rows, cols, [&](std::size_t first, std::size_t rows) noexcept {
        const std::size_t at = first * cols;
        if (pass.training.on) {
            draw_mask(pass.training, rate, first, rows, cols, pass.kept + at);
        } else {
            std::fill_n(pass.kept + at, rows * cols, T{1});
        }
        part(at, rows * cols);
    });
}

}  // namespace

template <class T>
Dropout<T>::Dropout(std::size_t width, std::string spec, double rate)
    : EqualWidthLayer<T>(width, std::move(spec)), rate_(rate) {}

template <class T>
void Dropout<T>::predict(const typename Layer<T>::Predict& pass) const {
    std::copy_n(pass.x, pass.rows * this->inputs(), pass.y);
}

template <class T>
void Dropout<T>::forward(const typename Layer<T>::Forward& pass) const {
    const T scale = pass.training.on ? static_cast<T>(1 / (1 - rate_)) : T{1};
    forward_masked<T>(pass, this->inputs(), rate_, [&](std::size_t at, std::size_t size) noexcept {
        for (std::size_t i = at; i < at + size; ++i) {
            pass.kept[i] *= scale;
            pass.y[i] = pass.kept[i] * pass.x[i];
        }
    });
}

template <class T>
void Dropout<T>::backward(const typename Layer<T>::Backward& pass) const {
    if (pass.dx == nullptr) return;
    run_elements(pass.workers, pass.rows * this->inputs(), [&](std::size_t first, std::size_t size) noexcept {
        for (std::size_t i = first; i < first + size; ++i) pass.dx[i] = pass.kept[i] * pass.dy[i];
    });
}

template <class T>
AlphaDropout<T>::AlphaDropout(std::size_t width, std::string spec, double rate)
    : EqualWidthLayer<T>(width, std::move(spec)), rate_(rate) {
    constexpr double alpha = -1.7580993408473766;  // -lambda alpha, what selu tends to
    const double slope = 1 / std::sqrt((1 - rate) * (1 + rate * alpha * alpha));
    const double shift = -slope * rate * alpha;
    slope_ = static_cast<T>(slope);
    shift_ = static_cast<T>(shift);
    dropped_ = static_cast<T>(slope * alpha + shift);
}

template <class T>
void AlphaDropout<T>::predict(const typename Layer<T>::Predict& pass) const {
    std::copy_n(pass.x, pass.rows * this->inputs(), pass.y);
}

template <class T>
void AlphaDropout<T>::forward(const typename Layer<T>::Forward& pass) const {
    const bool on = pass.training.on;
    forward_masked<T>(pass, this->inputs(), rate_, [&](std::size_t at, std::size_t size) noexcept {
        for (std::size_t i = at; i < at + size; ++i) {
            const T kept = on ? slope_ * pass.x[i] + shift_ : pass.x[i];
            pass.y[i] = pass.kept[i] != 0 ? kept : dropped_;
            if (on) pass.kept[i] *= slope_;
        }
    });
}

template <class T>
void AlphaDropout<T>::backward(const typename Layer<T>::Backward& pass) const {
    if (pass.dx == nullptr) return;
    run_elements(pass.workers, pass.rows * this->inputs(), [&](std::size_t first, std::size_t size) noexcept {
        for (std::size_t i = first; i < first + size; ++i) pass.dx[i] = pass.kept[i] * pass.dy[i];
    });
}

template class Dropout<float>;
template class Dropout<double>;
template class AlphaDropout<float>;
template class AlphaDropout<double>;

}  // namespace glia
