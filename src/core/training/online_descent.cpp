#include "core/training/online_descent.hpp"

#include <cmath>

#include "base/subnormal_numbers.hpp"
#include "linalg/kernels/kernels.hpp"
#include "linalg/shared_product.hpp"

namespace glia {
namespace {

constexpr std::size_t weight_and_bias = 2;

// The general way shares the products of a larger layer among threads, and then adds in another order.
template <class T>
bool is_small_and_dense(const Layer<T>& layer) {
    return layer.describe().kind == std::string_view("dense") && layer.tensors().size() == weight_and_bias &&
           product_piece(layer.outputs(), layer.inputs()) >= layer.outputs() &&
           product_piece(layer.inputs(), layer.outputs()) >= layer.inputs();
}

// Kernels of plugins compute so many elements at once, and must copy a rest to and fro. Where no element depends on
// another, the numbers behind the last unit (zeros, and what comes of them) are computed with the others, and nobody
// looks at them. A function of the host program, which may look, is given the units alone.
std::size_t called_width(const Activation& activation, std::size_t units) {
    constexpr std::size_t block = 16;
    const bool padded = activation.has(GLIA_ACTIVATION_ELEMENTWISE) && activation.lasts();
    return padded ? (units + block - 1) / block * block : units;
}

}  // namespace

template <class T>
bool OnlineDescent<T>::suits(const Model<T>& model, const Updater<T>& updater, const Dataset& dataset) {
    if (!updater.is_plain_descent() || dataset.streamed() || model.target_transform() != nullptr) return false;
    for (std::size_t i = 0; i < model.layers(); ++i) {
        if (!is_small_and_dense(model.layer(i))) return false;
    }
    return true;
}

template <class T>
OnlineDescent<T>::OnlineDescent(const Model<T>& model, const Objective<T>& objective, const Dataset& dataset)
    : objective_(objective),
      accuracy_(accuracy_of(objective.function().accuracy(), dataset.has_classes(), model.outputs())),
      reader_(dataset, model, 1, objective.function()),
      y_(objective.outputs_size(1)) {
    for (std::size_t i = 0; i < model.layers(); ++i) {
        const Layer<T>& layer = model.layer(i);
        const Output output = i + 1 == model.layers() ? objective.last_output() : Output::activations;
        const std::size_t width = called_width(*layer.activation(), layer.outputs());
        stages_.push_back({.inputs = layer.inputs(),
                           .units = layer.outputs(),
                           .width = width,
                           .offset = model.offset(i),
                           .activation = layer.activation(),
                           .to_logits = output == Output::logits,
                           .z = Buffer<T>(layer.kept_size(1, output) > 0 ? width : 0),
                           .y = Buffer<T>(width),
                           .dy = Buffer<T>(width),
                           .dz = Buffer<T>(layer.backward_in_place(output) ? 0 : width)});
    }
}

// z = W x + b;  y = f(z).
template <class T>
const T* OnlineDescent<T>::forward(const T* parameters, const T* x) {
    const ProductKernels<T>& kernels = product_kernels<T>();
    for (Stage& stage : stages_) {
        const T* const weight = parameters + stage.offset;
        T* const z = stage.z.empty() ? stage.y.data() : stage.z.data();
        kernels.dot(1, stage.units, stage.inputs, x, weight, weight + stage.units * stage.inputs, z);
        if (!stage.to_logits) stage.activation->forward(1, stage.width, z, stage.y.data());
        x = stage.y.data();
    }
    return x;
}

template <class T>
const T* OnlineDescent<T>::activation_backward(Stage& stage) {
    if (stage.to_logits) return stage.dy.data();
    const Activation& activation = *stage.activation;
    const T* const z = activation.has(GLIA_ACTIVATION_GRAD_IGNORES_X) ? nullptr : stage.z.data();
    const T* const y = activation.has(GLIA_ACTIVATION_GRAD_IGNORES_Y) ? nullptr : stage.y.data();
    T* const dz = stage.dz.empty() ? stage.dy.data() : stage.dz.data();
    activation.backward(1, stage.width, z, y, stage.dy.data(), dz);
    return dz;
}

// dz = dy f'(z);  dx = W^T dz;  then W -= rate dz x^T and b -= rate dz.
template <class T>
bool OnlineDescent<T>::backward(const T* parameters, const T* x, T rate, T* updated) {
    const ProductKernels<T>& kernels = product_kernels<T>();
    bool finite = true;
    for (std::size_t i = stages_.size(); i-- > 0;) {
        Stage& stage = stages_[i];
        const T* const dz = activation_backward(stage);
        const T* const weight = parameters + stage.offset;
        if (i > 0) {
            kernels.combine(1, stage.inputs, stage.units, dz, stage.units, 1, weight, stage.inputs, false,
                            stages_[i - 1].dy.data(), stage.inputs);
        }
        const T* const from = i > 0 ? stages_[i - 1].y.data() : x;
        finite &= kernels.descend(stage.units, stage.inputs, rate, dz, from, weight, updated + stage.offset);
    }
    return finite;
}

template <class T>
OnlineStep OnlineDescent<T>::step(Model<T>& model, Updater<T>& updater, double factor, Tally& tally, Workers& workers) {
    const Batch<T> row = reader_.read(1, workers);
    const T* const parameters = model.parameters().data();
    const SubnormalResultsAreZero flushing;
    const Outputs<T> outputs = objective_.outputs(model, 1, forward(parameters, row.x), y_.data());
    const double loss = objective_.function().sum(outputs, row.targets);
    if (!std::isfinite(loss)) return OnlineStep::refused_loss;
    objective_.function().gradient(outputs, row.targets, T{1}, stages_.back().dy.data());
    const T rate = static_cast<T>(updater.rate(factor));
    if (!backward(parameters, row.x, rate, updater.gradients(model).data())) {
        return OnlineStep::refused_update;
    }
    updater.accept(model);
    tally += {loss, 1, score(accuracy_, outputs, row.targets)};
    return OnlineStep::made;
}

template class OnlineDescent<float>;
template class OnlineDescent<double>;

}  // namespace glia
