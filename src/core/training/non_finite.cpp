#include "core/training/non_finite.hpp"

#include <atomic>

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

namespace {

template <class T>
void require_finite_tensors(const Model<T>& model, bool trainable_too) {
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            if (tensor.trainable && !trainable_too) continue;
            const std::span<const T> values = model.values(i, tensor);
            if (all_finite(values.size(), values.data())) continue;
            throw NonFinite{format("'{}' of {} was not finite after an update", tensor.name, layer_text(model, i))};
        }
    }
}

}  // namespace

template <class T>
void require_finite_parameters(const Model<T>& model) {
    require_finite_tensors(model, true);
}

template <class T>
void require_finite_statistics(const Model<T>& model) {
    require_finite_tensors(model, false);
}

template <class T>
void refuse_update(const Model<T>& model) {
    require_finite_parameters(model);
    throw NonFinite{"what the optimizer remembers of gradients was not finite after an update"};
}

template NonFinite non_finite_loss(const Model<float>&, const Propagation<float>&);
template NonFinite non_finite_loss(const Model<double>&, const Propagation<double>&);
template void require_finite_gradients(const Model<float>&, std::span<const float>, Workers&);
template void require_finite_gradients(const Model<double>&, std::span<const double>, Workers&);
template void require_finite_parameters(const Model<float>&);
template void require_finite_parameters(const Model<double>&);
template void require_finite_statistics(const Model<float>&);
template void require_finite_statistics(const Model<double>&);
template void refuse_update(const Model<float>&);
template void refuse_update(const Model<double>&);

}  // namespace glia
