#include "core/dense.hpp"

#include <utility>

#include "base/buffer.hpp"
#include "base/error.hpp"
#include "core/initializer.hpp"
#include "linalg/blas.hpp"
#include "linalg/rows.hpp"

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
    if (!activation_.supports<T>()) {
        throw error(GLIA_ERROR_UNSUPPORTED, "activation '{}' has no double-precision kernels", activation_.name());
    }
    check_recommendation(activation_);
    const char* const recommended = activation_.table().initializer;
    const std::size_t weights = checked_product(units, inputs);
    tensors_ = {{"weight", {units, inputs}, 0, weights, true, recommended != nullptr ? recommended : "glorot_uniform"},
                {"bias", {units}, weights, units, false, "zeros"}};
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

template <class T>
std::size_t Dense<T>::scratch_size(std::size_t rows) const noexcept {
    return activation_.has(GLIA_ACTIVATION_INPLACE) ? 0 : rows * units_;
}

template <class T>
bool Dense<T>::backward_in_place(Output output) const noexcept {
    return output == Output::logits || activation_.has(GLIA_ACTIVATION_INPLACE);
}

// Z = X W^T + b, row by row.
template <class T>
void Dense<T>::affine(const T* parameters, std::size_t rows, const T* x, T* z) const {
    const T* const weight = parameters + tensors_[0].offset;
    const T* const bias = parameters + tensors_[1].offset;
    multiply<T>(rows, units_, inputs_, {x, inputs_, false}, {weight, inputs_, true}, T{0}, z);
    add_to_rows(rows, units_, bias, z);
}

template <class T>
void Dense<T>::predict(const T* parameters, std::size_t rows, const T* x, T* y, T* scratch) const {
    T* const z = activation_.has(GLIA_ACTIVATION_INPLACE) ? y : scratch;
    affine(parameters, rows, x, z);
    activation_.forward(rows, units_, z, y);
}

template <class T>
void Dense<T>::forward(const T* parameters, std::size_t rows, const T* x, T* y, T* kept, Output output) const {
    if (output == Output::logits) {
        affine(parameters, rows, x, y);
        return;
    }
    T* const z = keeps_logits() ? kept : y;
    affine(parameters, rows, x, z);
    activation_.forward(rows, units_, z, y);
}

// dZ = dY f'(Z);  dW = dZ^T X;  db = the column sums of dZ;  dX = dZ W.
template <class T>
void Dense<T>::backward(const typename Layer<T>::Backward& pass) const {
    const T* dz = pass.dy;
    if (pass.output == Output::activations) {
        const T* const z = activation_.has(GLIA_ACTIVATION_GRAD_IGNORES_X) ? nullptr : pass.kept;
        const T* const y = activation_.has(GLIA_ACTIVATION_GRAD_IGNORES_Y) ? nullptr : pass.y;
        activation_.backward(pass.rows, units_, z, y, pass.dy, pass.scratch);
        dz = pass.scratch;
    }
    const T beta = pass.accumulate ? T{1} : T{0};
    multiply<T>(units_, inputs_, pass.rows, {dz, units_, true}, {pass.x, inputs_, false}, beta,
                pass.gradients + tensors_[0].offset);
    sum_rows(pass.rows, units_, dz, pass.accumulate, pass.gradients + tensors_[1].offset);
    if (pass.dx != nullptr) {
        const T* const weight = pass.parameters + tensors_[0].offset;
        multiply<T>(pass.rows, inputs_, units_, {dz, units_, false}, {weight, inputs_, false}, T{0}, pass.dx);
    }
}

template class Dense<float>;
template class Dense<double>;

}  // namespace glia
