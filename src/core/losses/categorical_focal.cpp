#include <cmath>

#include "core/losses/focal_terms.hpp"
#include "core/losses/losses.hpp"
#include "core/losses/negative_log_probability.hpp"
#include "core/losses/target_checks.hpp"
#include "glia/plugin.h"

namespace glia {

template <class T>
std::uint32_t CategoricalFocal<T>::fuses_with() const noexcept {
    return GLIA_ACTIVATION_SOFTMAX;
}

template <class T>
void CategoricalFocal<T>::check_output_layer(const OutputLayer& layer) const {
    check_distribution_layer("focal after softmax", layer);
}

template <class T>
void CategoricalFocal<T>::check_targets(std::size_t row, std::span<const float> values) const {
    check_distribution("focal after softmax", row, values);
}

template <class T>
double CategoricalFocal<T>::row_loss(const LossRow<T>& row) const {
    const NegativeLogProbability<T> cost(row);
    double total = 0;
    for (std::size_t j = 0; j < row.size; ++j) {
        const double t = row.target(j);
        if (t != 0) total += t * focal(from_cost(cost(j)), gamma_);
    }
    return alpha_ * total;
}

// With f_j the scaled slope: dL/dy_j = alpha t_j f_j / y_j; and as dy_j/dz_k = y_j ((j = k) - y_k),
// dL/dz_k = alpha (t_k f_k - y_k sum_j t_j f_j).
template <class T>
void CategoricalFocal<T>::row_gradient(const LossRow<T>& row, T scale, T* d) const {
    const NegativeLogProbability<T> cost(row);
    const double factor = alpha_ * static_cast<double>(scale);
    const auto slope = [&](std::size_t j) {
        const double t = row.target(j);
        return t == 0 ? 0 : t * scaled_slope(from_cost(cost(j)), gamma_);
    };
    double sum = 0;
    if (row.logits != nullptr) {
        for (std::size_t j = 0; j < row.size; ++j) sum += slope(j);
    }
    for (std::size_t k = 0; k < row.size; ++k) {
        const double p = std::exp(-cost(k));
        d[k] = static_cast<T>(factor * (row.logits != nullptr ? slope(k) - p * sum : slope(k) / p));
    }
}

template class CategoricalFocal<float>;
template class CategoricalFocal<double>;

}  // namespace glia
