#include <cmath>

#include "core/losses/losses.hpp"
#include "core/losses/negative_log_probability.hpp"
#include "core/losses/probability.hpp"
#include "core/losses/target_checks.hpp"
#include "glia/plugin.h"

namespace glia {

template <class T>
std::uint32_t CategoricalCrossentropy<T>::fuses_with() const noexcept {
    return GLIA_ACTIVATION_SOFTMAX;
}

template <class T>
void CategoricalCrossentropy<T>::check_output_layer(const OutputLayer& layer) const {
    check_distribution_layer(name(), layer);
}

template <class T>
void CategoricalCrossentropy<T>::check_targets(std::size_t row, std::span<const float> values) const {
    check_distribution(name(), row, values);
}

template <class T>
double CategoricalCrossentropy<T>::row_loss(const LossRow<T>& row) const {
    const NegativeLogProbability<T> cost(row);
    if (row.values == nullptr && smoothing_ == 0) return cost(static_cast<std::size_t>(row.class_index));
    double total = 0;
    for (std::size_t j = 0; j < row.size; ++j) {
        const double t = smoothed(row, j);
        if (t != 0) total += t * cost(j);
    }
    return total;
}

template <class T>
void CategoricalCrossentropy<T>::row_gradient(const LossRow<T>& row, T scale, T* d) const {
    if (row.values == nullptr && smoothing_ == 0 && row.logits != nullptr) {
        for (std::size_t j = 0; j < row.size; ++j) d[j] = scale * row.y[j];
        d[row.class_index] = scale * (row.y[row.class_index] - 1);
        return;
    }
    double sum = 0;  // of the targets: 1, but for what rounded soft targets are off
    for (std::size_t j = 0; j < row.size; ++j) sum += smoothed(row, j);
    for (std::size_t j = 0; j < row.size; ++j) {
        const T t = static_cast<T>(smoothed(row, j));
        d[j] = row.logits != nullptr ? scale * (static_cast<T>(sum) * row.y[j] - t)
                                     : -scale * t / loggable_probability<T>(row.y[j]);
    }
}

// 0 log 0 = 0.
template <class T>
double KlDivergence<T>::row_loss(const LossRow<T>& row) const {
    double entropy = 0;
    for (std::size_t j = 0; j < row.size; ++j) {
        const double t = row.target(j);
        if (t != 0) entropy -= t * std::log(t);
    }
    return CategoricalCrossentropy<T>::row_loss(row) - entropy;
}

template class CategoricalCrossentropy<float>;
template class CategoricalCrossentropy<double>;
template class KlDivergence<float>;
template class KlDivergence<double>;

}  // namespace glia
