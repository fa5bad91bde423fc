#include "core/updater.hpp"

#include <algorithm>
#include <utility>

#include "core/elementwise.hpp"

namespace glia {
namespace {

struct Range {
    std::size_t first;
    std::size_t size;
};

// The parts of the array of parameters that gradients change; neighbours are one part.
template <class T>
std::vector<Range> trainable_ranges(const Model<T>& model) {
    std::vector<Range> ranges;
    for (std::size_t i = 0; i < model.layers(); ++i) {
        for (const Tensor& tensor : model.layer(i).tensors()) {
            if (!tensor.trainable) continue;
            const std::size_t first = model.offset(i) + tensor.offset;
            if (!ranges.empty() && ranges.back().first + ranges.back().size == first) {
                ranges.back().size += tensor.size;
            } else {
                ranges.push_back({first, tensor.size});
            }
        }
    }
    return ranges;
}

}  // namespace

template <class T>
Updater<T>::Updater(std::string_view optimizer) : optimizer_(make_optimizer<T>(optimizer)) {}

template <class T>
void Updater<T>::set_optimizer(std::string_view optimizer) {
    optimizer_ = make_optimizer<T>(optimizer);
    state_ = {};
}

template <class T>
std::span<T> Updater<T>::gradients(const Model<T>& model) {
    if (gradients_.empty()) gradients_ = Buffer<T>(model.parameter_count());
    return gradients_;
}

template <class T>
void Updater<T>::update(Model<T>& model, Workers& workers, double rate) {
    while (state_.slots.size() < optimizer_->slots()) {
        Buffer<T> slot(model.parameter_count());
        std::fill(slot.begin(), slot.end(), static_cast<T>(optimizer_->slot_start(state_.slots.size())));
        state_.slots.push_back(std::move(slot));
    }
    const std::span<const T> all = gradients(model);
    const OptimizerStep step = {.number = ++state_.step, .rate = rate};
    for (const Range& range : trainable_ranges(model)) {
        run_elements(workers, range.size, [&](std::size_t first, std::size_t size) noexcept {
            const std::size_t at = range.first + first;
            T* slots[Optimizer<T>::most_slots] = {};
            for (std::size_t i = 0; i < state_.slots.size(); ++i) slots[i] = state_.slots[i].data() + at;
            optimizer_->update(step, size, model.parameters().data() + at, all.data() + at,
                               {slots, state_.slots.size()});
        });
    }
}

template class Updater<float>;
template class Updater<double>;

}  // namespace glia
