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
void LastUpdate<T>::refuse(UpdateOutcome outcome, std::size_t rows) {
    updater_.forget_state();
    if (outcome == UpdateOutcome::refused) {
        require_finite_start<T>(model_);
        require_finite_penalty<T>(model_, updater_.penalty(), rows);
        require_finite_gradients<T>(model_, std::as_const(updater_).gradients(), workers_);
    }
    NonFinite found = what_spoilt(model_);
    can_undo_ = true;
    undo();
    require_finite_start<T>(model_);  // what was so before is no fault of the update
    throw found;
}

template class LastUpdate<float>;
template class LastUpdate<double>;

}  // namespace glia
