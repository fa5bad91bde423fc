#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "core/losses.hpp"
#include "core/probability.hpp"
#include "glia/plugin.h"

namespace glia {

template <class T>
std::uint32_t BinaryCrossentropy<T>::fuses_with() const noexcept {
    return GLIA_ACTIVATION_LOGISTIC;
}

template <class T>
void BinaryCrossentropy<T>::check_outputs(std::size_t) const {}

template <class T>
void BinaryCrossentropy<T>::check_targets(std::size_t row, std::span<const float> values) const {
    for (std::size_t j = 0; j < values.size(); ++j) {
        if (!(values[j] >= 0 && values[j] <= 1)) {
            throw invalid("binary_crossentropy: target {} of row {} is {}; it must be in [0, 1]", j, row, values[j]);
        }
    }
}

template <class T>
double BinaryCrossentropy<T>::sum(const Outputs<T>& outputs, const Targets<T>& targets) const {
    double total = 0;
    for (std::size_t i = 0; i < outputs.rows * outputs.cols; ++i) {
        const double t = targets.values[i];
        if (outputs.logits != nullptr) {
            const double z = outputs.logits[i];
            total += std::max(z, 0.0) - t * z + std::log1p(std::exp(-std::abs(z)));
        } else {
            const double y = loggable_probability<T>(outputs.y[i]);
            total -= t * std::log(y) + (1 - t) * std::log1p(-y);
        }
    }
    return total;
}

template <class T>
void BinaryCrossentropy<T>::gradient(const Outputs<T>& outputs, const Targets<T>& targets, T scale, T* d) const {
    for (std::size_t i = 0; i < outputs.rows * outputs.cols; ++i) {
        const T t = targets.values[i];
        if (outputs.logits != nullptr) {
            d[i] = scale * (outputs.y[i] - t);
        } else {
            const T y = loggable_probability<T>(outputs.y[i]);
            d[i] = scale * (y - t) / (y * (1 - y));  // the same as -t/y + (1 - t)/(1 - y)
        }
    }
}

template class BinaryCrossentropy<float>;
template class BinaryCrossentropy<double>;

}  // namespace glia
