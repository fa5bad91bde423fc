#include "core/data/split.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/special_numbers.hpp"
#include "core/data/numbered_rows.hpp"

namespace glia::test {
namespace {

std::set<std::int32_t> groups_in(const Dataset& part, const std::vector<std::int32_t>& groups) {
    std::set<std::int32_t> found;
    for (const std::size_t row : row_numbers(part)) found.insert(groups[row]);
    return found;
}

// Thirty groups of 1 to 30 rows, none of which stand together, with numbers of either sign.
std::vector<std::int32_t> triangular_groups() {
    std::vector<std::int32_t> groups;
    for (std::int32_t least = 1; least <= 30; ++least) {
        for (std::int32_t group = least; group <= 30; ++group) groups.push_back(group * 1000 - 15000);
    }
    return groups;
}

TEST(SplitGroups, NeverPartsAGroup) {
    const std::vector<std::int32_t> groups = triangular_groups();
    const Dataset dataset = numbered_rows(groups.size());
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Split parts = split_groups(dataset, 0.3, groups, seed);
        std::vector<std::int32_t> common;
        std::ranges::set_intersection(groups_in(parts.first, groups), groups_in(parts.second, groups),
                                      std::back_inserter(common));
        EXPECT_TRUE(common.empty());
        std::vector<std::size_t> all = row_numbers(parts.first);
        const std::vector<std::size_t> second = row_numbers(parts.second);
        EXPECT_TRUE(std::ranges::is_sorted(all));
        EXPECT_TRUE(std::ranges::is_sorted(second));
        all.insert(all.end(), second.begin(), second.end());
        std::ranges::sort(all);
        EXPECT_EQ(all, row_numbers(dataset));
    }
}

TEST(SplitGroups, ComesNearTheFraction) {
    const std::vector<std::int32_t> groups = triangular_groups();
    const Dataset dataset = numbered_rows(groups.size());
    for (const double fraction : {0.0, 0.1, 0.25, 0.5, 0.9, 1.0}) {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const double wanted = std::round(fraction * static_cast<double>(groups.size()));
            const auto given = static_cast<double>(split_groups(dataset, fraction, groups, seed).second.rows());
            // What is missing is at most half of any group that is left out, and what is too much at most half of the
            // last that was taken; the largest has 30 rows.
            EXPECT_NEAR(given, wanted, fraction == 0 || fraction == 1 ? 0 : 15) << fraction;
        }
    }
}

TEST(SplitGroups, DependsOnTheSeedAlone) {
    const std::vector<std::int32_t> groups = triangular_groups();
    const Dataset dataset = numbered_rows(groups.size());
    const auto second = [&](std::uint64_t seed) {
        return row_numbers(split_groups(dataset, 0.3, groups, seed).second);
    };
    EXPECT_EQ(second(3), second(3));
    EXPECT_NE(second(3), second(4));
}

TEST(SplitTime, GivesTheLastRows) {
    const Split parts = split_time(numbered_rows(10), 0.25);
    EXPECT_EQ(row_numbers(parts.first), (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(row_numbers(parts.second), (std::vector<std::size_t>{7, 8, 9}));
    EXPECT_EQ(split_time(numbered_rows(10), 0).second.rows(), 0u);
    EXPECT_EQ(split_time(numbered_rows(10), 1).first.rows(), 0u);
    EXPECT_EQ(split_time(numbered_rows(0), 0.5).first.rows(), 0u);
}

TEST(SortRows, PutsRowsInTheOrderOfTheirKeysAndKeepsEqualOnes) {
    const std::vector<double> keys = {3, -1, infinity, 3, 0, -infinity, 3};
    const std::vector<std::size_t> expected = {5, 1, 4, 0, 3, 6, 2};
    EXPECT_EQ(row_numbers(sort_rows(numbered_rows(7), keys)), expected);
}

TEST(Splits, KeepTheWeightsOfRows) {
    const Dataset dataset = numbered_rows(4).with_weights({0, 10, 20, 30});
    const std::vector<std::int32_t> groups = {1, 2, 1, 2};
    for (const Dataset& part :
         {split_time(dataset, 0.5).second, split_groups(dataset, 0.5, groups, 1).first,
          split_groups(dataset, 0.5, groups, 1).second, sort_rows(dataset, std::vector<double>{3, 2, 1, 0})}) {
        ASSERT_GT(part.rows(), 0u);
        for (std::size_t i = 0; i < part.rows(); ++i) EXPECT_EQ(part.weight(i), 10 * *part.x(i));
    }
}

template <class Call>
std::string refusal(Call&& call) {
    try {
        call();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT);
        return e.what();
    }
    return "accepted";
}

TEST(Splits, SayWhatIsWrong) {
    const Dataset dataset = numbered_rows(3);
    const std::vector<std::int32_t> groups = {1, 2, 3};
    for (const double bad : {-0.1, 1.1, std::nan("")}) {
        EXPECT_NE(refusal([&] { split_time(dataset, bad); }).find("it must be from 0 to 1"), std::string::npos);
        EXPECT_NE(refusal([&] { split_groups(dataset, bad, groups, 1); }).find("from 0 to 1"), std::string::npos);
    }
    EXPECT_EQ(refusal([&] { split_groups(dataset, 0.5, Groups(groups).first(2), 1); }),
              "there are 2 groups; the data set has 3 rows, and each needs the number of its group");
    EXPECT_EQ(refusal([&] {
                  sort_rows(dataset, std::vector<double>{1, 2});
              }),
              "there are 2 keys; the data set has 3 rows, and each needs one");
    EXPECT_EQ(refusal([&] {
                  sort_rows(dataset, std::vector<double>{1, std::nan(""), 2});
              }),
              "keys: row 1 (from 0) is nan, which stands in no order");
}

}  // namespace
}  // namespace glia::test
