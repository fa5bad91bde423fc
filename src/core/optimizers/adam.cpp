#include "core/optimizers/optimizers.hpp"

namespace glia {

template <class T>
void Adam<T>::update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                     std::span<T* const> state) const {
    const auto rate = static_cast<T>(factors.rate);
    this->step(factors, size, parameters, gradients, state, [rate](T, T m) { return rate * m; });
}

template class Adam<float>;
template class Adam<double>;

}  // namespace glia
