#include "core/model/model.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "core/layers/initializer.hpp"
#include "core/limits.hpp"
#include "linalg/rows.hpp"

namespace glia {
namespace {

// The first axis counts units, the second their inputs.
Fan fan_of(const Tensor& tensor) {
    return {tensor.shape.size() > 1 ? tensor.shape[1] : 1, tensor.shape[0]};
}

// "Out of memory" alone would not say what wanted so much.
template <class T>
Buffer<T> room_for(std::size_t parameters) {
    try {
        return Buffer<T>(parameters);
    } catch (const std::bad_alloc&) {
        throw error(GLIA_ERROR_OUT_OF_MEMORY,
                    "the model has {} parameters of {} bytes each, which is more than memory can hold", parameters,
                    sizeof(T));
    }
}

template <class T>
void fill(const Initializer& chosen, const Tensor& tensor, std::span<T> values, std::uint64_t seed,
          std::size_t stream) {
    Random random(seed, RandomUse::initialize, static_cast<std::uint32_t>(stream));
    const Initializer recommended(tensor.initializer);
    (chosen.is_auto() ? recommended : chosen).fill(values, fan_of(tensor), random);
    if (!all_finite(values.size(), values.data())) {
        throw invalid("the initializer gives numbers that are too large for '{}'; choose a smaller scale", tensor.name);
    }
}

}  // namespace

template <class T>
Model<T>::Model(std::size_t inputs) : inputs_(inputs), widest_(inputs) {
    check_width("inputs", inputs);
}

template <class T>
void Model<T>::add(std::shared_ptr<const Layer<T>> layer) {
    require_no_values("add layers");
    if (target_transform_ != nullptr) {
        throw error(GLIA_ERROR_STATE, "the model's targets are scaled already: add layers before that");
    }
    if (layers_.size() >= GLIA_MAX_LAYERS) {
        throw error(GLIA_ERROR_STATE, "the model has {} layers, which is the most", layers_.size());
    }
    check_skip(*layer);
    std::size_t end = parameter_count();
    for (const Tensor& tensor : layer->tensors()) {
        if (__builtin_add_overflow(end, tensor.size, &end)) throw std::bad_alloc();
    }
    const std::size_t width = layer->outputs();
    layers_.push_back({std::move(layer), end});
    widest_ = std::max(widest_, width);
}

template <class T>
void Model<T>::check_skip(const Layer<T>& layer) const {
    const std::size_t span = layer.skip();
    if (span == 0) return;
    if (span > layers_.size()) {
        throw invalid("layer '{}' spans the {} layers before it; only {} stand there", layer.describe().kind, span,
                      layers_.size());
    }
    const std::size_t first = layers_.size() - span;
    if (layers_[first].layer->inputs() == layer.inputs()) return;
    throw invalid("layer '{}' adds the input of layer {}, which has {} numbers, to {}: they must be as many",
                  layer.describe().kind, first, layers_[first].layer->inputs(), layer.inputs());
}

template <class T>
void Model<T>::require_no_values(const char* what) const {
    if (initialized_) throw error(GLIA_ERROR_STATE, "the model's parameters have values already: {} before that", what);
}

template <class T>
void Model<T>::set_input_transform(std::shared_ptr<const InputTransform> transform) {
    require_no_values("scale inputs");
    if (transform->columns() != columns()) {
        throw invalid("there are {} columns; the model takes {}", transform->columns(), columns());
    }
    if (!layers_.empty() && transform->inputs() != inputs_) {
        throw invalid(
            "the columns become {} inputs, but the first layer takes {}: scale inputs before layers are added, so that "
            "it takes as many as there are",
            transform->inputs(), inputs_);
    }
    inputs_ = transform->inputs();
    if (layers_.empty()) widest_ = inputs_;
    input_transform_ = std::move(transform);
}

template <class T>
void Model<T>::set_target_transform(std::shared_ptr<const TargetTransform> transform) {
    require_no_values("scale targets");
    require_layers();
    if (transform->outputs() != outputs()) {
        throw invalid("there are {} target values in a row; the model has {} outputs", transform->outputs(), outputs());
    }
    target_transform_ = std::move(transform);
}

template <class T>
void Model<T>::restore_transforms(std::shared_ptr<const InputTransform> inputs,
                                  std::shared_ptr<const TargetTransform> targets) {
    if (inputs != nullptr && inputs->inputs() != inputs_) {
        throw invalid("the columns become {} inputs, but the network has {}", inputs->inputs(), inputs_);
    }
    if (targets != nullptr && targets->outputs() != outputs()) {
        throw invalid("{} targets are scaled, but the model has {} outputs", targets->outputs(), outputs());
    }
    input_transform_ = std::move(inputs);
    target_transform_ = std::move(targets);
}

template <class T>
bool Model<T>::mixes_rows() const noexcept {
    return std::any_of(layers_.begin(), layers_.end(), [](const Placed& each) { return each.layer->mixes_rows(); });
}

template <class T>
bool Model<T>::differs_in_training() const noexcept {
    return std::any_of(layers_.begin(), layers_.end(),
                       [](const Placed& each) { return each.layer->mixes_rows() || each.layer->only_for_training(); });
}

template <class T>
const Tensor& Model<T>::tensor(std::size_t layer, std::string_view name) const {
    if (layer >= layers_.size()) {
        throw invalid("layer is {}; the model has {} layers, counted from 0", layer, layers_.size());
    }
    std::vector<std::string> names;
    for (const Tensor& tensor : layers_[layer].layer->tensors()) {
        if (tensor.name == name) return tensor;
        names.push_back(tensor.name);
    }
    std::string known;
    for (const std::string& each : names) known += (known.empty() ? "" : ", ") + each;
    throw error(GLIA_ERROR_NOT_FOUND, "layer {} has no tensor '{}'; it has: {}", layer, printable(name), known);
}

template <class T>
std::span<T> Model<T>::values(std::size_t layer, const Tensor& tensor) noexcept {
    return {parameters_.data() + offset(layer) + tensor.offset, tensor.size};
}

template <class T>
std::span<const T> Model<T>::values(std::size_t layer, const Tensor& tensor) const noexcept {
    return {parameters_.data() + offset(layer) + tensor.offset, tensor.size};
}

template <class T>
void Model<T>::require_layers() const {
    if (layers_.empty()) throw error(GLIA_ERROR_STATE, "the model has no layers");
}

template <class T>
void Model<T>::require_initialized() const {
    require_layers();
    if (!initialized_) {
        throw error(GLIA_ERROR_STATE, "the model's parameters have no values yet: initialize, set, load or train them");
    }
}

template <class T>
void Model<T>::allocate() {
    require_layers();
    if (initialized_) return;
    Buffer<T> fresh = room_for<T>(parameter_count());
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        for (const Tensor& tensor : layers_[i].layer->tensors()) {
            if (tensor.is_weight) continue;
            const std::span<T> part(fresh.data() + offset(i) + tensor.offset, tensor.size);
            fill(Initializer("auto"), tensor, part, 0, i);
        }
    }
    parameters_ = std::move(fresh);
    initialized_ = true;
}

