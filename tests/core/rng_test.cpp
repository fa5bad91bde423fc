#include "core/rng.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace glia {
namespace {

using Words = std::array<std::uint32_t, 4>;

// Philox 4x32-10 from the formulas of the publication (Salmon et al., 2011, section 3.3), written for this test.
Words philox(Words c, std::array<std::uint32_t, 2> key) {
    constexpr std::uint64_t multiplier0 = 0xD2511F53;
    constexpr std::uint64_t multiplier1 = 0xCD9E8D57;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = multiplier0 * c[0];
        const std::uint64_t p1 = multiplier1 * c[2];
        c = {static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ key[0], static_cast<std::uint32_t>(p1),
             static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ key[1], static_cast<std::uint32_t>(p0)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return c;
}

// The known answers that the authors publish with their library.
TEST(Philox, ReferenceGivesThePublishedVectors) {
    constexpr std::uint32_t ones = 0xffffffff;
    EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    EXPECT_EQ(philox({ones, ones, ones, ones}, {ones, ones}), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
              (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, StartsWithThePublishedVectorOfCounterAndKeyZero) {
    Random random(0, RandomUse{0});
    EXPECT_EQ(random.bits(), 0x6627e8d5u);
    EXPECT_EQ(random.bits(), 0xe169c58du);
    EXPECT_EQ(random.bits(), 0xbc57ac4cu);
    EXPECT_EQ(random.bits(), 0x9b00dbd8u);
}

TEST(Random, CountsBlocksUnderSeedUseAndIndex) {
    Random random(0x0123456789abcdef, RandomUse::dropout, 77);
    for (std::uint32_t block = 0; block < 100; ++block) {
        for (const std::uint32_t word : philox({block, 0, 4, 77}, {0x89abcdef, 0x01234567})) {
            ASSERT_EQ(random.bits(), word) << "block " << block;
        }
    }
}

TEST(Random, DiffersBySeedUseAndIndex) {
    const std::uint32_t first = Random(1, RandomUse::shuffle, 1).bits();
    EXPECT_EQ(Random(1, RandomUse::shuffle, 1).bits(), first);
    EXPECT_NE(Random(2, RandomUse::shuffle, 1).bits(), first);
    EXPECT_NE(Random(1, RandomUse::split, 1).bits(), first);
    EXPECT_NE(Random(1, RandomUse::shuffle, 2).bits(), first);
}

constexpr int draws = 200000;

// Tolerances are five standard errors of each moment: 5 sqrt(variance of the estimate / draws).
double five_errors(double variance) {
    return 5 * std::sqrt(variance / draws);
}

TEST(Random, UniformHasTheMomentsOfTheUnitInterval) {
    Random random(1, RandomUse::initialize);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; ++i) {
        const double u = random.uniform();
        ASSERT_GE(u, 0);
        ASSERT_LT(u, 1);
        sum += u;
        squares += (u - 0.5) * (u - 0.5);
    }
    EXPECT_NEAR(sum / draws, 0.5, five_errors(1.0 / 12));
    EXPECT_NEAR(squares / draws, 1.0 / 12, five_errors(1.0 / 80 - 1.0 / 144));
}

TEST(Random, UniformFillsEveryTenthEvenly) {
    Random random(2, RandomUse::initialize);
    std::array<int, 10> counts{};
    for (int i = 0; i < draws; ++i) ++counts[static_cast<std::size_t>(random.uniform() * 10)];
    for (const int count : counts) EXPECT_NEAR(count / double{draws}, 0.1, five_errors(0.09));
}

TEST(Random, NormalHasTheMomentsOfTheStandardNormal) {
    Random random(3, RandomUse::initialize);
    double moments[5] = {};
    double products = 0;
    double before = 0;
    for (int i = 0; i < draws; ++i) {
        const double z = random.normal();
        ASSERT_TRUE(std::isfinite(z));
        for (int k = 1; k <= 4; ++k) moments[k] += std::pow(z, k) / draws;
        products += z * before / draws;
        before = z;
    }
    EXPECT_NEAR(moments[1], 0, five_errors(1));
    EXPECT_NEAR(moments[2], 1, five_errors(2));
    EXPECT_NEAR(moments[3], 0, five_errors(15));
    EXPECT_NEAR(moments[4], 3, five_errors(96));
    EXPECT_NEAR(products, 0, five_errors(1)) << "neighbours, which come from one pair, must not be correlated";
}

TEST(Random, BelowIsEvenAndStaysBelow) {
    Random random(4, RandomUse::shuffle);
    std::array<int, 7> counts{};
    for (int i = 0; i < draws; ++i) {
        const std::uint64_t value = random.below(7);
        ASSERT_LT(value, 7u);
        ++counts[value];
    }
    for (const int count : counts) EXPECT_NEAR(count / double{draws}, 1.0 / 7, five_errors(6.0 / 49));
}

TEST(Random, BelowIsUnbiasedForABoundOfThreeQuartersOfTheRange) {
    // Without rejection, some values come twice as often: by remainder those of the lower third, by multiplication
    // those that 3 divides.
    constexpr std::uint64_t bound = std::uint64_t{3} << 62;
    Random random(5, RandomUse::shuffle);
    std::array<int, 3> thirds{};
    std::array<int, 3> remainders{};
    for (int i = 0; i < draws; ++i) {
        const std::uint64_t value = random.below(bound);
        ++thirds[value >> 62];
        ++remainders[value % 3];
    }
    for (const int count : thirds) EXPECT_NEAR(count / double{draws}, 1.0 / 3, five_errors(2.0 / 9));
    for (const int count : remainders) EXPECT_NEAR(count / double{draws}, 1.0 / 3, five_errors(2.0 / 9));
}

TEST(Random, BelowOneIsZero) {
    Random random(6, RandomUse::shuffle);
    for (int i = 0; i < 10; ++i) EXPECT_EQ(random.below(1), 0u);
}

std::vector<std::size_t> shuffled(std::size_t size, std::uint64_t seed) {
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(seed, RandomUse::shuffle);
    shuffle(order, random);
    return order;
}

// From a separate implementation of Philox, Lemire's method and Durstenfeld's in Python. It never changes: users rely
// on a seed to give the same order in every version.
TEST(Shuffle, GivesThePinnedOrder) {
    EXPECT_EQ(shuffled(12, 42), (std::vector<std::size_t>{8, 2, 10, 7, 1, 0, 3, 9, 6, 5, 11, 4}));
}

TEST(Shuffle, LeavesNothingAndOneAlone) {
    EXPECT_TRUE(shuffled(0, 1).empty());
    EXPECT_EQ(shuffled(1, 1), std::vector<std::size_t>{0});
}

TEST(Shuffle, PutsEveryElementInEveryPlaceEquallyOften) {
    constexpr std::size_t size = 5;
    constexpr int times = 20000;
    int counts[size][size] = {};
    for (int seed = 0; seed < times; ++seed) {
        const std::vector<std::size_t> order = shuffled(size, static_cast<std::uint64_t>(seed));
        for (std::size_t place = 0; place < size; ++place) ++counts[place][order[place]];
    }
    const double tolerance = 5 * std::sqrt(0.2 * 0.8 / times);
    for (const auto& place : counts) {
        for (const int count : place) EXPECT_NEAR(count / double{times}, 0.2, tolerance);
    }
}

}  // namespace
}  // namespace glia
