#include <cmath>

#include "core/optimizers/optimizers.hpp"

namespace glia {

template <class T>
Adam<T>::Adam(double learning_rate, double beta1, double beta2, double epsilon)
    : learning_rate_(learning_rate), beta1_(beta1), beta2_(beta2), epsilon_(epsilon) {}

template <class T>
UpdateFactors Adam<T>::factors(const OptimizerStep& step) const {
    const auto t = static_cast<double>(step.number);
    return {.rate = step.rate * learning_rate_ / (1 - std::pow(beta1_, t)),
            .scale = 1 / std::sqrt(1 - std::pow(beta2_, t))};
}

template <class T>
void Adam<T>::update(const UpdateFactors& factors, std::size_t size, T* __restrict parameters,
                     const T* __restrict gradients, std::span<T* const> state) const {
    T* const __restrict m = state[0];
    T* const __restrict v = state[1];
    const auto rate = static_cast<T>(factors.rate);
    const auto scale = static_cast<T>(factors.scale);
    const auto beta1 = static_cast<T>(beta1_);
    const auto beta2 = static_cast<T>(beta2_);
    const auto rest1 = static_cast<T>(1 - beta1_);
    const auto rest2 = static_cast<T>(1 - beta2_);
    const auto epsilon = static_cast<T>(epsilon_);
    for (std::size_t i = 0; i < size; ++i) {
        const T g = gradients[i];
        m[i] = beta1 * m[i] + rest1 * g;
        v[i] = beta2 * v[i] + rest2 * g * g;
        parameters[i] -= rate * m[i] / (std::sqrt(v[i]) * scale + epsilon);
    }
}

template class Adam<float>;
template class Adam<double>;

}  // namespace glia
