#include "base/vectorized.hpp"
#include "core/optimizers/optimizers.hpp"

namespace glia {

template <class T>
AdamW<T>::AdamW(double learning_rate, double beta1, double beta2, const Epsilon& epsilon, double weight_decay)
    : Adam<T>(learning_rate, beta1, beta2, epsilon, "adamw"), weight_decay_(weight_decay) {}

template <class T>
UpdateFactors AdamW<T>::factors(const OptimizerStep& step) const {
    UpdateFactors factors = Adam<T>::factors(step);
    factors.kept = 1 - step.rate * this->learning_rate() * weight_decay_;
    return factors;
}

template <class T>
void AdamW<T>::update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                      std::span<T* const> state) const {
    const auto kept = static_cast<T>(factors.kept);
    vectorized([=]() noexcept {
        for (std::size_t i = 0; i < size; ++i) parameters[i] *= kept;
    });
    Adam<T>::update(factors, size, parameters, gradients, state);
}

template class AdamW<float>;
template class AdamW<double>;

}  // namespace glia
