#include "core/losses.hpp"

namespace glia {

template <class T>
void MeanSquaredError<T>::check_outputs(std::size_t) const {}

template <class T>
void MeanSquaredError<T>::check_targets(std::size_t, std::span<const float>) const {}

template <class T>
double MeanSquaredError<T>::sum(const Outputs<T>& outputs, const Targets<T>& targets) const {
    double total = 0;
    for (std::size_t i = 0; i < outputs.rows * outputs.cols; ++i) {
        const double difference = static_cast<double>(outputs.y[i]) - static_cast<double>(targets.values[i]);
        total += difference * difference;
    }
    return total / static_cast<double>(outputs.cols);
}

template <class T>
void MeanSquaredError<T>::gradient(const Outputs<T>& outputs, const Targets<T>& targets, T scale, T* d) const {
    const T factor = 2 * scale / static_cast<T>(outputs.cols);
    for (std::size_t i = 0; i < outputs.rows * outputs.cols; ++i) d[i] = factor * (outputs.y[i] - targets.values[i]);
}

template class MeanSquaredError<float>;
template class MeanSquaredError<double>;

}  // namespace glia
