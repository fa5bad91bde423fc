#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "core/losses.hpp"
#include "core/probability.hpp"
#include "glia/plugin.h"

namespace glia {
namespace {

// log sum_k exp(z_k), without overflow.
template <class T>
double log_sum_exp(std::size_t size, const T* z) {
    const double largest = *std::max_element(z, z + size);
    double sum = 0;
    for (std::size_t k = 0; k < size; ++k) sum += std::exp(static_cast<double>(z[k]) - largest);
    return largest + std::log(sum);
}

}  // namespace

template <class T>
std::uint32_t CategoricalCrossentropy<T>::fuses_with() const noexcept {
    return GLIA_ACTIVATION_SOFTMAX;
}

template <class T>
void CategoricalCrossentropy<T>::check_outputs(std::size_t outputs) const {
    if (outputs >= 2) return;
    throw invalid(
        "categorical_crossentropy needs an output for each class, so 2 or more; the model has {} (for one "
        "output, take binary_crossentropy)",
        outputs);
}

template <class T>
void CategoricalCrossentropy<T>::check_targets(std::size_t row, std::span<const float> values) const {
    // Soft targets are often rounded: one part in a thousand is allowed for.
    constexpr double tolerance = 1e-3;
    double sum = 0;
    for (std::size_t j = 0; j < values.size(); ++j) {
        if (!(values[j] >= 0 && values[j] <= 1)) {
            throw invalid("categorical_crossentropy: target {} of row {} is {}; it must be in [0, 1]", j, row,
                          values[j]);
        }
        sum += values[j];
    }
    if (std::abs(sum - 1) > tolerance) {
        throw invalid("categorical_crossentropy: the targets of row {} sum to {}; they must sum to 1", row, sum);
    }
}

template <class T>
double CategoricalCrossentropy<T>::sum(const Outputs<T>& outputs, const Targets<T>& targets) const {
    double total = 0;
    for (std::size_t i = 0; i < outputs.rows; ++i) {
        const T* const y = outputs.y + i * outputs.cols;
        const T* const z = outputs.logits != nullptr ? outputs.logits + i * outputs.cols : nullptr;
        const double normalizer = z != nullptr ? log_sum_exp(outputs.cols, z) : 0;
        // -log y_j, from the logits where there are any.
        const auto cost = [&](std::size_t j) {
            return z != nullptr ? normalizer - static_cast<double>(z[j])
                                : -std::log(static_cast<double>(loggable_probability<T>(y[j])));
        };
        if (targets.classes != nullptr) {
            total += cost(static_cast<std::size_t>(targets.classes[i]));
            continue;
        }
        for (std::size_t j = 0; j < outputs.cols; ++j) {
            const double t = targets.values[i * outputs.cols + j];
            if (t != 0) total += t * cost(j);
        }
    }
    return total;
}

template <class T>
void CategoricalCrossentropy<T>::gradient(const Outputs<T>& outputs, const Targets<T>& targets, T scale, T* d) const {
    for (std::size_t i = 0; i < outputs.rows; ++i) {
        const auto target = [&](std::size_t j) {
            if (targets.classes == nullptr) return targets.values[i * outputs.cols + j];
            return static_cast<std::size_t>(targets.classes[i]) == j ? T{1} : T{0};
        };
        for (std::size_t j = 0; j < outputs.cols; ++j) {
            const std::size_t at = i * outputs.cols + j;
            d[at] = outputs.logits != nullptr ? scale * (outputs.y[at] - target(j))
                                              : -scale * target(j) / loggable_probability<T>(outputs.y[at]);
        }
    }
}

template class CategoricalCrossentropy<float>;
template class CategoricalCrossentropy<double>;

}  // namespace glia
