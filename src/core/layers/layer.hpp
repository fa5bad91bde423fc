// A layer: a function of a row with parameters. Layers are immutable and hold no numbers: parameters, gradients and
// what is kept between forward and backward come from the caller, so any number of threads and models can share one
// layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/workers.hpp"
#include "core/layers/activation.hpp"
#include "core/layers/tensor.hpp"

namespace glia {

// Which end of a layer's activation function its output is taken from. A loss that is fused with the last activation
// works on logits: y receives them in forward, and dy is their gradient in backward.
enum class Output {
    activations,
    logits,
};

// What a layer is, enough to make it again.
struct LayerDescription {
    std::string kind;        // "dense", "activation" or a spec such as "dropout(rate=0.5)"
    std::size_t units = 0;   // numbers in a row of output
    std::string activation;  // a spec; "" for a layer without one
    std::uint32_t activation_revision = 0;
};

// What a forward pass knows beside its rows. While training, noise is drawn and statistics are taken of the batch; what
// is drawn depends on these numbers and the row alone.
struct Training {
    bool on = false;
    std::uint64_t seed = 0;
    std::uint64_t step = 0;     // updates made so far: each has noise of its own
    std::uint32_t layer = 0;    // its place in the model
    std::size_t first_row = 0;  // the place of the first row in its batch
};

template <class T>
class Layer {
 public:
    virtual ~Layer() = default;

    virtual LayerDescription describe() const = 0;
    virtual std::size_t inputs() const noexcept = 0;
    virtual std::size_t outputs() const noexcept = 0;
    virtual std::span<const Tensor> tensors() const noexcept { return {}; }
    // The activation that makes the output, or null.
    virtual const Activation* activation() const noexcept { return nullptr; }
    // Where a second input comes from: the input of the layer that stands so many layers before; 0: there is none.
    virtual std::size_t skip() const noexcept { return 0; }
    // Whether predict changes nothing: it need not be called.
    virtual bool only_for_training() const noexcept { return false; }
    // Whether the rows of a batch depend on one another in training: a batch must then be propagated whole.
    virtual bool mixes_rows() const noexcept { return false; }

    // Elements that forward keeps for backward, beside x and y.
    virtual std::size_t kept_size(std::size_t rows, Output output) const noexcept = 0;
    // Elements that predict needs to work in.
    virtual std::size_t scratch_size(std::size_t) const noexcept { return 0; }
    // Elements that backward needs to add up gradients in.
    virtual std::size_t partial_gradients_size(std::size_t) const noexcept { return 0; }
    // Whether backward accepts scratch == dy, and dy may be spoilt.
    virtual bool backward_in_place(Output) const noexcept { return true; }

    // y (rows x outputs) from x (rows x inputs), keeping nothing.
    struct Predict {
        const T* parameters;
        std::size_t rows;
        const T* x;
        const T* skip;  // the second input (rows x inputs), where there is one
        T* y;
        T* scratch;
    };
    virtual void predict(const Predict& pass) const = 0;

    // The same, keeping in `kept` what backward needs.
    struct Forward {
        const T* parameters;
        std::size_t rows;
        const T* x;
        const T* skip;
        T* y;
        T* kept;
        Output output;
        Training training;
        Workers& workers;
    };
    virtual void forward(const Forward& pass) const = 0;

    // From dy to the gradients of the parameters, which are added where `accumulate` and replaced otherwise, and to dx,
    // which may be null. scratch: rows x outputs elements. The gradient of a second input is dy itself.
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
        T* partial_gradients;  // as many elements as partial_gradients_size says
        bool accumulate;
        Output output;
        Workers& workers;
    };
    virtual void backward(const Backward& pass) const = 0;

    // Takes what a training pass kept into tensors that no gradient reaches (running statistics).
    virtual void learn_statistics(T* /*parameters*/, std::size_t /*rows*/, const T* /*kept*/) const {}
};

}  // namespace glia
