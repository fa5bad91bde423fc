#include "core/model/inference.hpp"

#include <algorithm>
#include <limits>

#include "base/error.hpp"
#include "core/limits.hpp"
#include "linalg/product_memory.hpp"

namespace glia {

template <class T>
Inference<T>::Inference(const Model<T>& model, std::size_t max_rows)
    : columns_(model.columns()),
      outputs_(model.outputs()),
      most_rows_(std::numeric_limits<std::size_t>::max() / sizeof(T) / std::max(columns_, outputs_)),
      chunk_(std::max<std::size_t>(1, std::min(max_rows, chunk_rows(model.widest())))) {
    model.require_initialized();
    if (chunk_ > 1) require_product_memory();
    plan_steps(model);
    plan_buffers(model);
    std::size_t scratch = 0;
    for (const Step& step : steps_) scratch = std::max(scratch, step.layer->scratch_size(chunk_));
    scratch_ = Buffer<T>(scratch);
    if (model.input_transform() != nullptr) inputs_ = Buffer<T>(checked_product(chunk_, model.inputs()));
}

// Layers that do nothing in prediction are left out: what would be their output is their input.
template <class T>
void Inference<T>::plan_steps(const Model<T>& model) {
    std::vector<std::size_t> same_as(model.layers() + 1);
    for (std::size_t i = 0; i < model.layers(); ++i) {
        const Layer<T>& layer = model.layer(i);
        if (layer.only_for_training()) {
            same_as[i + 1] = same_as[i];
            continue;
        }
        same_as[i + 1] = i + 1;
        steps_.push_back({&layer, model.offset(i), same_as[i], same_as[i - layer.skip()], i + 1});
    }
}

// Each position between the input and the output gets a buffer that nobody needs any more.
template <class T>
void Inference<T>::plan_buffers(const Model<T>& model) {
    std::vector<std::size_t> last_use(model.layers() + 1);
    for (std::size_t i = 0; i < steps_.size(); ++i) last_use[steps_[i].x] = last_use[steps_[i].skip] = i;
    std::vector<std::size_t> widths;
    std::vector<std::size_t> busy_until;
    hidden_.resize(model.layers() + 1);
    std::vector<std::size_t> buffer_of(steps_.size());
    for (std::size_t i = 0; i + 1 < steps_.size(); ++i) {
        const auto free = std::find_if(busy_until.begin(), busy_until.end(), [&](std::size_t end) { return end < i; });
        const auto buffer = static_cast<std::size_t>(free - busy_until.begin());
        if (free == busy_until.end()) {
            busy_until.push_back(0);
            widths.push_back(0);
        }
        busy_until[buffer] = last_use[steps_[i].y];
        widths[buffer] = std::max(widths[buffer], steps_[i].layer->outputs());
        buffer_of[i] = buffer;
    }
    for (const std::size_t width : widths) buffers_.emplace_back(checked_product(chunk_, width));
    for (std::size_t i = 0; i + 1 < steps_.size(); ++i) {
        hidden_[steps_[i].y] = buffers_[buffer_of[i]].data();
    }
}

// A number of rows that no memory could hold is a mistake of the caller's, and would overflow the pointers below.
template <class T>
void Inference<T>::predict(const Model<T>& model, const T* x, std::size_t rows, T* y) {
    if (rows > most_rows_) {
        throw invalid("rows is {}; as many rows of {} numbers are more than memory can hold", rows,
                      std::max(columns_, outputs_));
    }
    const InputTransform* const transform = model.input_transform();
    if (transform == nullptr) {
        predict_inputs(model, x, rows, y);
        return;
    }
    for (std::size_t done = 0; done < rows; done += chunk_) {
        const std::size_t count = std::min(chunk_, rows - done);
        for (std::size_t i = 0; i < count; ++i) {
            transform->apply(x + (done + i) * columns_, done + i, inputs_.data() + i * model.inputs());
        }
        predict_inputs(model, inputs_.data(), count, y + done * outputs_);
    }
}

template <class T>
void Inference<T>::predict_inputs(const Model<T>& model, const T* inputs, std::size_t rows, T* y) {
    for (std::size_t done = 0; done < rows; done += chunk_) {
        const std::size_t count = std::min(chunk_, rows - done);
        T* const outputs = y + done * outputs_;
        run_layers(model, inputs + done * model.inputs(), count, outputs);
        if (model.target_transform() != nullptr) model.target_transform()->restore(count, outputs, outputs);
    }
}

template <class T>
void Inference<T>::run_layers(const Model<T>& model, const T* x, std::size_t rows, T* y) {
    if (steps_.empty()) {
        std::copy_n(x, rows * model.inputs(), y);
        return;
    }
    const T* const parameters = model.parameters().data();
    const auto at = [&](std::size_t position) { return position == 0 ? x : hidden_[position]; };
    for (const Step& step : steps_) {
        const bool last = &step == &steps_.back();
        step.layer->predict({.parameters = parameters + step.parameters,
                             .rows = rows,
                             .x = at(step.x),
                             .skip = at(step.skip),
                             .y = last ? y : hidden_[step.y],
                             .scratch = scratch_.data()});
    }
}

template class Inference<float>;
template class Inference<double>;

}  // namespace glia
