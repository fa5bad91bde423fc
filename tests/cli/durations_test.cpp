// The histogram behind glia bench, beside the same figures of sorted samples.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "cli/durations.hpp"

namespace glia::test {
namespace {

using cli::Durations;

Durations histogram(const std::vector<std::int64_t>& samples) {
    Durations durations;
    for (const std::int64_t each : samples) durations.add(Durations::Nanoseconds(each));
    return durations;
}

std::int64_t nearest_rank(const std::vector<std::int64_t>& sorted, double share) {
    const double rank = std::ceil(share * static_cast<double>(sorted.size()));
    return sorted[rank < 1 ? 0 : static_cast<std::size_t>(rank) - 1];
}

constexpr double shares[] = {0, 0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 0.9999, 1};

TEST(Durations, PercentilesAreWithinFourThousandths) {
    std::mt19937_64 random(1);
    // Calls of 300 ns with a tail, and anything from 1 ns to an hour.
    std::lognormal_distribution<double> calls(std::log(300.0), 1.5);
    std::uniform_real_distribution<double> logarithms(0, std::log(3.6e12));
    std::vector<std::int64_t> alike;
    std::vector<std::int64_t> all_sizes;
    for (int i = 0; i < 100'000; ++i) {
        alike.push_back(static_cast<std::int64_t>(calls(random)));
        all_sizes.push_back(static_cast<std::int64_t>(std::exp(logarithms(random))));
    }
    for (std::vector<std::int64_t> samples : {alike, all_sizes}) {
        const Durations durations = histogram(samples);
        std::sort(samples.begin(), samples.end());
        for (const double share : shares) {
            const auto expected = static_cast<double>(nearest_rank(samples, share));
            const auto found = static_cast<double>(durations.percentile(share).count());
            EXPECT_NEAR(found, expected, 0.004 * expected) << share;
            if (expected < 256) {
                EXPECT_EQ(found, expected) << share;
            }
        }
    }
}

TEST(Durations, EveryDurationIsFoundAgain) {
    for (std::int64_t octave = 1; octave < std::int64_t{1} << 43; octave *= 2) {
        for (const std::int64_t each : {octave - 1, octave, octave + 1, octave + octave / 3, 2 * octave - 1}) {
            Durations durations = histogram({each});
            durations.add(Durations::Nanoseconds(0));  // so that the exact most and least do not help
            durations.add(Durations::Nanoseconds(std::int64_t{1} << 50));
            const auto found = static_cast<double>(durations.percentile(0.5).count());
            EXPECT_NEAR(found, static_cast<double>(each), 0.004 * static_cast<double>(each));
        }
    }
}

TEST(Durations, AllCountHoweverMany) {
    // The last calls are what the 99.9th percentile is made of: none may be left out after many.
    constexpr std::size_t many = 3'000'000;
    Durations durations;
    for (std::size_t i = 0; i < many; ++i) durations.add(Durations::Nanoseconds(i < many - many / 500 ? 100 : 1'000));
    EXPECT_EQ(durations.count(), many);
    EXPECT_EQ(durations.percentile(0.99).count(), 100);
    EXPECT_NEAR(static_cast<double>(durations.percentile(0.999).count()), 1'000, 4);
}

TEST(Durations, LeastMostAndMeanAreExact) {
    const std::vector<std::int64_t> samples = {1'234'567, 98'765'431, 3, 77'777};
    const Durations durations = histogram(samples);
    const double sum = static_cast<double>(std::accumulate(samples.begin(), samples.end(), std::int64_t{0}));
    EXPECT_EQ(durations.least().count(), 3);
    EXPECT_EQ(durations.most().count(), 98'765'431);
    EXPECT_DOUBLE_EQ(durations.mean(), sum / 4 * 1e-9);
    EXPECT_EQ(durations.percentile(1), durations.most());
}

TEST(Durations, OfSeveralThreadsAreThoseOfAll) {
    Durations some = histogram({10, 20, 5'000});
    some.add(histogram({7, 1'000'000}));
    some.add(Durations());
    const Durations all = histogram({10, 20, 5'000, 7, 1'000'000});
    EXPECT_EQ(some.count(), 5U);
    EXPECT_EQ(some.least().count(), 7);
    EXPECT_EQ(some.most().count(), 1'000'000);
    EXPECT_DOUBLE_EQ(some.mean(), all.mean());
    for (const double share : shares) EXPECT_EQ(some.percentile(share), all.percentile(share)) << share;
}

TEST(Durations, OfNoCallAreZero) {
    const Durations none;
    EXPECT_EQ(none.count(), 0U);
    EXPECT_EQ(none.least().count(), 0);
    EXPECT_EQ(none.most().count(), 0);
    EXPECT_EQ(none.mean(), 0);
    EXPECT_EQ(none.percentile(0.5).count(), 0);
}

TEST(Durations, BeyondTheLargestCountAsLongest) {
    const Durations durations = histogram({-5, std::int64_t{1} << 50});  // a clock may be set back
    EXPECT_EQ(durations.least().count(), 0);
    EXPECT_EQ(durations.most().count(), std::int64_t{1} << 50);
    EXPECT_GE(durations.percentile(1).count(), (std::int64_t{1} << 43) / 256 * 255);
}

}  // namespace
}  // namespace glia::test
