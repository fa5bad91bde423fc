// The fully connected layer: z = W x + b, y = f(z), with W of shape units x inputs.
#pragma once

#include <vector>

#include "core/layers/layer.hpp"

namespace glia {

template <class T>
class Dense final : public Layer<T> {
 public:
    // Throws Error where the activation has no kernels for T.
    Dense(std::size_t inputs, std::size_t units, Activation activation);

    LayerDescription describe() const override;
    std::size_t inputs() const noexcept override { return inputs_; }
    std::size_t outputs() const noexcept override { return units_; }
    std::span<const Tensor> tensors() const noexcept override { return tensors_; }
    const Activation* activation() const noexcept override { return &activation_; }

    std::size_t kept_size(std::size_t rows, Output output) const noexcept override;
    std::size_t scratch_size(std::size_t rows) const noexcept override;
    std::size_t partial_gradients_size(std::size_t rows) const noexcept override;
    bool backward_in_place(Output output) const noexcept override;
    void predict(const typename Layer<T>::Predict& pass) const override;
    void forward(const typename Layer<T>::Forward& pass) const override;
    void backward(const typename Layer<T>::Backward& pass) const override;

 private:
    bool keeps_logits() const noexcept;
    std::size_t logits_size(std::size_t rows) const noexcept;
    // Where the activation's trained parameters begin.
    std::size_t activation_offset() const noexcept { return tensors_[1].offset + units_; }

    std::size_t inputs_;
    std::size_t units_;
    Activation activation_;
    std::vector<Tensor> tensors_;
};

}  // namespace glia
