#include <algorithm>
#include <limits>

#include "base/vectorized.hpp"
#include "core/optimizers/optimizers.hpp"
#include "core/optimizers/sign.hpp"

namespace glia {

template <class T>
IrpropMinus<T>::IrpropMinus(double initial_step, double decrease, double increase, double smallest_step,
                            double largest_step)
    : initial_step_(initial_step),
      decrease_(decrease),
      increase_(increase),
      smallest_step_(smallest_step),
      largest_step_(largest_step) {
    if (smallest_step > largest_step) {
        throw invalid("optimizer 'irprop_minus': smallest_step is {}; it must be at most largest_step, {}",
                      format_number(smallest_step), format_number(largest_step));
    }
}

template <class T>
double IrpropMinus<T>::learning_rate() const noexcept {
    return std::numeric_limits<double>::quiet_NaN();
}

template <class T>
void IrpropMinus<T>::update(const UpdateFactors&, std::size_t size, T* __restrict parameters,
                            const T* __restrict gradients, std::span<T* const> state) const {
    T* const __restrict last_sign = state[0];
    T* const __restrict width = state[1];
    const auto decrease = static_cast<T>(decrease_);
    const auto increase = static_cast<T>(increase_);
    const auto smallest = static_cast<T>(smallest_step_);
    const auto largest = static_cast<T>(largest_step_);
    vectorized([=]() noexcept {
        for (std::size_t i = 0; i < size; ++i) {
            const T now = sign(gradients[i]);
            const T agreement = now * last_sign[i];
            const T factor = agreement > 0 ? increase : agreement < 0 ? decrease : T{1};
            width[i] = std::min(std::max(width[i] * factor, smallest), largest);
            const T taken = agreement < 0 ? T{0} : now;
            parameters[i] -= taken * width[i];
            last_sign[i] = taken;
        }
    });
}

template class IrpropMinus<float>;
template class IrpropMinus<double>;

}  // namespace glia