// Both fill new memory first: where that fails, the model is as it was.
template <class T>
void Model<T>::initialize(std::string_view spec, std::uint64_t seed) {
    const Initializer chosen(spec);
    const Initializer recommended("auto");
    require_layers();
    Buffer<T> fresh = room_for<T>(parameter_count());
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        for (const Tensor& tensor : layers_[i].layer->tensors()) {
            const std::span<T> part(fresh.data() + offset(i) + tensor.offset, tensor.size);
            fill(tensor.is_weight ? chosen : recommended, tensor, part, seed, i);
        }
    }
    parameters_ = std::move(fresh);
    initialized_ = true;
}

template <class T>
void Model<T>::initialize(std::size_t layer, std::string_view name, std::string_view spec, std::uint64_t seed) {
    const Initializer chosen(spec);
    const Tensor& chosen_tensor = tensor(layer, name);
    Buffer<T> fresh(chosen_tensor.size);
    fill<T>(chosen, chosen_tensor, fresh, seed, layer);
    check_values<T>(chosen_tensor, std::as_const(fresh));
    allocate();
    std::copy(fresh.begin(), fresh.end(), values(layer, chosen_tensor).begin());
}

template <class T>
void Model<T>::check_class_count(std::size_t count) const {
    const std::size_t wanted = outputs() == 1 ? 2 : outputs();
    if (count == 0 || count == wanted) return;
    throw invalid("there are {} class names; a model with {} outputs takes {} or none", count, outputs(), wanted);
}

template <class T>
void Model<T>::set_classes(std::vector<std::string> names) {
    check_class_count(names.size());
    std::set<std::string_view> seen;
    for (const std::string& name : names) {
        if (!valid_utf8(name)) throw invalid("class name '{}' is not UTF-8", printable(name));
        if (!seen.insert(name).second) throw invalid("class name '{}' stands twice", printable(name));
    }
    classes_ = std::move(names);
}

template class Model<float>;
template class Model<double>;

}  // namespace glia
