// -log of the probabilities of a distribution over outputs.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/losses/loss.hpp"
#include "core/losses/probability.hpp"

namespace glia {

// After a softmax, from the logits: -log y_j = (max_k z_k - z_j) + log sum_k exp(z_k - max_k z_k), finite for any finite
// logits. The largest logit's own term, 1, is left out of the sum and given to log1p: a probability near 1 keeps the
// digits by which it differs from 1.
template <class T>
class NegativeLogProbability {
 public:
    explicit NegativeLogProbability(const LossRow<T>& row) : row_(row) {
        if (row.logits == nullptr) return;
        const T* const end = row.logits + row.size;
        const T* const top = std::max_element(row.logits, end);
        largest_ = static_cast<double>(*top);
        double others = 0;
        for (const T* z = row.logits; z != end; ++z) {
            if (z != top) others += std::exp(static_cast<double>(*z) - largest_);
        }
        normalizer_ = std::log1p(others);
    }

    double operator()(std::size_t j) const {
        if (row_.logits != nullptr) return (largest_ - static_cast<double>(row_.logits[j])) + normalizer_;
        return -std::log(static_cast<double>(loggable_probability<T>(row_.y[j])));
    }

 private:
    const LossRow<T>& row_;
    double largest_ = 0;
    double normalizer_ = 0;
};

}  // namespace glia
