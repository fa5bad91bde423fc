#include <cmath>

#include "core/losses/focal_terms.hpp"
#include "core/losses/losses.hpp"
#include "core/losses/probability.hpp"
#include "core/losses/target_checks.hpp"
#include "glia/plugin.h"

namespace glia {
namespace {

// The answer "yes", which has the probability y, and "no".
template <class T>
struct Answers {
    Answer yes;
    Answer no;

    Answers(const LossRow<T>& row, std::size_t j) {
        if (row.logits != nullptr) {
            const double z = row.logits[j];
            yes = from_logit(z);
            no = from_logit(-z);
        } else {
            const double y = loggable_probability<T>(row.y[j]);
            yes = from_probability(y);
            no = {-std::log1p(-y), 1 - y, y};
        }
    }
};

}  // namespace

template <class T>
std::uint32_t BinaryFocal<T>::fuses_with() const noexcept {
    return GLIA_ACTIVATION_LOGISTIC;
}

template <class T>
void BinaryFocal<T>::check_output_layer(const OutputLayer& layer) const {
    check_probability_layer("focal", layer);
}

template <class T>
void BinaryFocal<T>::check_targets(std::size_t row, std::span<const float> values) const {
    check_probabilities("focal", row, values);
}

template <class T>
double BinaryFocal<T>::row_loss(const LossRow<T>& row) const {
    double total = 0;
    for (std::size_t j = 0; j < row.size; ++j) {
        const Answers<T> a(row, j);
        const double t = row.target(j);
        total += alpha_ * t * focal(a.yes, gamma_) + (1 - alpha_) * (1 - t) * focal(a.no, gamma_);
    }
    return total;
}

// With f the scaled slope: for "yes", dL/dy = f / y and dL/dz = f (1 - y), as dy/dz = y (1 - y); for "no", with 1 - y
// in the place of y and the other sign.
template <class T>
void BinaryFocal<T>::row_gradient(const LossRow<T>& row, T scale, T* d) const {
    const bool fused = row.logits != nullptr;
    for (std::size_t j = 0; j < row.size; ++j) {
        const Answers<T> a(row, j);
        const double t = row.target(j);
        const double yes = scaled_slope(a.yes, gamma_) * (fused ? a.yes.complement : 1 / a.yes.p);
        const double no = scaled_slope(a.no, gamma_) * (fused ? a.no.complement : 1 / a.no.p);
        d[j] = static_cast<T>(static_cast<double>(scale) * (alpha_ * t * yes - (1 - alpha_) * (1 - t) * no));
    }
}

template class BinaryFocal<float>;
template class BinaryFocal<double>;

}  // namespace glia
