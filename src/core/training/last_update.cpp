#include "core/training/last_update.hpp"

#include <utility>

#include "core/training/non_finite.hpp"

namespace glia {

template <class T>
void LastUpdate<T>::undo() noexcept {
    if (!std::exchange(can_undo_, false)) return;
    updater_.undo(model_);
    undone_ = true;
}

template <class T>
void LastUpdate<T>::refuse() {
    updater_.forget_state();
    require_finite_gradients<T>(model_, std::as_const(updater_).gradients(), workers_);
    can_undo_ = true;
    try {
        refuse_update<T>(model_);
    } catch (...) {
        undo();
        throw;
    }
}

template class LastUpdate<float>;
template class LastUpdate<double>;

}  // namespace glia
