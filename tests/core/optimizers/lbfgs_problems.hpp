// Functions to minimize, as tests/figures/lbfgs_steps.py defines them. Each writes its gradient and returns its value.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace glia::test {

// sum 100 (x_(i+1) - x_i^2)^2 + (1 - x_i)^2: a bent valley with its minimum 0 at 1, 1, ... (Rosenbrock, 1960)
template <class T>
double rosenbrock(std::span<const T> x, std::span<T> g) {
    double sum = 0;
    std::fill(g.begin(), g.end(), T{0});
    for (std::size_t i = 0; i + 1 < x.size(); ++i) {
        const double a = static_cast<double>(x[i + 1]) - static_cast<double>(x[i]) * static_cast<double>(x[i]);
        const double b = 1 - static_cast<double>(x[i]);
        sum += 100 * a * a + b * b;
        g[i] += static_cast<T>(-400 * a * static_cast<double>(x[i]) - 2 * b);
        g[i + 1] += static_cast<T>(200 * a);
    }
    return sum;
}

inline std::vector<double> rosenbrock_start() {
    return {-1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1};
}

// A logistic regression of 40 rows, from 0.
template <class T>
double logistic(std::span<const T> w, std::span<T> g) {
    constexpr int rows = 40;
    double sum = 0;
    std::vector<double> slopes(w.size());
    for (std::size_t j = 0; j < w.size(); ++j) {
        sum += 0.0005 * static_cast<double>(w[j]) * static_cast<double>(w[j]);
        slopes[j] = 0.001 * static_cast<double>(w[j]);
    }
    for (int i = 0; i < rows; ++i) {
        const auto x = [&](std::size_t j) { return std::sin(1 + 3.0 * i + 7 * static_cast<double>(j)); };
        const double sign = x(0) > 0.3 + x(2) ? -1 : 1;
        double z = 0;
        for (std::size_t j = 0; j < w.size(); ++j) z += sign * x(j) * static_cast<double>(w[j]);
        sum += std::log1p(std::exp(z)) / rows;
        for (std::size_t j = 0; j < w.size(); ++j) slopes[j] += sign * x(j) / (1 + std::exp(-z)) / rows;
    }
    for (std::size_t j = 0; j < w.size(); ++j) g[j] = static_cast<T>(slopes[j]);
    return sum;
}

inline std::vector<double> logistic_start() {
    return std::vector<double>(5);
}

}  // namespace glia::test
