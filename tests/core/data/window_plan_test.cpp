#include "core/data/window_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "core/rng.hpp"

namespace glia {
namespace {

using Numbers = std::vector<std::size_t>;

EpochOrder shuffled(std::uint64_t seed = 7, std::uint32_t epoch = 3) {
    return {.shuffle = true, .seed = seed, .epoch = epoch, .batch = 1, .first_row = 0};
}

Numbers counted(std::size_t rows) {
    Numbers numbers(rows);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    return numbers;
}

// Rows of the source in the order in which a pass uses them.
Numbers order_of(const WindowPlan& plan) {
    Numbers order;
    for (std::size_t k = 0; k < plan.windows(); ++k) {
        Numbers window;
        for (const RowRun& run : plan.runs(k)) {
            for (std::size_t i = 0; i < run.rows; ++i) window.push_back(run.first + i);
        }
        const Numbers permutation = plan.permutation(k);
        if (permutation.empty()) order.insert(order.end(), window.begin(), window.end());
        for (const std::size_t place : permutation) order.push_back(window[place]);
    }
    return order;
}

TEST(WindowPlan, UsesEveryRowOnce) {
    for (const bool seeks : {false, true}) {
        for (const std::size_t rows : {1u, 2u, 63u, 64u, 1000u, 4097u}) {
            for (const std::size_t window : {1u, 2u, 63u, 64u, 65u, 200u, 1000u, 5000u}) {
                Numbers order = order_of(WindowPlan(rows, window, seeks, shuffled()));
                std::sort(order.begin(), order.end());
                EXPECT_EQ(order, counted(rows)) << rows << " rows, windows of " << window << ", seeks: " << seeks;
            }
        }
    }
}

TEST(WindowPlan, KeepsRowsAsTheyStandWithoutShuffling) {
    for (const bool seeks : {false, true}) EXPECT_EQ(order_of(WindowPlan(1000, 64, seeks, {})), counted(1000));
}

TEST(WindowPlan, OrdersAWindowOfAllRowsAsRowsInMemory) {
    Numbers expected = counted(1000);
    Random random(7, RandomUse::shuffle, 3);
    shuffle(expected, random);
    for (const bool seeks : {false, true}) EXPECT_EQ(order_of(WindowPlan(1000, 1000, seeks, shuffled())), expected);
}

TEST(WindowPlan, KeepsARowWithinItsWindowInASequence) {
    const Numbers order = order_of(WindowPlan(1000, 64, false, shuffled()));
    for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i] / 64, i / 64);
}

// Spearman's rank correlation of where a row stands and when it is used: 0 for a perfect shuffle, within a few standard
// deviations of 1 / sqrt(rows).
double correlation(const Numbers& order) {
    const auto n = static_cast<double>(order.size());
    double squares = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double difference = static_cast<double>(i) - static_cast<double>(order[i]);
        squares += difference * difference;
    }
    return 1 - 6 * squares / (n * (n * n - 1));
}

TEST(WindowPlan, MovesRowsAnywhereInBlocks) {
    constexpr std::size_t rows = 100'000;
    EXPECT_GT(correlation(order_of(WindowPlan(rows, 1000, false, shuffled()))), 0.99);
    const double blocks = std::sqrt(rows / 16.0);  // blocks move as one
    for (const std::uint64_t seed : {1u, 2u, 3u}) {
        EXPECT_LT(std::abs(correlation(order_of(WindowPlan(rows, 1000, true, shuffled(seed))))), 5 / blocks);
    }
}

TEST(WindowPlan, DiffersBySeedAndEpochAndWindow) {
    for (const bool seeks : {false, true}) {
        const auto order = [&](std::uint64_t seed, std::uint32_t epoch) {
            return order_of(WindowPlan(1000, 100, seeks, shuffled(seed, epoch)));
        };
        EXPECT_EQ(order(7, 3), order(7, 3));
        EXPECT_NE(order(7, 3), order(8, 3));
        EXPECT_NE(order(7, 3), order(7, 4));
    }
    const WindowPlan plan(1000, 100, false, shuffled());
    EXPECT_NE(plan.permutation(0), plan.permutation(1));
}

TEST(WindowPlan, FindsThePlaceToGoOnFrom) {
    for (const bool seeks : {false, true}) {
        const WindowPlan plan(1000, 130, seeks, shuffled());
        std::size_t before = 0;
        for (std::size_t k = 0; k < plan.windows(); ++k) {
            std::size_t rows = 0;
            for (const RowRun& run : plan.runs(k)) rows += run.rows;
            for (const std::size_t place : {before, before + rows - 1}) {
                EXPECT_EQ(plan.find(place).window, k);
                EXPECT_EQ(plan.find(place).rows_before, before);
            }
            before += rows;
        }
    }
}

}  // namespace
}  // namespace glia
