#include <cmath>

#include "base/vectorized.hpp"
#include "core/optimizers/optimizers.hpp"

namespace glia {

template <class T>
Adagrad<T>::Adagrad(double learning_rate, double learning_rate_decay, double initial_accumulator, double epsilon)
    : learning_rate_(learning_rate), decay_(learning_rate_decay), initial_(initial_accumulator), epsilon_(epsilon) {}

template <class T>
UpdateFactors Adagrad<T>::factors(const OptimizerStep& step) const {
    const double updates_before = static_cast<double>(step.number) - 1;
    return {.rate = step.rate * learning_rate_ / (1 + updates_before * decay_)};
}

template <class T>
void Adagrad<T>::update(const UpdateFactors& factors, std::size_t size, T* __restrict parameters,
                        const T* __restrict gradients, std::span<T* const> state) const {
    T* const __restrict sum = state[0];
    const auto rate = static_cast<T>(factors.rate);
    const auto epsilon = static_cast<T>(epsilon_);
    vectorized([=]() noexcept {
        for (std::size_t i = 0; i < size; ++i) {
            const T g = gradients[i];
            sum[i] += g * g;
            parameters[i] -= rate * g / (std::sqrt(sum[i]) + epsilon);
        }
    });
}

template class Adagrad<float>;
template class Adagrad<double>;

}  // namespace glia
