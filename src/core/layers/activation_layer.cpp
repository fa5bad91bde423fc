#include "core/layers/activation_pass.hpp"
#include "core/layers/layers.hpp"

namespace glia {

template <class T>
ActivationLayer<T>::ActivationLayer(std::size_t width, Activation activation)
    : EqualWidthLayer<T>(width, "activation"),
      activation_(std::move(activation)),
      tensors_(activation_.tensors(width, 0)) {
    activation_.require<T>();
}

template <class T>
LayerDescription ActivationLayer<T>::describe() const {
    return {"activation", this->outputs(), activation_.spec(), activation_.table().revision};
}

template <class T>
std::size_t ActivationLayer<T>::partial_gradients_size(std::size_t rows) const noexcept {
    return partial_gradient_size(activation_, rows, this->outputs());
}

template <class T>
bool ActivationLayer<T>::backward_in_place(Output output) const noexcept {
    return output == Output::logits || activation_.has(GLIA_ACTIVATION_INPLACE);
}

template <class T>
void ActivationLayer<T>::predict(const typename Layer<T>::Predict& pass) const {
    activation_.forward(pass.parameters, pass.rows, this->outputs(), pass.x, pass.y);
}

template <class T>
void ActivationLayer<T>::forward(const typename Layer<T>::Forward& pass) const {
    const std::size_t cols = this->outputs();
    run_rows(pass.workers, pass.rows, cols, [&](std::size_t first, std::size_t rows) noexcept {
        const std::size_t at = first * cols;
        if (pass.output == Output::logits) {
            std::copy_n(pass.x + at, rows * cols, pass.y + at);
        } else {
            activation_.forward(pass.parameters, rows, cols, pass.x + at, pass.y + at);
        }
    });
}

template <class T>
void ActivationLayer<T>::backward(const typename Layer<T>::Backward& pass) const {
    // Where nobody wants dx, trained parameters still want their gradient.
    T* const dx = pass.dx == nullptr && activation_.is_trained() ? pass.scratch : pass.dx;
    if (dx == nullptr) return;
    if (pass.output == Output::logits) {
        std::copy_n(pass.dy, pass.rows * this->outputs(), dx);
    } else {
        backward_rows<T>(pass, activation_, this->outputs(), 0, pass.x, dx);
    }
}

template class ActivationLayer<float>;
template class ActivationLayer<double>;

}  // namespace glia
