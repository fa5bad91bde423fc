// The focal factor of one answer and its slope, for both forms of the focal loss.
#pragma once

#include <algorithm>
#include <cmath>

namespace glia {

// The right answer, which has the probability p; each number is exact near p = 0 and near p = 1.
struct Answer {
    double cost;  // c = -log p
    double p;
    double complement;  // 1 - p
};

// From the logit for which p = 1 / (1 + exp(-z)): c = max(-z, 0) + log(1 + exp(-|z|)).
inline Answer from_logit(double z) {
    const double e = std::exp(-std::abs(z));
    const double small = e / (1 + e);
    const double large = 1 / (1 + e);
    return {std::max(-z, 0.0) + std::log1p(e), z < 0 ? small : large, z < 0 ? large : small};
}

inline Answer from_cost(double cost) {
    return {cost, std::exp(-cost), -std::expm1(-cost)};
}

inline Answer from_probability(double p) {
    return {-std::log(p), p, 1 - p};
}

// (1 - p)^gamma (-log p)
inline double focal(const Answer& a, double gamma) {
    return std::pow(a.complement, gamma) * a.cost;
}

// Its derivative with respect to p, times p: -(1 - p)^gamma (1 + gamma p c / (1 - p)). Where p = 1, c / (1 - p) = 1.
inline double scaled_slope(const Answer& a, double gamma) {
    const double ratio = a.complement > 0 ? a.cost / a.complement : 1;
    return -std::pow(a.complement, gamma) * (1 + gamma * a.p * ratio);
}

}  // namespace glia
