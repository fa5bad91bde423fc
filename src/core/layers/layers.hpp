// The layers without weights of their own beside a scale and a shift; make them through core/layers/layer_factory.hpp.
// Each gives as many numbers as it takes.
#pragma once

#include <string>
#include <vector>

#include "core/layers/layer.hpp"

namespace glia {

// What they have in common. spec: what describes them, in its shortest form.
template <class T>
class EqualWidthLayer : public Layer<T> {
 public:
    EqualWidthLayer(std::size_t width, std::string spec) : width_(width), spec_(std::move(spec)) {}

    LayerDescription describe() const override { return {spec_, width_, "", 0}; }
    std::size_t inputs() const noexcept final { return width_; }
    std::size_t outputs() const noexcept final { return width_; }

 private:
    std::size_t width_;
    std::string spec_;
};

// y = f(x).
template <class T>
class ActivationLayer final : public EqualWidthLayer<T> {
 public:
    // Throws Error where the activation has no kernels for T.
    ActivationLayer(std::size_t width, Activation activation);

    LayerDescription describe() const override;
    std::span<const Tensor> tensors() const noexcept override { return tensors_; }
    const Activation* activation() const noexcept override { return &activation_; }
    std::size_t kept_size(std::size_t, Output) const noexcept override { return 0; }
    std::size_t partial_gradients_size(std::size_t rows) const noexcept override;
    bool backward_in_place(Output output) const noexcept override;
    void predict(const typename Layer<T>::Predict& pass) const override;
    void forward(const typename Layer<T>::Forward& pass) const override;
    void backward(const typename Layer<T>::Backward& pass) const override;

 private:
    Activation activation_;
    std::vector<Tensor> tensors_;  // its trained parameters
};

// While training, y = x / (1 - rate) or, with probability `rate`, 0; otherwise y = x. (Srivastava et al., 2014, in the
// inverted form.)
template <class T>
class Dropout final : public EqualWidthLayer<T> {
 public:
    Dropout(std::size_t width, std::string spec, double rate);

    bool only_for_training() const noexcept override { return true; }
    std::size_t kept_size(std::size_t rows, Output) const noexcept override { return rows * this->inputs(); }
    void predict(const typename Layer<T>::Predict& pass) const override;
    void forward(const typename Layer<T>::Forward& pass) const override;
    void backward(const typename Layer<T>::Backward& pass) const override;

 private:
    double rate_;
};

// While training, y = a x + b or, with probability `rate`, a alpha' + b, with alpha' = -1.7581 (selu's limit) and a and
// b such that mean 0 and variance 1 stay; otherwise y = x. (Klambauer et al., 2017, section 3.)
template <class T>
class AlphaDropout final : public EqualWidthLayer<T> {
 public:
    AlphaDropout(std::size_t width, std::string spec, double rate);

    bool only_for_training() const noexcept override { return true; }
    std::size_t kept_size(std::size_t rows, Output) const noexcept override { return rows * this->inputs(); }
    void predict(const typename Layer<T>::Predict& pass) const override;
    void forward(const typename Layer<T>::Forward& pass) const override;
    void backward(const typename Layer<T>::Backward& pass) const override;

 private:
    double rate_;
    T slope_;    // a
    T dropped_;  // a alpha' + b
    T shift_;    // b
};

// y = weight (x - mean) / sqrt(variance + epsilon) + bias, with mean and variance of each row (Ba, Kiros and Hinton,
// 2016).
template <class T>
class LayerNorm final : public EqualWidthLayer<T> {
 public:
    LayerNorm(std::size_t width, std::string spec, double epsilon);

    std::span<const Tensor> tensors() const noexcept override { return tensors_; }
    std::size_t kept_size(std::size_t rows, Output) const noexcept override { return 2 * rows; }
    void predict(const typename Layer<T>::Predict& pass) const override;
    void forward(const typename Layer<T>::Forward& pass) const override;
    void backward(const typename Layer<T>::Backward& pass) const override;

 private:
    void normalize(const T* parameters, std::size_t rows, const T* x, T* y, T* kept) const noexcept;

    double epsilon_;
    std::vector<Tensor> tensors_;
};

// y = weight (x - mean) / sqrt(variance + epsilon) + bias for each column, with mean and variance of the batch while
// training and running ones otherwise: running = (1 - momentum) running + momentum batch's, the variance being the
// unbiased one (Ioffe and Szegedy, 2015, as PyTorch does it). A batch of one row, which has no variance, is normalized
// by the running ones too.
template <class T>
class BatchNorm final : public EqualWidthLayer<T> {
 public:
    BatchNorm(std::size_t width, std::string spec, double momentum, double epsilon);

    // What prediction makes of a column, by the layer's parameters: scale x + shift.
    struct Line {
        double scale;
        double shift;
    };
    Line line(const T* parameters, std::size_t column) const noexcept;

    std::span<const Tensor> tensors() const noexcept override { return tensors_; }
    bool mixes_rows() const noexcept override { return true; }
    std::size_t kept_size(std::size_t, Output) const noexcept override;
    void predict(const typename Layer<T>::Predict& pass) const override;
    void forward(const typename Layer<T>::Forward& pass) const override;
    void backward(const typename Layer<T>::Backward& pass) const override;
    void learn_statistics(T* parameters, std::size_t rows, const T* kept) const override;

 private:
    double momentum_;
    double epsilon_;
    std::vector<Tensor> tensors_;
};

// y = x + the input of the layer that stands `span` layers before: a skip connection around those layers (He et al.,
// 2016).
template <class T>
class Residual final : public EqualWidthLayer<T> {
 public:
    Residual(std::size_t width, std::string spec, std::size_t span);

    std::size_t skip() const noexcept override { return span_; }
    std::size_t kept_size(std::size_t, Output) const noexcept override { return 0; }
    void predict(const typename Layer<T>::Predict& pass) const override;
    void forward(const typename Layer<T>::Forward& pass) const override;
    void backward(const typename Layer<T>::Backward& pass) const override;

 private:
    std::size_t span_;
};

}  // namespace glia
