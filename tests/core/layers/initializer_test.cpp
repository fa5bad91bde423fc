#include "core/layers/initializer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/error.hpp"

namespace glia {
namespace {

constexpr Fan fan = {300, 200};

std::vector<double> fill(const char* spec, Fan shape = fan, std::uint64_t seed = 1) {
    std::vector<double> values(shape.in * shape.out);
    Random random(seed, RandomUse::initialize);
    Initializer(spec).fill(std::span(values), shape, random);
    return values;
}

double variance(const std::vector<double>& values) {
    const auto n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double sum = 0;
    for (const double value : values) sum += (value - mean) * (value - mean);
    return sum / n;
}

// 60,000 draws: the variance of a sample is known to about 1 %.
constexpr double tolerance = 0.02;

TEST(Initializer, HasTheVarianceOfItsPaper) {
    struct Row {
        const char* spec;
        double variance;
    };
    for (const Row& row : {Row{"glorot_uniform", 2.0 / 500}, Row{"glorot_normal", 2.0 / 500},
                           Row{"he_uniform", 2.0 / 300}, Row{"he_normal", 2.0 / 300}, Row{"lecun_normal", 1.0 / 300},
                           Row{"normal(std=0.5)", 0.25}, Row{"uniform(limit=3)", 3.0}}) {
        EXPECT_NEAR(variance(fill(row.spec)) / row.variance, 1, tolerance) << row.spec;
    }
}

TEST(Initializer, KeepsUniformDrawsWithinTheirLimit) {
    const std::vector<double> values = fill("he_uniform");
    const double limit = std::sqrt(6.0 / 300);
    EXPECT_LE(*std::max_element(values.begin(), values.end()), limit);
    EXPECT_GE(*std::min_element(values.begin(), values.end()), -limit);
    EXPECT_GT(*std::max_element(values.begin(), values.end()), 0.99 * limit);
}

TEST(Initializer, FillsConstants) {
    EXPECT_EQ(fill("zeros", {2, 3}), std::vector<double>(6, 0));
    EXPECT_EQ(fill("constant(value=0.5)", {2, 3}), std::vector<double>(6, 0.5));
}

TEST(Initializer, MakesOrthonormalRowsOrColumns) {
    for (const Fan shape : {Fan{5, 3}, Fan{3, 5}, Fan{4, 4}, Fan{1, 1}}) {
        const std::vector<double> w = fill("orthogonal(gain=2)", shape);
        const bool wide = shape.out <= shape.in;
        const std::size_t vectors = wide ? shape.out : shape.in;
        const std::size_t length = wide ? shape.in : shape.out;
        const auto element = [&](std::size_t v, std::size_t i) {
            return wide ? w[v * shape.in + i] : w[i * shape.in + v];
        };
        for (std::size_t a = 0; a < vectors; ++a) {
            for (std::size_t b = 0; b < vectors; ++b) {
                double dot = 0;
                for (std::size_t i = 0; i < length; ++i) dot += element(a, i) * element(b, i);
                EXPECT_NEAR(dot, a == b ? 4 : 0, 1e-12);
            }
        }
    }
}

TEST(Initializer, DrawsTheSameForFloatAndDouble) {
    std::vector<float> values(fan.in * fan.out);
    Random random(1, RandomUse::initialize);
    Initializer("he_normal").fill(std::span(values), fan, random);
    const std::vector<double> wide = fill("he_normal");
    for (std::size_t i = 0; i < values.size(); ++i) ASSERT_EQ(values[i], static_cast<float>(wide[i]));
}

TEST(Initializer, DependsOnTheSeedAlone) {
    EXPECT_EQ(fill("he_normal", fan, 3), fill("he_normal", fan, 3));
    EXPECT_NE(fill("he_normal", fan, 3), fill("he_normal", fan, 4));
}

TEST(Initializer, RefusesWhatItDoesNotKnow) {
    EXPECT_THROW(Initializer("he"), Error);
    EXPECT_THROW(Initializer("normal(std=-1)"), Error);
    EXPECT_THROW(Initializer("zeros(value=1)"), Error);
    EXPECT_TRUE(Initializer("auto").is_auto());
}

}  // namespace
}  // namespace glia
