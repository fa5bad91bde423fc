// A layer: a function of a row with parameters. Layers are immutable and hold no numbers: parameters, gradients and
// what is kept between forward and backward come from the caller, so any number of threads and models can share one
// layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "core/activation.hpp"
#include "core/tensor.hpp"

namespace glia {

// Which end of a layer's activation function its output is taken from. A loss that is fused with the last activation
// works on logits: y receives them in forward, and dy is their gradient in backward.
enum class Output {
    activations,
    logits,
};

// What a layer is, enough to make it again.
struct LayerDescription {
    std::string kind;        // "dense"
    std::size_t units = 0;   // numbers in a row of output
    std::string activation;  // a spec; "" for a layer without one
    std::uint32_t activation_revision = 0;
};

template <class T>
class Layer {
 public:
    virtual ~Layer() = default;

    virtual LayerDescription describe() const = 0;
    virtual std::size_t inputs() const noexcept = 0;
    virtual std::size_t outputs() const noexcept = 0;
    virtual std::span<const Tensor> tensors() const noexcept = 0;
    // The activation that makes the output, or null.
    virtual const Activation* activation() const noexcept = 0;

    // Elements that forward keeps for backward, beside x and y.
    virtual std::size_t kept_size(std::size_t rows, Output output) const noexcept = 0;
    // Elements that predict needs to work in.
    virtual std::size_t scratch_size(std::size_t rows) const noexcept = 0;
    // Whether backward accepts scratch == dy.
    virtual bool backward_in_place(Output output) const noexcept = 0;

    // y (rows x outputs) from x (rows x inputs), keeping nothing.
    virtual void predict(const T* parameters, std::size_t rows, const T* x, T* y, T* scratch) const = 0;

    // The same, keeping in `kept` what backward needs.
    virtual void forward(const T* parameters, std::size_t rows, const T* x, T* y, T* kept, Output output) const = 0;

    // From dy to the gradients of the parameters, which are added where `accumulate` and replaced otherwise, and to dx,
    // which may be null. scratch: rows x outputs elements.
    struct Backward {
        const T* parameters;
        std::size_t rows;
        const T* x;
        const T* y;
        const T* kept;
        const T* dy;
        T* scratch;
        T* dx;
        T* gradients;
        bool accumulate;
        Output output;
    };
    virtual void backward(const Backward& pass) const = 0;
};

}  // namespace glia
