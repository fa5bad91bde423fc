// softmin, log_softmax and sparsemax, by their definitions; softmax has tests of its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "plugins/loaded_plugin.hpp"
#include "plugins/ulp.hpp"

namespace glia::test {
namespace {

constexpr float inf = std::numeric_limits<float>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

using Row = std::vector<long double>;

struct RowFunction {
    const char* name;
    Row (*of)(Row x);
};

void PrintTo(const RowFunction& function, std::ostream* out) {
    *out << function.name;
}

Row softmin(Row x) {
    const long double least = *std::ranges::min_element(x);
    long double sum = 0;
    for (long double& each : x) sum += each = std::exp(least - each);
    for (long double& each : x) each /= sum;
    return x;
}

// The terms are added from the smallest, so that little is lost of those that make the difference.
Row log_softmax(Row x) {
    Row sorted = x;
    std::ranges::sort(sorted);
    const long double greatest = sorted.back();
    long double others = 0;
    for (std::size_t i = 0; i + 1 < sorted.size(); ++i) others += std::exp(sorted[i] - greatest);
    for (long double& each : x) each = each - greatest - std::log1p(others);
    return x;
}

// Martins and Astudillo, algorithm 1: by sorting, which the kernels do without.
Row sparsemax(Row x) {
    const long double greatest = *std::ranges::max_element(x);
    for (long double& each : x) each -= greatest;
    Row sorted = x;
    std::ranges::sort(sorted, std::greater());
    long double sum = 0;
    long double threshold = 0;
    for (std::size_t k = 0; k < sorted.size() && 1 + static_cast<long double>(k + 1) * sorted[k] > sum + sorted[k];
         ++k) {
        sum += sorted[k];
        threshold = (sum - 1) / static_cast<long double>(k + 1);
    }
    for (long double& each : x) each = std::max(each - threshold, 0.0L);
    return x;
}

template <class Real>
std::vector<Real> normal_numbers(std::size_t size, double spread, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<Real> normal(0, static_cast<Real>(spread));
    std::vector<Real> x(size);
    for (Real& value : x) value = normal(random);
    return x;
}

class RowWise : public testing::TestWithParam<RowFunction> {
 protected:
    template <class Real>
    static Row truth(const std::vector<Real>& x) {
        return GetParam().of(Row(x.begin(), x.end()));
    }

