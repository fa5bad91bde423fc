#include "core/elementwise.hpp"
#include "core/layers/layers.hpp"

namespace glia {

template <class T>
Residual<T>::Residual(std::size_t width, std::string spec, std::size_t span)
    : EqualWidthLayer<T>(width, std::move(spec)), span_(span) {}

template <class T>
void Residual<T>::predict(const typename Layer<T>::Predict& pass) const {
    for (std::size_t i = 0; i < pass.rows * this->inputs(); ++i) pass.y[i] = pass.x[i] + pass.skip[i];
}

template <class T>
void Residual<T>::forward(const typename Layer<T>::Forward& pass) const {
    run_elements(pass.workers, pass.rows * this->inputs(), [&](std::size_t first, std::size_t size) noexcept {
        for (std::size_t i = first; i < first + size; ++i) pass.y[i] = pass.x[i] + pass.skip[i];
    });
}

template <class T>
void Residual<T>::backward(const typename Layer<T>::Backward& pass) const {
    if (pass.dx == nullptr) return;
    run_elements(pass.workers, pass.rows * this->inputs(), [&](std::size_t first, std::size_t size) noexcept {
        std::copy_n(pass.dy + first, size, pass.dx + first);
    });
}

template class Residual<float>;
template class Residual<double>;

}  // namespace glia
