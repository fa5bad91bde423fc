#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "plugins/loaded_plugin.hpp"
#include "plugins/ulp.hpp"

namespace glia::test {
namespace {

constexpr float inf = std::numeric_limits<float>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

// The definition, after dividing both sides by exp(greatest).
template <class Real>
std::vector<long double> definition(const std::vector<Real>& x) {
    long double greatest = static_cast<long double>(x[0]);
    for (const Real value : x) {
        greatest = std::fmax(greatest, static_cast<long double>(value));
    }
    long double sum = 0;
    std::vector<long double> y;
    for (const Real value : x) {
        y.push_back(std::exp(static_cast<long double>(value) - greatest));
        sum += y.back();
    }
    for (long double& value : y) {
        value /= sum;
    }
    return y;
}

template <class Real>
std::vector<Real> logits(std::size_t size, Real spread, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<Real> normal(0, spread);
    std::vector<Real> x(size);
    for (Real& value : x) {
        value = normal(random);
    }
    return x;
}

template <class Real>
long double worst_error(const glia_activation_t& table) {
    long double worst = 0;
    for (const std::size_t size : {1u, 2u, 3u, 10u, 16u, 17u, 100u, 1000u, 5000u}) {
        for (const double spread : {0.01, 1.0, 5.0, 40.0, 1e4, 1e30}) {
            for (unsigned seed = 0; seed < 4; ++seed) {
                const std::vector<Real> x = logits<Real>(size, static_cast<Real>(spread), seed);
                const std::vector<Real> y = values_at(table, {}, x);
                const std::vector<long double> truth = definition(x);
                for (std::size_t i = 0; i < size; ++i) {
                    worst = std::fmax(worst, error_in_ulp(y[i], truth[i]));
                }
            }
        }
    }
    return worst;
}

TEST(Softmax, EveryVariantKeepsTheDeclaredBound) {
    for (const std::uint32_t isa : runnable_isas()) {
        const glia_activation_t& table = activation("softmax", isa);
        const long double worst = worst_error<float>(table);
        EXPECT_LE(worst, table.max_error_ulp) << table.variant;
        RecordProperty(std::string("ulp_") + table.variant, std::to_string(worst));
    }
}

TEST(Softmax, InDoublePrecisionIsWithinFourUlp) {
    const long double worst = worst_error<double>(activation("softmax", GLIA_ISA_BASELINE));
    EXPECT_LE(worst, 4);
    RecordProperty("ulp_double", std::to_string(worst));
}

TEST(Softmax, GivesThePublishedFigures) {
    // softmax(1, 2, 3, 4, 1, 2, 3), the usual textbook example.
    const std::vector<double> y =
        values_at<double>(activation("softmax", GLIA_ISA_BASELINE), {}, {1, 2, 3, 4, 1, 2, 3});
    const double expected[] = {0.02364054302159139, 0.06426165851049616, 0.17468129859572226, 0.47483299974438037,
                               0.02364054302159139, 0.06426165851049616, 0.17468129859572226};
    for (std::size_t i = 0; i < y.size(); ++i) {
        EXPECT_NEAR(expected[i], y[i], 1e-15);
    }
}

TEST(Softmax, SumsToOneWhateverTheLogits) {
    for (const std::uint32_t isa : runnable_isas()) {
        for (const float spread : {1.0f, 100.0f, 1e38f}) {
            double sum = 0;
            for (const float y : values_at(activation("softmax", isa), {}, logits<float>(777, spread, 5))) {
                sum += static_cast<double>(y);
            }
            EXPECT_NEAR(1, sum, 1e-6);
        }
    }
}

TEST(Softmax, OfInfinitiesIsTheLimitOfEqualLogits) {
    for (const std::uint32_t isa : runnable_isas()) {
        const glia_activation_t& table = activation("softmax", isa);
        EXPECT_EQ((std::vector<float>{0, 1, 0}), values_at<float>(table, {}, {-1, inf, 3e38f}));
        EXPECT_EQ((std::vector<float>{0.5f, 0, 0.5f, 0}), values_at<float>(table, {}, {inf, 5, inf, -inf}));
        EXPECT_EQ((std::vector<float>{0, 0.5f, 0.5f}), values_at<float>(table, {}, {-inf, 7, 7}));
        for (const std::size_t size : {1u, 5u, 16u, 23u}) {
            const std::vector<float> uniform(size, 1.0f / static_cast<float>(size));
            EXPECT_EQ(uniform, values_at(table, {}, std::vector<float>(size, -inf)));
            EXPECT_EQ(uniform, values_at(table, {}, std::vector<float>(size, inf)));
        }
    }
}

TEST(Softmax, NotANumberTakesItsWholeRowAndNoOther) {
    for (const std::uint32_t isa : runnable_isas()) {
        for (const std::size_t cols : {2u, 10u, 16u, 40u}) {
            std::vector<float> x(3 * cols, 1.0f);
            x[2 * cols - 1] = nan;
            x[cols] = inf;
            std::vector<float> y(x.size());
            forward(activation("softmax", isa), {}, 3, cols, x.data(), y.data());
            for (std::size_t i = 0; i < x.size(); ++i) {
                EXPECT_EQ(i / cols == 1, std::isnan(y[i])) << i;
            }
        }
    }
}

// sum_i dy_i y_i as a function of the logits, whose gradient backward gives.
long double objective(const std::vector<double>& x, const std::vector<double>& dy) {
    const std::vector<long double> y = definition(x);
    long double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        sum += y[i] * static_cast<long double>(dy[i]);
    }
    return sum;
}

TEST(Softmax, GradientIsTheTransposedJacobianTimesTheOneThatArrives) {
    constexpr double h = 0x1p-14;
    for (const std::size_t size : {1u, 2u, 7u, 16u, 19u}) {
        const std::vector<double> x = logits<double>(size, 2, 11);
        const std::vector<double> dy = logits<double>(size, 1, 12);
        const glia_activation_t& table = activation("softmax", GLIA_ISA_BASELINE);
        const std::vector<double> y = values_at(table, {}, x);
        std::vector<double> dx(size);
        backward(table, {}, 1, size, x.data(), y.data(), dy.data(), dx.data());
        for (std::size_t i = 0; i < size; ++i) {
            std::vector<double> above = x;
            std::vector<double> below = x;
            above[i] += h;
            below[i] -= h;
            const long double width = static_cast<long double>(above[i]) - static_cast<long double>(below[i]);
            const long double truth = (objective(above, dy) - objective(below, dy)) / width;
            EXPECT_NEAR(static_cast<double>(truth), dx[i], 1e-8) << size << " columns, at " << i;
        }
    }
}

TEST(Softmax, GradientInSinglePrecisionIsThatInDoubleForEveryVariant) {
    for (const std::uint32_t isa : runnable_isas()) {
        const glia_activation_t& table = activation("softmax", isa);
        for (const std::size_t size : {1u, 7u, 16u, 19u, 1000u}) {
            const std::vector<float> x = logits<float>(size, 2, 11);
            const std::vector<float> dy = logits<float>(size, 1, 12);
            const std::vector<double> wide_x(x.begin(), x.end());
            const std::vector<double> wide_dy(dy.begin(), dy.end());
            const std::vector<float> y = values_at(table, {}, x);
            const std::vector<double> wide_y = values_at(table, {}, wide_x);
            std::vector<float> dx(size);
            std::vector<double> wide_dx(size);
            backward(table, {}, 1, size, x.data(), y.data(), dy.data(), dx.data());
            backward(table, {}, 1, size, wide_x.data(), wide_y.data(), wide_dy.data(), wide_dx.data());
            for (std::size_t i = 0; i < size; ++i) {
                EXPECT_NEAR(wide_dx[i], static_cast<double>(dx[i]), 1e-6) << size << " columns, at " << i;
            }
        }
    }
}

}  // namespace
}  // namespace glia::test
