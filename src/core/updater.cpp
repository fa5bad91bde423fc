#include "core/updater.hpp"

#include <utility>

namespace glia {

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
void Updater<T>::update(Model<T>& model) {
    while (state_.slots.size() < optimizer_->slots()) state_.slots.emplace_back(model.parameter_count());
    std::vector<T*> slots;
    for (Buffer<T>& slot : state_.slots) slots.push_back(slot.data());
    ++state_.step;
    optimizer_->update(state_.step, model.parameter_count(), model.parameters().data(), gradients(model).data(), slots);
}

template class Updater<float>;
template class Updater<double>;

}  // namespace glia
