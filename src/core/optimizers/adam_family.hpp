// What Adam and its relatives share: running means of gradients and of their squares.
#pragma once

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/vectorized.hpp"
#include "core/optimizers/optimizer.hpp"

namespace glia {

// What is added to the root of the second moment, so that no step is too long where gradients are small: after what the
// moment lacks of a mean was made up for, or before (the epsilon hat of Kingma and Ba, 2015, just before section 2.1).
struct Epsilon {
    double corrected = 0;
    double hat = 0;
};

// m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2. What is made of them is each rule's own.
template <class T>
class AdamFamily : public Optimizer<T> {
 public:
    std::size_t slots() const noexcept override { return 2; }
    double learning_rate() const noexcept override { return learning_rate_; }
    // What m and v lack of means, since both start at 0, is made up for once for all parameters.
    UpdateFactors factors(const OptimizerStep& step) const override {
        const auto t = static_cast<double>(step.number);
        return {.rate = step.rate * learning_rate_ / (1 - std::pow(beta1_, t)),
                .scale = 1 / std::sqrt(1 - std::pow(beta2_, t))};
    }

 protected:
    // Throws Error, in the optimizer's name, where nothing would be added.
    AdamFamily(const char* name, double learning_rate, double beta1, double beta2, const Epsilon& epsilon)
        : learning_rate_(learning_rate), beta1_(beta1), beta2_(beta2), epsilon_(epsilon) {
        if (epsilon.corrected > 0 || epsilon.hat > 0) return;
        throw invalid("optimizer '{}': epsilon is 0; it must be above 0 where epsilon_hat is 0", name);
    }
    double beta1() const noexcept { return beta1_; }

    // For each parameter p -= numerator(g, m) / ((sqrt(v) + epsilon hat) scale + epsilon); with `keeps_largest`, the
    // largest v so far, which is a third slot, is in the place of v. The loop must stay plain enough to be vectorised.
    template <bool keeps_largest = false, class Numerator>
    void step(const UpdateFactors& factors, std::size_t size, T* __restrict parameters, const T* __restrict gradients,
              std::span<T* const> state, const Numerator& numerator) const {
        T* const __restrict m = state[0];
        T* const __restrict v = state[1];
        T* const __restrict largest_v = keeps_largest ? state[2] : nullptr;
        const auto scale = static_cast<T>(factors.scale);
        const auto beta1 = static_cast<T>(beta1_);
        const auto beta2 = static_cast<T>(beta2_);
        const auto rest1 = static_cast<T>(1 - beta1_);
        const auto rest2 = static_cast<T>(1 - beta2_);
        const auto epsilon = static_cast<T>(epsilon_.hat * factors.scale + epsilon_.corrected);
        vectorized([=]() noexcept {
            for (std::size_t i = 0; i < size; ++i) {
                const T g = gradients[i];
                m[i] = beta1 * m[i] + rest1 * g;
                v[i] = beta2 * v[i] + rest2 * g * g;
                T second = v[i];
                if constexpr (keeps_largest) second = largest_v[i] = std::max(largest_v[i], second);
                parameters[i] -= numerator(g, m[i]) / (std::sqrt(second) * scale + epsilon);
            }
        });
    }

 private:
    double learning_rate_;
    double beta1_;
    double beta2_;
    Epsilon epsilon_;
};

}  // namespace glia
