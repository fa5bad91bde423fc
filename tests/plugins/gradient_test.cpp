#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "plugins/loaded_plugin.hpp"
#include "plugins/standard_set.hpp"

namespace glia::test {
namespace {

class Gradient : public testing::TestWithParam<Definition> {
 protected:
    // Points away from kinks, where a difference quotient means nothing.
    template <class Real>
    std::vector<Real> smooth_points() const {
        std::vector<Real> points;
        std::mt19937 random(7);
        for (const Real range : {Real(0.5), Real(4), Real(12), Real(60)}) {
            std::uniform_real_distribution<Real> uniform(-range, range);
            while (points.size() % 2000 != 1999) {
                const Real x = uniform(random);
                const bool smooth = std::ranges::all_of(
                    GetParam().kinks, [x](double kink) { return std::fabs(static_cast<double>(x) - kink) > 0.01; });
                if (smooth) {
                    points.push_back(x);
                }
            }
            points.push_back(range * Real(1.01));
        }
        return points;
    }
};

// Five-point central difference; its own error is below 1e-11 of the values here.
long double slope(const Definition& definition, long double x, const std::vector<double>& parameters) {
    constexpr long double h = 0x1p-18L;
    const auto f = [&](long double at) { return definition.value(at, parameters); };
    return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
}

long double steepness(const std::vector<double>& parameters) {
    long double product = 1;
    for (const double each : parameters) product *= std::max(1.0L, std::fabs(static_cast<long double>(each)));
    return product;
}

TEST_P(Gradient, InDoublePrecisionIsTheNumericalDerivative) {
    const std::vector<double> x = smooth_points<double>();
    const glia_activation_t& table = activation(GetParam().name, GLIA_ISA_BASELINE);
    for (const std::vector<double>& parameters : GetParam().parameter_sets) {
        const std::vector<double> dx = derivatives_at(table, parameters, x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const long double truth = slope(GetParam(), static_cast<long double>(x[i]), parameters);
            ASSERT_NEAR(static_cast<double>(truth), dx[i],
                        static_cast<double>(1e-7L * std::fabs(truth) + 1e-10L * steepness(parameters)))
                << "at x = " << x[i];
        }
    }
}

TEST_P(Gradient, InSinglePrecisionIsThatInDoubleForEveryVariant) {
    const std::vector<float> x = smooth_points<float>();
    const std::vector<double> wide(x.begin(), x.end());
    for (const std::vector<double>& parameters : GetParam().parameter_sets) {
        const std::vector<double> truth =
            derivatives_at(activation(GetParam().name, GLIA_ISA_BASELINE), parameters, wide);
        for (const std::uint32_t isa : runnable_isas()) {
            const glia_activation_t& table = activation(GetParam().name, isa);
            const std::vector<float> dx = derivatives_at(table, parameters, x);
            for (std::size_t i = 0; i < x.size(); ++i) {
                const double scale = static_cast<double>(steepness(parameters)) + std::fabs(truth[i]);
                ASSERT_NEAR(truth[i], static_cast<double>(dx[i]), 1e-6 * scale) << table.variant << ", at x = " << x[i];
            }
        }
    }
}

TEST_P(Gradient, IsTheDerivativeTimesTheGradientThatArrives) {
    const std::vector<float> x = smooth_points<float>();
    for (const std::uint32_t isa : runnable_isas()) {
        const glia_activation_t& table = activation(GetParam().name, isa);
        const std::vector<double> parameters = default_parameters(table);
        const std::vector<float> y = values_at(table, parameters, x);
        const std::vector<float> derivative = derivatives_at(table, parameters, x);
        std::vector<float> dy(x.size());
        for (std::size_t i = 0; i < x.size(); ++i) {
            dy[i] = static_cast<float>(i % 17) - 8;
        }
        std::vector<float> dx(x.size());
        backward(table, parameters, 1, x.size(), x.data(), y.data(), dy.data(), dx.data());
        for (std::size_t i = 0; i < x.size(); ++i) {
            const float expected = dy[i] * derivative[i];
            ASSERT_NEAR(expected, dx[i], 1e-6f * std::fabs(expected)) << table.variant << ", at x = " << x[i];
        }
    }
}

INSTANTIATE_TEST_SUITE_P(StandardSet, Gradient, testing::ValuesIn(standard_set()),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace glia::test