    // A share so small that it is the difference of others' roundings is right in the end of theirs.
    template <class Real>
    static long double worst_error(const glia_activation_t& table) {
        const long double negligible = sizeof(Real) == sizeof(float) ? 0x1p-50L : 0x1p-60L;
        long double worst = 0;
        for (const std::size_t size : {1u, 2u, 3u, 10u, 16u, 17u, 100u, 3000u}) {
            for (const double spread : {0.01, 1.0, 5.0, 40.0, 1e4, 1e30}) {
                for (unsigned seed = 0; seed < 3; ++seed) {
                    const std::vector<Real> x = normal_numbers<Real>(size, spread, seed);
                    const std::vector<Real> y = values_at(table, {}, x);
                    const Row expected = truth(x);
                    for (std::size_t i = 0; i < size; ++i) {
                        if (std::fabs(static_cast<long double>(y[i]) - expected[i]) < negligible) continue;
                        worst = std::max(worst, error_in_ulp(y[i], expected[i]));
                    }
                }
            }
        }
        return worst;
    }
};

TEST_P(RowWise, EveryVariantKeepsTheDeclaredBound) {
    for (const std::uint32_t isa : runnable_isas()) {
        const glia_activation_t& table = activation(GetParam().name, isa);
        const long double worst = worst_error<float>(table);
        EXPECT_LE(worst, table.max_error_ulp) << table.variant;
        RecordProperty(std::string("ulp_") + table.variant, std::to_string(worst));
    }
}

TEST_P(RowWise, InDoublePrecisionIsWithinFourUlp) {
    EXPECT_LE(worst_error<double>(activation(GetParam().name, GLIA_ISA_BASELINE)), 4);
}

TEST_P(RowWise, GradientIsTheTransposedJacobianTimesTheOneThatArrives) {
    constexpr double h = 0x1p-16;
    const glia_activation_t& table = activation(GetParam().name, GLIA_ISA_BASELINE);
    for (const std::size_t size : {1u, 2u, 7u, 16u, 19u}) {
        const std::vector<double> x = normal_numbers<double>(size, 0.7, 11);
        const std::vector<double> dy = normal_numbers<double>(size, 1, 12);
        const std::vector<double> y = values_at(table, {}, x);
        std::vector<double> dx(size);
        backward(table, {}, 1, size, x.data(), y.data(), dy.data(), dx.data());
        const auto objective = [&](const std::vector<double>& at) {
            const Row values = truth(at);
            long double sum = 0;
            for (std::size_t i = 0; i < size; ++i) sum += values[i] * static_cast<long double>(dy[i]);
            return sum;
        };
        for (std::size_t i = 0; i < size; ++i) {
            std::vector<double> above = x;
            std::vector<double> below = x;
            above[i] += h;
            below[i] -= h;
            const long double width = static_cast<long double>(above[i]) - static_cast<long double>(below[i]);
            const long double slope = (objective(above) - objective(below)) / width;
            EXPECT_NEAR(static_cast<double>(slope), dx[i], 1e-8) << size << " columns, at " << i;
        }
    }
}

TEST_P(RowWise, GradientInSinglePrecisionIsThatInDoubleForEveryVariant) {
    for (const std::uint32_t isa : runnable_isas()) {
        const glia_activation_t& table = activation(GetParam().name, isa);
        for (const std::size_t size : {1u, 7u, 16u, 19u, 1000u}) {
            const std::vector<float> y = values_at(table, {}, normal_numbers<float>(size, 2, 11));
            const std::vector<float> dy = normal_numbers<float>(size, 1, 12);
            const std::vector<double> wide_y(y.begin(), y.end());
            const std::vector<double> wide_dy(dy.begin(), dy.end());
            std::vector<float> dx(size);
            std::vector<double> wide_dx(size);
            backward(table, {}, 1, size, y.data(), y.data(), dy.data(), dx.data());
            backward(table, {}, 1, size, wide_y.data(), wide_y.data(), wide_dy.data(), wide_dx.data());
            for (std::size_t i = 0; i < size; ++i) {
                EXPECT_NEAR(wide_dx[i], static_cast<double>(dx[i]), 1e-5) << size << " columns, at " << i;
            }
        }
    }
}

TEST_P(RowWise, NotANumberTakesItsWholeRowAndNoOther) {
    for (const std::uint32_t isa : runnable_isas()) {
        for (const std::size_t cols : {2u, 10u, 16u, 40u}) {
            std::vector<float> x(3 * cols, 1.0f);
            x[2 * cols - 1] = nan;
            x[cols] = 5;
            std::vector<float> y(x.size());
            forward(activation(GetParam().name, isa), {}, 3, cols, x.data(), y.data());
            for (std::size_t i = 0; i < x.size(); ++i) {
                EXPECT_EQ(i / cols == 1, std::isnan(y[i])) << i << " of rows of " << cols;
            }
        }
    }
}

struct Infinities {
    const char* name;
    std::vector<float> x;
    std::vector<float> y;
};

TEST(RowWiseFunction, OfInfinitiesIsTheLimitOfEqualLogits) {
    const float log_half = std::log(0.5f);
    const std::vector<Infinities> table{
        {"softmin", {1, -inf, -3e38f}, {0, 1, 0}},
        {"softmin", {-inf, 5, -inf, inf}, {0.5f, 0, 0.5f, 0}},
        {"softmin", {inf, inf}, {0.5f, 0.5f}},
        {"log_softmax", {-1, inf, 3e38f}, {-inf, 0, -inf}},
        {"log_softmax", {inf, 5, inf, -inf}, {log_half, -inf, log_half, -inf}},
        {"log_softmax", {-inf, -inf}, {log_half, log_half}},
        {"sparsemax", {-1, inf, 3e38f}, {0, 1, 0}},
        {"sparsemax", {inf, 5, inf, -inf}, {0.5f, 0, 0.5f, 0}},
        {"sparsemax", {-inf, -inf, -inf, -inf}, {0.25f, 0.25f, 0.25f, 0.25f}},
    };
    for (const std::uint32_t isa : runnable_isas()) {
        for (const Infinities& each : table) {
            EXPECT_EQ(each.y, values_at(activation(each.name, isa), {}, each.x)) << each.name;
        }
    }
}

TEST(RowWiseFunction, LogSoftmaxOfAGreatLogitKeepsWhatTheOthersTakeAway) {
    const std::vector<float> y = values_at<float>(activation("log_softmax", GLIA_ISA_BASELINE), {}, {40, 0});
    EXPECT_LE(error_in_ulp(y[0], -std::log1p(std::exp(-40.0L))), 1);
}

TEST(RowWiseFunction, SparsemaxGivesThePublishedFigures) {
    // On two logits it is a clamp (Martins and Astudillo, section 2.3); and equal logits share the whole.
    const glia_activation_t& table = activation("sparsemax", GLIA_ISA_BASELINE);
    EXPECT_EQ((std::vector<double>{0.75, 0.25}), values_at<double>(table, {}, {0.5, 0}));
    EXPECT_EQ((std::vector<double>{1, 0}), values_at<double>(table, {}, {1, 0}));
    EXPECT_EQ((std::vector<double>{0.25, 0.25, 0.25, 0.25}), values_at<double>(table, {}, {3, 3, 3, 3}));
}

INSTANTIATE_TEST_SUITE_P(StandardSet, RowWise,
                         testing::Values(RowFunction{"softmin", softmin}, RowFunction{"log_softmax", log_softmax},
                                         RowFunction{"sparsemax", sparsemax}),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace glia::test
