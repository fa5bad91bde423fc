#include "base/vectorized.hpp"
#include "core/optimizers/optimizers.hpp"
#include "core/optimizers/sign.hpp"

namespace glia {

template <class T>
Lion<T>::Lion(double learning_rate, double beta1, double beta2, double weight_decay)
    : learning_rate_(learning_rate), beta1_(beta1), beta2_(beta2), weight_decay_(weight_decay) {}

template <class T>
UpdateFactors Lion<T>::factors(const OptimizerStep& step) const {
    const double rate = step.rate * learning_rate_;
    return {.rate = rate, .kept = 1 - rate * weight_decay_};
}

template <class T>
void Lion<T>::update(const UpdateFactors& factors, std::size_t size, T* __restrict parameters,
                     const T* __restrict gradients, std::span<T* const> state) const {
    T* const __restrict m = state[0];
    const auto rate = static_cast<T>(factors.rate);
    const auto kept = static_cast<T>(factors.kept);
    const auto beta1 = static_cast<T>(beta1_);
    const auto beta2 = static_cast<T>(beta2_);
    const auto rest1 = static_cast<T>(1 - beta1_);
    const auto rest2 = static_cast<T>(1 - beta2_);
    vectorized([=]() noexcept {
        for (std::size_t i = 0; i < size; ++i) {
            const T g = gradients[i];
            parameters[i] = kept * parameters[i] - rate * sign(beta1 * m[i] + rest1 * g);
            m[i] = beta2 * m[i] + rest2 * g;
        }
    });
}

template class Lion<float>;
template class Lion<double>;

}  // namespace glia
