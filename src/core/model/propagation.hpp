// Forward and backward through a model for some rows, with the memory that takes: the activations of every layer, and
// gradients with respect to them.
#pragma once

#include <cstddef>
#include <vector>

#include "base/buffer.hpp"
#include "core/model/model.hpp"

namespace glia {

// Which gradients with respect to activations have memory.
enum class ActivationGradients {
    none,     // forward only
    in_turn,  // those in use
    kept,     // all, to be read afterwards
};

template <class T>
class Propagation {
 public:
    // Room for up to max_rows rows. last: what the output layer yields (core/layers/layer.hpp).
    Propagation(const Model<T>& model, std::size_t max_rows, Output last, ActivationGradients gradients);

    std::size_t max_rows() const noexcept { return max_rows_; }
    std::size_t rows() const noexcept { return rows_; }

    // Runs the model on `rows` rows of x, which must stay as they are until backward is done.
    void forward(const Model<T>& model, const T* x, std::size_t rows, Training training, Workers& workers);

    // Position 0 is the input, position k the output of layer k - 1.
    const T* activations(std::size_t position) const noexcept { return position == 0 ? x_ : y_[position - 1].data(); }
    // What the last layer yields.
    const T* output() const noexcept { return y_.back().data(); }
    // Where the caller puts the gradient with respect to what the last layer yields, before backward.
    T* output_gradient() noexcept { return gradient_.back().data(); }

    // Gradients of all parameters, in the order of the model's, added where `accumulate` and replaced otherwise.
    void backward(const Model<T>& model, T* gradients, bool accumulate, Workers& workers);

    // Hands the layers what the last forward kept, for tensors that no gradient reaches.
    void learn_statistics(Model<T>& model) const;

    // The gradient with respect to activations(position), where they are kept.
    const T* activation_gradients(std::size_t position) const noexcept { return gradient_[position].data(); }

 private:
    Output output_of(std::size_t layer) const noexcept { return layer + 1 == y_.size() ? last_ : Output::activations; }
    T* gradient_at(std::size_t position) noexcept;
    const T* skip_gradient(const Model<T>& model, std::size_t layer, Workers& workers);
    void add_skip_gradients(const Model<T>& model, std::size_t position, Workers& workers);
    void allocate_gradients(const Model<T>& model);

    std::size_t max_rows_;
    Output last_;
    ActivationGradients mode_;
    std::size_t rows_ = 0;
    const T* x_ = nullptr;
    std::vector<Buffer<T>> y_;             // of each layer
    std::vector<Buffer<T>> kept_;          // of each layer
    std::vector<Buffer<T>> gradient_;      // kept: of each position; in turn: two, and the last position's
    std::vector<Buffer<T>> skip_copy_;     // of each layer with a second input: its gradient, where it is not kept
    std::vector<const T*> skip_gradient_;  // of each layer: the gradient with respect to its second input, or null
    Buffer<T> scratch_;
    Buffer<T> partial_gradients_;
};

}  // namespace glia
