#include "core/model/propagation.hpp"

#include <algorithm>

#include "core/elementwise.hpp"
#include "linalg/product_memory.hpp"

namespace glia {

template <class T>
Propagation<T>::Propagation(const Model<T>& model, std::size_t max_rows, Output last, ActivationGradients gradients)
    : max_rows_(max_rows), last_(last), mode_(gradients) {
    require_product_memory();
    y_.resize(model.layers());
    for (std::size_t i = 0; i < model.layers(); ++i) {
        const Layer<T>& layer = model.layer(i);
        y_[i] = Buffer<T>(checked_product(max_rows, layer.outputs()));
        kept_.emplace_back(layer.kept_size(max_rows, output_of(i)));
    }
    if (mode_ != ActivationGradients::none) allocate_gradients(model);
}

template <class T>
void Propagation<T>::allocate_gradients(const Model<T>& model) {
    std::size_t in_turn[2] = {0, 0};
    std::size_t scratch = 0;
    std::size_t partial = 0;
    for (std::size_t i = 0; i < model.layers(); ++i) {
        const Layer<T>& layer = model.layer(i);
        if (i > 0) in_turn[i % 2] = std::max(in_turn[i % 2], layer.inputs());
        const bool separate = mode_ == ActivationGradients::kept || !layer.backward_in_place(output_of(i));
        if (separate) scratch = std::max(scratch, layer.outputs());
        partial = std::max(partial, layer.partial_gradients_size(max_rows_));
    }
    scratch_ = Buffer<T>(checked_product(max_rows_, scratch));
    partial_gradients_ = Buffer<T>(partial);
    skip_gradient_.resize(model.layers());
    skip_copy_.resize(model.layers());
    for (std::size_t i = 0; i < model.layers(); ++i) {
        const Layer<T>& layer = model.layer(i);
        const bool wanted = layer.skip() > 0 && mode_ == ActivationGradients::in_turn;
        if (wanted) skip_copy_[i] = Buffer<T>(checked_product(max_rows_, layer.outputs()));
    }
    if (mode_ == ActivationGradients::kept) {
        gradient_.emplace_back(checked_product(max_rows_, model.inputs()));
        for (std::size_t i = 0; i < model.layers(); ++i) {
            gradient_.emplace_back(checked_product(max_rows_, model.layer(i).outputs()));
        }
    } else {
        for (const std::size_t width : in_turn) gradient_.emplace_back(checked_product(max_rows_, width));
        gradient_.emplace_back(checked_product(max_rows_, model.outputs()));
    }
}

template <class T>
void Propagation<T>::forward(const Model<T>& model, const T* x, std::size_t rows, Training training, Workers& workers) {
    x_ = x;
    rows_ = rows;
    for (std::size_t i = 0; i < y_.size(); ++i) {
        const Layer<T>& layer = model.layer(i);
        training.layer = static_cast<std::uint32_t>(i);
        layer.forward({.parameters = model.parameters(i),
                       .rows = rows,
                       .x = activations(i),
                       .skip = layer.skip() == 0 ? nullptr : activations(i - layer.skip()),
                       .y = y_[i].data(),
                       .kept = kept_[i].data(),
                       .output = output_of(i),
                       .training = training,
                       .workers = workers});
    }
}

// Where the gradient with respect to a position is put; null where nobody wants it.
template <class T>
T* Propagation<T>::gradient_at(std::size_t position) noexcept {
    if (mode_ == ActivationGradients::kept) return gradient_[position].data();
    if (position == y_.size()) return gradient_.back().data();
    return position == 0 ? nullptr : gradient_[position % 2].data();
}

// Where the gradient with respect to a layer's second input, which is that of its output, stays until it is added.
template <class T>
const T* Propagation<T>::skip_gradient(const Model<T>& model, std::size_t layer, Workers& workers) {
    const T* const dy = gradient_at(layer + 1);
    if (mode_ == ActivationGradients::kept) return dy;
    T* const copy = skip_copy_[layer].data();
    run_elements(workers, rows_ * model.layer(layer).outputs(),
                 [&](std::size_t first, std::size_t size) noexcept { std::copy_n(dy + first, size, copy + first); });
    return copy;
}

// The layers after a position that take it as their second input, each with its share of the gradient.
template <class T>
void Propagation<T>::add_skip_gradients(const Model<T>& model, std::size_t position, Workers& workers) {
    T* const dx = gradient_at(position);
    if (dx == nullptr) return;
    for (std::size_t i = y_.size(); i-- > position;) {
        if (model.layer(i).skip() == 0 || i - model.layer(i).skip() != position) continue;
        const T* const share = skip_gradient_[i];
        run_elements(workers, rows_ * model.layer(i).outputs(), [&](std::size_t first, std::size_t size) noexcept {
            for (std::size_t j = first; j < first + size; ++j) dx[j] += share[j];
        });
    }
}

template <class T>
void Propagation<T>::backward(const Model<T>& model, T* gradients, bool accumulate, Workers& workers) {
    for (std::size_t i = y_.size(); i-- > 0;) {
        const Layer<T>& layer = model.layer(i);
        if (layer.skip() > 0) skip_gradient_[i] = skip_gradient(model, i, workers);
        T* const dy = gradient_at(i + 1);
        const bool in_place = mode_ == ActivationGradients::in_turn && layer.backward_in_place(output_of(i));
        layer.backward({.parameters = model.parameters(i),
                        .rows = rows_,
                        .x = activations(i),
                        .y = y_[i].data(),
                        .kept = kept_[i].data(),
                        .dy = dy,
                        .scratch = in_place ? dy : scratch_.data(),
                        .dx = gradient_at(i),
                        .gradients = gradients + model.offset(i),
                        .partial_gradients = partial_gradients_.data(),
                        .accumulate = accumulate,
                        .output = output_of(i),
                        .workers = workers});
        add_skip_gradients(model, i, workers);
    }
}

template <class T>
void Propagation<T>::learn_statistics(Model<T>& model) const {
    for (std::size_t i = 0; i < y_.size(); ++i) {
        model.layer(i).learn_statistics(model.parameters().data() + model.offset(i), rows_, kept_[i].data());
    }
}

template class Propagation<float>;
template class Propagation<double>;

}  // namespace glia
