#include "core/optimizers/optimizers.hpp"

namespace glia {

template <class T>
void Amsgrad<T>::update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                        std::span<T* const> state) const {
    constexpr bool keeps_largest = true;
    const auto rate = static_cast<T>(factors.rate);
    this->template step<keeps_largest>(factors, size, parameters, gradients, state,
                                       [rate](T, T m) { return rate * m; });
}

template class Amsgrad<float>;
template class Amsgrad<double>;

}  // namespace glia
