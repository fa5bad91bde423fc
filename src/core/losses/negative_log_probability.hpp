// -log of the probabilities of a distribution over outputs.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/losses/loss.hpp"
#include "core/losses/probability.hpp"

namespace glia {

// After a softmax, from the logits: -log y_j = (max_k z_k - z_j) + log sum_k exp(z_k - max_k z_k), finite for any
// finite logits. The largest logit's own term, 1, is left out of the sum and given to log1p: a probability near 1 keeps
// the digits by which it differs from 1. What the softmax has made of the other logits saves their exponentials, except
// where so little is left of them that T may not hold it.
template <class T>
class NegativeLogProbability {
 public:
    explicit NegativeLogProbability(const LossRow<T>& row) : row_(row) {
        if (row.logits == nullptr) return;
        const auto top = static_cast<std::size_t>(std::max_element(row.logits, row.logits + row.size) - row.logits);
        largest_ = static_cast<double>(row.logits[top]);
        double others = 0;
        for (std::size_t j = 0; j < row.size; ++j) others += j != top ? static_cast<double>(row.y[j]) : 0;
        const auto share = static_cast<double>(row.y[top]);
        normalizer_ = std::log1p(others > least_share ? others / share : exponentials(top));
    }

    double operator()(std::size_t j) const {
        if (row_.logits != nullptr) return (largest_ - static_cast<double>(row_.logits[j])) + normalizer_;
        return -std::log(static_cast<double>(loggable_probability<T>(row_.y[j])));
    }

 private:
    static constexpr double least_share = 1e-30;  // far above the smallest normal float

    // sum_k exp(z_k - max_k z_k), without the largest.
    double exponentials(std::size_t top) const {
        double sum = 0;
        for (std::size_t j = 0; j < row_.size; ++j) {
            if (j != top) sum += std::exp(static_cast<double>(row_.logits[j]) - largest_);
        }
        return sum;
    }

    const LossRow<T>& row_;
    double largest_ = 0;
    double normalizer_ = 0;
};

}  // namespace glia
