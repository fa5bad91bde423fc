#include "core/layers/dense.hpp"

#include <utility>

#include "base/buffer.hpp"
#include "base/divide_up.hpp"
#include "base/error.hpp"
#include "core/layers/activation_pass.hpp"
#include "core/layers/initializer.hpp"
#include "linalg/layer_product.hpp"
#include "linalg/product.hpp"
#include "linalg/rows.hpp"
#include "linalg/shared_product.hpp"

namespace glia {
namespace {

// The registry cannot know initializers: a hint that is none is found here, where a layer would rely on it.
void check_recommendation(const Activation& activation) {
    const char* const hint = activation.table().initializer;
    if (hint == nullptr) return;
    try {
        if (!Initializer(hint).is_auto()) return;
    } catch (const Error& e) {
        throw error(GLIA_ERROR_PLUGIN, "activation '{}' recommends an initializer that is none: {}", activation.name(),
                    e.what());
    }
    throw error(GLIA_ERROR_PLUGIN, "activation '{}' recommends the initializer 'auto', which would ask it again",
                activation.name());
}

}  // namespace

template <class T>
Dense<T>::Dense(std::size_t inputs, std::size_t units, Activation activation)
    : inputs_(inputs), units_(units), activation_(std::move(activation)) {
    activation_.require<T>();
    check_recommendation(activation_);
    const char* const recommended = activation_.table().initializer;
    const std::size_t weights = checked_product(units, inputs);
    tensors_ = {{"weight", {units, inputs}, 0, weights, true, recommended != nullptr ? recommended : "glorot_uniform"},
                {"bias", {units}, weights, units, false, "zeros"}};
    for (Tensor& each : activation_.tensors(units, activation_offset())) tensors_.push_back(std::move(each));
}

template <class T>
LayerDescription Dense<T>::describe() const {
    return {"dense", units_, activation_.spec(), activation_.table().revision};
}

// Where the derivative comes from y alone and the kernel works in place, z need not outlive it.
template <class T>
bool Dense<T>::keeps_logits() const noexcept {
    return !(activation_.has(GLIA_ACTIVATION_INPLACE) && activation_.has(GLIA_ACTIVATION_GRAD_IGNORES_X));
}

template <class T>
std::size_t Dense<T>::kept_size(std::size_t rows, Output output) const noexcept {
    return output == Output::activations && keeps_logits() ? rows * units_ : 0;
}

// What z needs where f cannot take its place, and behind it what inputs are packed into.
template <class T>
std::size_t Dense<T>::scratch_size(std::size_t rows) const noexcept {
    return logits_size(rows) + layer_product_memory<T>(rows, units_, inputs_);
}

template <class T>
std::size_t Dense<T>::logits_size(std::size_t rows) const noexcept {
    if (activation_.has(GLIA_ACTIVATION_INPLACE)) return 0;
    constexpr std::size_t line = cache_line / sizeof(T);
    return divide_up(rows * units_, line) * line;
}

template <class T>
std::size_t Dense<T>::partial_gradients_size(std::size_t rows) const noexcept {
    return partial_gradient_size(activation_, rows, units_);
}

template <class T>
bool Dense<T>::backward_in_place(Output output) const noexcept {
    return output == Output::logits || activation_.has(GLIA_ACTIVATION_INPLACE);
}

// Z = X W^T + b;  Y = f(Z), row by row.
template <class T>
void Dense<T>::predict(const typename Layer<T>::Predict& pass) const {
    const T* const weight = pass.parameters + tensors_[0].offset;
    const T* const bias = pass.parameters + tensors_[1].offset;
    T* const z = activation_.has(GLIA_ACTIVATION_INPLACE) ? pass.y : pass.scratch;
    if (pass.rows >= least_layer_product_rows && layer_product_memory<T>(pass.rows, units_, inputs_) > 0) {
        Workers alone(1, Subnormal::kept);
        layer_product(alone, pass.rows, units_, inputs_, pass.x, weight, bias, z,
                      pass.scratch + logits_size(pass.rows));
    } else {
        multiply_add(pass.rows, units_, inputs_, pass.x, weight, bias, z);
    }
    activation_.forward(pass.parameters + activation_offset(), pass.rows, units_, z, pass.y);
}

template <class T>
void Dense<T>::forward(const typename Layer<T>::Forward& pass) const {
    const T* const weight = pass.parameters + tensors_[0].offset;
    const T* const bias = pass.parameters + tensors_[1].offset;
    const bool to_logits = pass.output == Output::logits;
    T* const z = !to_logits && keeps_logits() ? pass.kept : pass.y;
    multiply_add(pass.workers, pass.rows, units_, inputs_, pass.x, weight, bias, z);
    if (to_logits) return;
    run_rows(pass.workers, pass.rows, units_, [&](std::size_t first, std::size_t rows) noexcept {
        const std::size_t at = first * units_;
        activation_.forward(pass.parameters + activation_offset(), rows, units_, z + at, pass.y + at);
    });
}

// dZ = dY f'(Z), and what f says of its trained parameters;  dW = dZ^T X;  db = the column sums of dZ;  dX = dZ W.
template <class T>
void Dense<T>::backward(const typename Layer<T>::Backward& pass) const {
    const T* dz = pass.dy;
    if (pass.output == Output::activations) {
        backward_rows<T>(pass, activation_, units_, activation_offset(), pass.kept, pass.scratch);
        dz = pass.scratch;
    }
    T* const weight_gradient = pass.gradients + tensors_[0].offset;
    T* const bias_gradient = pass.gradients + tensors_[1].offset;
    multiply<T>(pass.workers, units_, inputs_, pass.rows, {dz, units_, true}, {pass.x, inputs_, false},
                pass.accumulate ? T{1} : T{0}, weight_gradient);
    run_cols(pass.workers, pass.rows, units_, [&](std::size_t first, std::size_t cols) noexcept {
        sum_rows(pass.rows, cols, units_, dz + first, pass.accumulate, bias_gradient + first);
    });
    if (pass.dx != nullptr) {
        const T* const weight = pass.parameters + tensors_[0].offset;
        multiply<T>(pass.workers, pass.rows, inputs_, units_, {dz, units_, false}, {weight, inputs_, false}, T{0},
                    pass.dx);
    }
}

template class Dense<float>;
template class Dense<double>;

}  // namespace glia
