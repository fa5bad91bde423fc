#include <cmath>

#include "core/optimizers/optimizers.hpp"

namespace glia {

template <class T>
Nadam<T>::Nadam(double learning_rate, double beta1, double beta2, double epsilon, double momentum_decay)
    : AdamFamily<T>("nadam", learning_rate, beta1, beta2, {.corrected = epsilon}), decay_(momentum_decay) {}

template <class T>
double Nadam<T>::momentum(double t) const {
    return this->beta1() * (1 - half * std::pow(base, t * decay_));
}

// With q = base^decay, the logarithm of mu_1 ... mu_t is t log(beta1) + sum_i log(1 - half q^i). Each logarithm is
// -sum_k (half q^i)^k / k (Abramowitz and Stegun, 4.1.24), and summed over i first, each power k is a geometric series:
// -sum_k half^k / k (q^k + q^2k + ... + q^tk). So no product has to be remembered, whatever t is.
template <class T>
double Nadam<T>::momentum_product(double t) const {
    // Too small to change 1 - product.
    const double power = std::pow(this->beta1(), t);
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
    const double learning_rate = step.rate * this->learning_rate();
    const double product = momentum_product(t);
    const double next = momentum(t + 1);
    UpdateFactors factors = AdamFamily<T>::factors(step);
    factors.rate = learning_rate * next / (1 - product * next);
    factors.gradient_rate = learning_rate * (1 - momentum(t)) / (1 - product);
    return factors;
}

template <class T>
void Nadam<T>::update(const UpdateFactors& factors, std::size_t size, T* parameters, const T* gradients,
                      std::span<T* const> state) const {
    const auto rate_g = static_cast<T>(factors.gradient_rate);
    const auto rate_m = static_cast<T>(factors.rate);
    this->step(factors, size, parameters, gradients, state,
               [rate_g, rate_m](T g, T m) { return rate_g * g + rate_m * m; });
}

template class Nadam<float>;
template class Nadam<double>;

}  // namespace glia
