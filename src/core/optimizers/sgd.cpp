#include "base/vectorized.hpp"
#include "core/optimizers/optimizers.hpp"

namespace glia {

template <class T>
Sgd<T>::Sgd(double learning_rate, double momentum, bool nesterov)
    : learning_rate_(learning_rate), momentum_(static_cast<T>(momentum)), nesterov_(nesterov) {}

template <class T>
void Sgd<T>::update(const UpdateFactors& factors, std::size_t size, T* __restrict parameters,
                    const T* __restrict gradients, std::span<T* const> state) const {
    const auto rate = static_cast<T>(factors.rate);
    if (momentum_ == T{0}) {
        vectorized([=]() noexcept {
            for (std::size_t i = 0; i < size; ++i) parameters[i] -= rate * gradients[i];
        });
        return;
    }
    T* const velocity = state[0];
    vectorized([=, momentum = momentum_, nesterov = nesterov_]() noexcept {
        for (std::size_t i = 0; i < size; ++i) {
            velocity[i] = momentum * velocity[i] + gradients[i];
            parameters[i] -= rate * (nesterov ? gradients[i] + momentum * velocity[i] : velocity[i]);
        }
    });
}

template class Sgd<float>;
template class Sgd<double>;

}  // namespace glia
