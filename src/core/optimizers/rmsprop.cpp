#include <algorithm>
#include <cmath>

#include "base/vectorized.hpp"
#include "core/optimizers/optimizers.hpp"

namespace glia {

template <class T>
Rmsprop<T>::Rmsprop(double learning_rate, double alpha, double epsilon, double momentum, bool centered)
    : learning_rate_(learning_rate), alpha_(alpha), epsilon_(epsilon), momentum_(momentum), centered_(centered) {}

template <class T>
void Rmsprop<T>::update(const UpdateFactors& factors, std::size_t size, T* __restrict parameters,
                        const T* __restrict gradients, std::span<T* const> state) const {
    // A slot for the squares, and one for each option that is on: an option that is off neither reads nor writes its
    // own.
    T* const squares = state[0];
    T* const mean = centered_ ? state[1] : nullptr;
    T* const velocity = momentum_ == 0 ? nullptr : state[centered_ ? 2 : 1];
    const auto rate = static_cast<T>(factors.rate);
    if (mean == nullptr && velocity == nullptr)
        return run<false, false>(rate, size, parameters, gradients, squares, mean, velocity);
    if (mean == nullptr) return run<false, true>(rate, size, parameters, gradients, squares, mean, velocity);
    if (velocity == nullptr) return run<true, false>(rate, size, parameters, gradients, squares, mean, velocity);
    run<true, true>(rate, size, parameters, gradients, squares, mean, velocity);
}

template <class T>
template <bool centered, bool has_momentum>
void Rmsprop<T>::run(T rate, std::size_t size, T* __restrict parameters, const T* __restrict gradients,
                     T* __restrict squares, T* __restrict mean, T* __restrict velocity) const {
    const auto alpha = static_cast<T>(alpha_);
    const auto rest = static_cast<T>(1 - alpha_);
    const auto epsilon = static_cast<T>(epsilon_);
    const auto momentum = static_cast<T>(momentum_);
    vectorized([=]() noexcept {
        for (std::size_t i = 0; i < size; ++i) {
            const T g = gradients[i];
            squares[i] = alpha * squares[i] + rest * g * g;
            T variance = squares[i];
            if constexpr (centered) {
                mean[i] = alpha * mean[i] + rest * g;
                // Rounding can make it negative where the gradient hardly varies, as alpha^t goes to 0.
                variance = std::max(variance - mean[i] * mean[i], T{0});
            }
            T direction = g / (std::sqrt(variance) + epsilon);
            if constexpr (has_momentum) direction = velocity[i] = momentum * velocity[i] + direction;
            parameters[i] -= rate * direction;
        }
    });
}

template class Rmsprop<float>;
template class Rmsprop<double>;

}  // namespace glia
