// A loss at the end of a model: fused with the last activation where that keeps it finite.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/data/dataset.hpp"
#include "core/losses/loss.hpp"
#include "core/model/model.hpp"
#include "core/model/propagation.hpp"

namespace glia {

template <class T>
class Objective {
 public:
    // Throws Error for a bad spec, or a loss that cannot follow the model's output layer.
    Objective(const Model<T>& model, std::string_view loss);

    const std::string& loss() const noexcept { return spec_; }
    const Loss<T>& function() const noexcept { return *loss_; }
    Output last_output() const noexcept { return fused_ ? Output::logits : Output::activations; }

    // What the network says after a forward pass. Where fused, y is made from the logits into `y`, of the size of the
    // output.
    Outputs<T> outputs(const Model<T>& model, const Propagation<T>& pass, T* y) const;
    // The same from what the last layer yields of some rows.
    Outputs<T> outputs(const Model<T>& model, std::size_t rows, const T* last, T* y) const;
    // Elements that `outputs` needs.
    std::size_t outputs_size(std::size_t rows) const noexcept { return fused_ ? rows * width_ : 0; }

    // Turns dL/dy into the gradient with respect to what the last layer yields.
    void to_last_output(const Model<T>& model, const Outputs<T>& outputs, const T* dy, T* d) const;

    // Throws Error where rows of this data set cannot be trained on: another width, other targets, or values that the
    // loss cannot take, with the row and column. `what` is for the text.
    void check(const Model<T>& model, const Dataset& dataset, std::string_view what) const;

 private:
    void check_shape(const Model<T>& model, const Dataset& dataset, std::string_view what) const;

    std::string spec_;
    std::unique_ptr<const Loss<T>> loss_;
    std::size_t width_;
    bool fused_;
};

// The loss that suits a model's output layer.
template <class T>
const char* suitable_loss(const Model<T>& model);

}  // namespace glia
