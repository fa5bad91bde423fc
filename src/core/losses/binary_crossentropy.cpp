#include <algorithm>
#include <cmath>

#include "core/losses/losses.hpp"
#include "core/losses/probability.hpp"
#include "core/losses/target_checks.hpp"
#include "glia/plugin.h"

namespace glia {

template <class T>
std::uint32_t BinaryCrossentropy<T>::fuses_with() const noexcept {
    return GLIA_ACTIVATION_LOGISTIC;
}

template <class T>
void BinaryCrossentropy<T>::check_output_layer(const OutputLayer& layer) const {
    check_probability_layer("binary_crossentropy", layer);
}

template <class T>
void BinaryCrossentropy<T>::check_targets(std::size_t row, std::span<const float> values) const {
    check_probabilities("binary_crossentropy", row, values);
}

namespace {

// sum_j log(1 + e_j) for e_j from 0 to 1, as the logarithm of a product: one for many factors. The product less 1 is
// what is kept, so that small factors keep their digits.
class LogSum {
 public:
    void add(double e) noexcept {
        rest_ += e + rest_ * e;
        if (rest_ > most) flush();
    }
    double total() noexcept {
        flush();
        return total_;
    }

 private:
    static constexpr double most = 1e300;

    void flush() noexcept {
        total_ += std::log1p(rest_);
        rest_ = 0;
    }

    double rest_ = 0;
    double total_ = 0;
};

}  // namespace

template <class T>
double BinaryCrossentropy<T>::row_loss(const LossRow<T>& row) const {
    double total = 0;
    if (row.logits != nullptr) {
        LogSum logs;
        for (std::size_t j = 0; j < row.size; ++j) {
            const T z = row.logits[j];
            total += static_cast<double>(std::max(z, T{0})) - smoothed(row.target(j)) * static_cast<double>(z);
            logs.add(static_cast<double>(std::exp(-std::abs(z))));
        }
        return total + logs.total();
    }
    for (std::size_t j = 0; j < row.size; ++j) {
        const double t = smoothed(row.target(j));
        const double y = loggable_probability<T>(row.y[j]);
        total -= t * std::log(y) + (1 - t) * std::log1p(-y);
    }
    return total;
}

template <class T>
void BinaryCrossentropy<T>::row_gradient(const LossRow<T>& row, T scale, T* d) const {
    for (std::size_t j = 0; j < row.size; ++j) {
        const T t = static_cast<T>(smoothed(row.target(j)));
        if (row.logits != nullptr) {
            d[j] = scale * (row.y[j] - t);
        } else {
            const T y = loggable_probability<T>(row.y[j]);
            d[j] = scale * (y - t) / (y * (1 - y));  // the same as -t/y + (1 - t)/(1 - y)
        }
    }
}

template class BinaryCrossentropy<float>;
template class BinaryCrossentropy<double>;

}  // namespace glia
