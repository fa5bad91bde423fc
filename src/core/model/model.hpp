// A network: a stack of layers, one array that holds all their parameters, and what is needed to use it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/buffer.hpp"
#include "core/layers/layer.hpp"
#include "core/scaling/input_transform.hpp"
#include "core/scaling/target_transform.hpp"

namespace glia {

template <class T>
class Model {
 public:
    // inputs: 1 to GLIA_MAX_WIDTH.
    explicit Model(std::size_t inputs);

    // Appends a layer whose inputs are this model's outputs. Throws Error once parameters have values.
    void add(std::shared_ptr<const Layer<T>> layer);

    // What the first layer takes.
    std::size_t inputs() const noexcept { return inputs_; }
    // What a row of data has: the inputs, or the columns that they are made from.
    std::size_t columns() const noexcept { return input_transform_ ? input_transform_->columns() : inputs_; }
    std::size_t outputs() const noexcept { return layers_.empty() ? inputs_ : layers_.back().layer->outputs(); }
    std::size_t layers() const noexcept { return layers_.size(); }
    const Layer<T>& layer(std::size_t i) const noexcept { return *layers_[i].layer; }
    std::shared_ptr<const Layer<T>> shared_layer(std::size_t i) const noexcept { return layers_[i].layer; }
    // Whether a batch must be propagated whole while training.
    bool mixes_rows() const noexcept;
    // Whether a training pass does something else than prediction: draws noise, or takes statistics of the batch.
    bool differs_in_training() const noexcept;
    // The most numbers in a row anywhere in the network.
    std::size_t widest() const noexcept { return widest_; }

    // Throws Error where there is no such layer or tensor.
    const Tensor& tensor(std::size_t layer, std::string_view name) const;

    // What stands before the first layer and behind the last one; null: nothing. They can be set until parameters have
    // values, which would mean something else afterwards. Throws Error where they do not fit. Without layers, a model
    // gets as many inputs as the transform gives.
    const InputTransform* input_transform() const noexcept { return input_transform_.get(); }
    void set_input_transform(std::shared_ptr<const InputTransform> transform);
    const TargetTransform* target_transform() const noexcept { return target_transform_.get(); }
    void set_target_transform(std::shared_ptr<const TargetTransform> transform);

    std::shared_ptr<const InputTransform> shared_input_transform() const noexcept { return input_transform_; }
    std::shared_ptr<const TargetTransform> shared_target_transform() const noexcept { return target_transform_; }
    // The same for a model that was stored with its values.
    void restore_transforms(std::shared_ptr<const InputTransform> inputs,
                            std::shared_ptr<const TargetTransform> targets);

    // Parameters of all layers, one after the other; empty until they have values.
    std::size_t parameter_count() const noexcept { return offset(layers_.size()); }
    // Where a layer's begin; for the number of layers, where all end.
    std::size_t offset(std::size_t layer) const noexcept { return layer == 0 ? 0 : layers_[layer - 1].end; }
    bool initialized() const noexcept { return initialized_; }
    std::span<T> parameters() noexcept { return parameters_; }
    // Takes other values for all of them, and leaves its own. As many as there are.
    void swap_parameters(Buffer<T>& other) noexcept { std::swap(parameters_, other); }
    std::span<const T> parameters() const noexcept { return parameters_; }
    const T* parameters(std::size_t layer) const noexcept { return parameters_.data() + offset(layer); }
    std::span<T> values(std::size_t layer, const Tensor& tensor) noexcept;
    std::span<const T> values(std::size_t layer, const Tensor& tensor) const noexcept;

    // Gives weights the value 0 and all else its first value, where there are none yet. Throws Error without layers.
    void allocate();
    // By an initializer's spec; see glia_model_initialize (model.h). Throws Error and changes nothing.
    void initialize(std::string_view initializer, std::uint64_t seed);
    void initialize(std::size_t layer, std::string_view tensor, std::string_view initializer, std::uint64_t seed);
    // Throws Error where parameters have no values, or there are no layers.
    void require_initialized() const;

    // Class names and the loss trained with: told, not computed with. set_classes throws Error for a wrong count.
    const std::vector<std::string>& classes() const noexcept { return classes_; }
    void set_classes(std::vector<std::string> names);
    void check_class_count(std::size_t count) const;
    const std::string& loss() const noexcept { return loss_; }
    void set_loss(std::string spec) { loss_ = std::move(spec); }

 private:
    // A layer, and where its parameters end in the array of all.
    struct Placed {
        std::shared_ptr<const Layer<T>> layer;
        std::size_t end;
    };

    void require_layers() const;
    void require_no_values(const char* what) const;
    void check_skip(const Layer<T>& layer) const;

    std::size_t inputs_;
    std::size_t widest_;
    std::shared_ptr<const InputTransform> input_transform_;
    std::shared_ptr<const TargetTransform> target_transform_;
    std::vector<Placed> layers_;
    Buffer<T> parameters_;
    bool initialized_ = false;
    std::vector<std::string> classes_;
    std::string loss_;
};

}  // namespace glia
