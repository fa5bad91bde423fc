#include "core/training/non_finite.hpp"

#include <atomic>

#include "base/buffer.hpp"
#include "base/error.hpp"
#include "core/elementwise.hpp"
#include "linalg/rows.hpp"

namespace glia {
namespace {

template <class T>
bool all_are_finite(std::span<const T> values, Workers& workers) {
    std::atomic<bool> finite = true;
    run_elements(workers, values.size(), [&](std::size_t first, std::size_t size) noexcept {
        if (!all_finite(size, values.data() + first)) finite.store(false, std::memory_order_relaxed);
    });
    return finite;
}

template <class T>
std::string layer_text(const Model<T>& model, std::size_t layer) {
    return format("layer {} ({})", layer, model.layer(layer).describe().kind);
}

}  // namespace

template <class T>
NonFinite non_finite_loss(const Model<T>& model, const Propagation<T>& pass) {
    for (std::size_t i = 0; i < model.layers(); ++i) {
        const std::size_t size = pass.rows() * model.layer(i).outputs();
        if (!all_finite(size, pass.activations(i + 1))) {
            return {format("the output of {} is not finite", layer_text(model, i))};
        }
    }
    return {"the loss is not finite, though the output of every layer is"};
}

template <class T>
void require_finite_gradients(const Model<T>& model, std::span<const T> gradients, Workers& workers) {
    if (all_are_finite(gradients, workers)) return;
    for (std::size_t i = model.layers(); i-- > 0;) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            const std::span<const T> part = gradients.subspan(model.offset(i) + tensor.offset, tensor.size);
            if (tensor.trainable && !all_finite(part.size(), part.data())) {
                throw NonFinite{format("the gradient of '{}' of {} is not finite", tensor.name, layer_text(model, i))};
            }
        }
    }
}

template <class T>
void require_finite_penalty(const Model<T>& model, const Penalty& penalty, std::size_t rows) {
    if (!penalty.changes_loss()) return;
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            if (!tensor.trainable || !tensor.is_weight) continue;
            const std::span<const T> weights = model.values(i, tensor);
            Buffer<T> gradients(weights.size());
            penalty.add_gradient(rows, weights.size(), weights.data(), gradients.data());
            if (all_finite(weights.size(), gradients.data())) continue;
            throw NonFinite{format("the penalty on '{}' of {} has a gradient that is not finite", tensor.name,
                                   layer_text(model, i))};
        }
    }
}

namespace {

// "'weight' of layer 0 (dense)", the first tensor of which a number is not finite, or "".
template <class T>
std::string non_finite_tensor(const Model<T>& model, bool trainable_too) {
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            if (tensor.trainable && !trainable_too) continue;
            const std::span<const T> values = model.values(i, tensor);
            if (!all_finite(values.size(), values.data())) {
                return format("'{}' of {}", tensor.name, layer_text(model, i));
            }
        }
    }
    return "";
}

}  // namespace

template <class T>
void require_finite_start(const Model<T>& model) {
    const std::string tensor = non_finite_tensor(model, true);
    if (!tensor.empty()) throw NonFinite{tensor + " was not finite before the update"};
}

template <class T>
void require_finite_statistics(const Model<T>& model) {
    const std::string tensor = non_finite_tensor(model, false);
    if (!tensor.empty()) throw NonFinite{tensor + " was not finite after an update"};
}

template <class T>
NonFinite what_spoilt(const Model<T>& model) {
    const std::string tensor = non_finite_tensor(model, true);
    return {(tensor.empty() ? "what the optimizer remembers of gradients" : tensor) +
            " was not finite after an update"};
}

template NonFinite non_finite_loss(const Model<float>&, const Propagation<float>&);
template NonFinite non_finite_loss(const Model<double>&, const Propagation<double>&);
template void require_finite_gradients(const Model<float>&, std::span<const float>, Workers&);
template void require_finite_gradients(const Model<double>&, std::span<const double>, Workers&);
template void require_finite_penalty(const Model<float>&, const Penalty&, std::size_t);
template void require_finite_penalty(const Model<double>&, const Penalty&, std::size_t);
template void require_finite_start(const Model<float>&);
template void require_finite_start(const Model<double>&);
template void require_finite_statistics(const Model<float>&);
template void require_finite_statistics(const Model<double>&);
template NonFinite what_spoilt(const Model<float>&);
template NonFinite what_spoilt(const Model<double>&);

}  // namespace glia
