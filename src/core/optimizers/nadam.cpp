#include <cmath>

#include "core/optimizers/optimizers.hpp"

namespace glia {

template <class T>
Nadam<T>::Nadam(double learning_rate, double beta1, double beta2, double epsilon, double momentum_decay)
    : learning_rate_(learning_rate), beta1_(beta1), beta2_(beta2), epsilon_(epsilon), decay_(momentum_decay) {}

template <class T>
double Nadam<T>::momentum(double t) const {
    return beta1_ * (1 - half * std::pow(base, t * decay_));
}

// With q = base^decay, the logarithm of mu_1 ... mu_t is t log(beta1) + sum_i log(1 - half q^i). Each logarithm is
// -sum_k (half q^i)^k / k (Abramowitz and Stegun, 4.1.24), and summed over i first, each power k is a geometric series:
// -sum_k half^k / k (q^k + q^2k + ... + q^tk). So no product has to be remembered, whatever t is.
template <class T>
double Nadam<T>::momentum_product(double t) const {
    // Too small to change 1 - product.
    const double power = std::pow(beta1_, t);
    if (power < 1e-17) return 0;
    constexpr int terms = 50;  // half^terms / terms: below the rounding of a double
    const double log_q = decay_ * std::log(base);
    double sum = 0;
    double half_to_k = 1;
    for (int k = 1; k <= terms; ++k) {
        half_to_k *= half;
        const double ratio = std::expm1(k * log_q);
        const double series = ratio == 0 ? t : std::exp(k * log_q) * std::expm1(t * k * log_q) / ratio;
        sum += half_to_k / k * series;
    }
    return power * std::exp(-sum);
}

template <class T>
UpdateFactors Nadam<T>::factors(const OptimizerStep& step) const {
    const auto t = static_cast<double>(step.number);
    const double learning_rate = step.rate * learning_rate_;
    const double product = momentum_product(t);
    const double next = momentum(t + 1);
    return {.rate = learning_rate * next / (1 - product * next),
            .gradient_rate = learning_rate * (1 - momentum(t)) / (1 - product),
            .scale = 1 / std::sqrt(1 - std::pow(beta2_, t))};
}

template <class T>
void Nadam<T>::update(const UpdateFactors& factors, std::size_t size, T* __restrict parameters,
                      const T* __restrict gradients, std::span<T* const> state) const {
    T* const __restrict m = state[0];
    T* const __restrict v = state[1];
    const auto rate_g = static_cast<T>(factors.gradient_rate);
    const auto rate_m = static_cast<T>(factors.rate);
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
        parameters[i] -= (rate_g * g + rate_m * m[i]) / (std::sqrt(v[i]) * scale + epsilon);
    }
}

template class Nadam<float>;
template class Nadam<double>;

}  // namespace glia
