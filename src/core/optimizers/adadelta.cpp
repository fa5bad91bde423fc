#include <cmath>

#include "base/vectorized.hpp"
#include "core/optimizers/optimizers.hpp"

namespace glia {

template <class T>
Adadelta<T>::Adadelta(double learning_rate, double rho, double epsilon)
    : learning_rate_(learning_rate), rho_(rho), epsilon_(epsilon) {}

template <class T>
void Adadelta<T>::update(const UpdateFactors& factors, std::size_t size, T* __restrict parameters,
                         const T* __restrict gradients, std::span<T* const> state) const {
    T* const __restrict squares = state[0];
    T* const __restrict steps = state[1];
    const auto rate = static_cast<T>(factors.rate);
    const auto rho = static_cast<T>(rho_);
    const auto rest = static_cast<T>(1 - rho_);
    const auto epsilon = static_cast<T>(epsilon_);
    vectorized([=]() noexcept {
        for (std::size_t i = 0; i < size; ++i) {
            const T g = gradients[i];
            squares[i] = rho * squares[i] + rest * g * g;
            const T d = std::sqrt(steps[i] + epsilon) / std::sqrt(squares[i] + epsilon) * g;
            steps[i] = rho * steps[i] + rest * d * d;
            parameters[i] -= rate * d;
        }
    });
}

template class Adadelta<float>;
template class Adadelta<double>;

}  // namespace glia
