#include "core/inference.hpp"

#include <algorithm>

#include "core/limits.hpp"

namespace glia {

template <class T>
Inference<T>::Inference(const Model<T>& model, std::size_t max_rows)
    : chunk_(std::max<std::size_t>(1, std::min(max_rows, chunk_rows(model.widest())))) {
    model.require_initialized();
    std::size_t widths[2] = {0, 0};
    std::size_t scratch = 0;
    for (std::size_t i = 0; i < model.layers(); ++i) {
        scratch = std::max(scratch, model.layer(i).scratch_size(chunk_));
        const bool hidden = i + 1 < model.layers();
        if (hidden) widths[i % 2] = std::max(widths[i % 2], model.layer(i).outputs());
    }
    for (std::size_t i = 0; i < 2; ++i) hidden_[i] = Buffer<T>(checked_product(chunk_, widths[i]));
    scratch_ = Buffer<T>(scratch);
}

template <class T>
void Inference<T>::predict(const Model<T>& model, const T* x, std::size_t rows, T* y) {
    for (std::size_t done = 0; done < rows; done += chunk_) {
        predict_chunk(model, x + done * model.inputs(), std::min(chunk_, rows - done), y + done * model.outputs());
    }
}

template <class T>
void Inference<T>::predict_chunk(const Model<T>& model, const T* x, std::size_t rows, T* y) {
    for (std::size_t i = 0; i < model.layers(); ++i) {
        T* const out = i + 1 < model.layers() ? hidden_[i % 2].data() : y;
        model.layer(i).predict(model.parameters(i), rows, x, out, scratch_.data());
        x = out;
    }
}

template class Inference<float>;
template class Inference<double>;

}  // namespace glia
