#include "core/data/dataset.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/error.hpp"
#include "core/data/numbered_rows.hpp"

namespace glia {
namespace {

using test::numbered_rows;
using test::row_numbers;

std::string refusal(const std::shared_ptr<DatasetRows>& rows) {
    try {
        const Dataset dataset(rows);
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT);
        return e.what();
    }
    return "accepted";
}

std::shared_ptr<DatasetRows> two_by_two(const float* x) {
    auto rows = std::make_shared<DatasetRows>();
    rows->rows = 2;
    rows->features = 2;
    rows->x = {x, 2};
    return rows;
}

constexpr float good[] = {1, 2, 3, 4, 5, 6};

TEST(Dataset, ReadsRowsThroughStrides) {
    auto rows = two_by_two(good);
    rows->x.stride = 3;
    rows->outputs = 1;
    rows->targets = {good + 2, 3};
    const Dataset dataset(rows);
    EXPECT_EQ(dataset.x(1)[0], 4);
    EXPECT_EQ(dataset.targets(0)[0], 3);
    EXPECT_EQ(dataset.targets(1)[0], 6);
    EXPECT_TRUE(dataset.has_targets());
    EXPECT_FALSE(dataset.has_classes());
    EXPECT_FALSE(dataset.contiguous());
}

TEST(Dataset, IsContiguousWhenDenseAndWhole) {
    const Dataset dataset(two_by_two(good));
    EXPECT_TRUE(dataset.contiguous());
    EXPECT_FALSE(Dataset(dataset, {0, 1}).contiguous());
}

constexpr float not_known = std::numeric_limits<float>::quiet_NaN();

TEST(Dataset, HasMissingValuesOnlyWhereTheyAreAllowed) {
    const float x[] = {1, 2, 3, not_known};
    const float infinite[] = {1, not_known, 3, std::numeric_limits<float>::infinity()};
    auto rows = two_by_two(x);
    EXPECT_EQ(refusal(rows), "x: row 1, column 1 (from 0) is nan; every number must be finite");
    rows->missing_allowed = true;
    const Dataset dataset(rows);
    ASSERT_TRUE(dataset.has_missing());
    EXPECT_EQ(dataset.first_missing()->row, 1U);
    EXPECT_EQ(dataset.first_missing()->feature, 1U);
    EXPECT_FALSE(Dataset(dataset, {0, 0}).has_missing());
    EXPECT_EQ(Dataset(dataset, {0, 0, 1}).first_missing()->row, 2U);
    rows = two_by_two(infinite);
    rows->missing_allowed = true;
    EXPECT_EQ(refusal(rows), "x: row 1, column 1 (from 0) is inf; every number must be finite");
}

TEST(Dataset, KnowsTheCategoriesOfAFeature) {
    const float x[] = {1, 2, 0.5F, 0};
    auto rows = two_by_two(x);
    rows->feature_categories = {{}, {"red", "green", "blue"}};
    const Dataset dataset(rows);
    EXPECT_TRUE(dataset.categories(0).empty());
    EXPECT_EQ(dataset.categories(1)[2], "blue");
    EXPECT_TRUE(Dataset(two_by_two(x)).categories(1).empty());
}

TEST(Dataset, GetsCategoriesForSomeOfItsRows) {
    const float x[] = {1, 2, 9, 0};
    const Dataset all(two_by_two(x));
    const Dataset named = Dataset(all, {0}).with_categories(0, {"no", "yes"});
    EXPECT_EQ(named.categories(0)[1], "yes");
    EXPECT_TRUE(named.categories(1).empty());
    EXPECT_EQ(Dataset(named, {0}).categories(0).size(), 2U);
    EXPECT_FALSE(all.has_categories());
    EXPECT_THROW(all.with_categories(0, {"no", "yes"}), Error);
    EXPECT_THROW(all.with_categories(2, {"no", "yes"}), Error);
}

TEST(Dataset, RefusesCategoriesThatDoNotFit) {
    using Categories = std::vector<std::vector<std::string>>;
    const float whole[] = {1, 2, 3, 0};
    const float half[] = {1, 2, 0.5F, 0};
    const float unknown[] = {1, not_known, 0, 0};
    const auto refused = [](const float* x, const Categories& categories) {
        auto rows = two_by_two(x);
        rows->missing_allowed = true;
        rows->feature_categories = categories;
        return refusal(rows);
    };
    EXPECT_EQ(refused(whole, {{"a"}}), "there are categories for 1 features; the data set has 2");
    EXPECT_EQ(refused(whole, {{}, {"a", "a", "b"}}), "category 'a' of feature 1 stands twice");
    EXPECT_EQ(refused(whole, {{}, {"a", "\xff", "b"}}), "category '\\xff' of feature 1 is not UTF-8");
    EXPECT_EQ(refused(whole, {{}, {"a", "b"}}),
              "x: row 0, column 1 (from 0) is 2; with 2 categories it must be a whole number from 0 to 1");
    EXPECT_EQ(refused(half, {{"a", "b"}, {}}),
              "x: row 1, column 0 (from 0) is 0.5; with 2 categories it must be a whole number from 0 to 1");
    EXPECT_EQ(refused(unknown, {{}, {"a"}}), "accepted");
}

TEST(Dataset, NamesFeaturesByHeaderOrIndex) {
    auto rows = two_by_two(good);
    EXPECT_EQ(Dataset(rows).feature_name(1), "1");
    rows->feature_names = {"width", ""};
    EXPECT_EQ(Dataset(rows).feature_name(0), "width");
    EXPECT_EQ(Dataset(rows).feature_name(1), "1");
}

TEST(Dataset, RefusesImpossibleShapes) {
    auto rows = two_by_two(good);
    rows->features = 0;
    EXPECT_EQ(refusal(rows), "features is 0; a row has at least one");
    rows = two_by_two(nullptr);
    EXPECT_EQ(refusal(rows), "x is NULL, but there are 2 rows");
    rows = two_by_two(good);
    rows->x.stride = 1;
    EXPECT_EQ(refusal(rows), "the stride of x is 1; a row has 2 numbers, so it must be at least that");
}

TEST(Dataset, NamesRowAndColumnOfANumberThatIsNotFinite) {
    const float x[] = {1, 2, 3, -std::numeric_limits<float>::infinity()};
    EXPECT_EQ(refusal(two_by_two(x)), "x: row 1, column 1 (from 0) is -inf; every number must be finite");
    auto rows = two_by_two(good);
    const float targets[] = {std::numeric_limits<float>::quiet_NaN(), 0};
    rows->outputs = 1;
    rows->targets = {targets, 1};
    EXPECT_EQ(refusal(rows), "targets: row 0, column 0 (from 0) is nan; every number must be finite");
}

TEST(Dataset, AcceptsTheLargestAndSmallestNumbers) {
    using Limits = std::numeric_limits<float>;
    const float x[] = {Limits::max(), Limits::lowest(), Limits::denorm_min(), -0.0f};
    EXPECT_EQ(refusal(two_by_two(x)), "accepted");
}

TEST(Dataset, NamesTheRowOfAClassOutOfRange) {
    for (const std::int32_t bad : {3, -1}) {
        try {
            numbered_rows(3, {0, 2, bad}, 3);
            FAIL() << "accepted";
        } catch (const Error& e) {
            EXPECT_EQ(e.what(), format("classes: row 2 (from 0) is {}; with 3 classes it must be from 0 to 2", bad));
        }
    }
}

TEST(Dataset, OfNoRowsKeepsItsClasses) {
    const Dataset dataset = numbered_rows(0, {}, 3);
    EXPECT_EQ(dataset.rows(), 0u);
    EXPECT_TRUE(dataset.has_classes());
    EXPECT_EQ(dataset.class_rows(), std::vector<std::size_t>(3));
}

TEST(NumberedClasses, HaveALimit) {
    EXPECT_EQ(numbered_classes(11).back(), "10");
    EXPECT_THROW(numbered_classes(max_classes + 1), Error);
}

// The second part is the five rows that a separate implementation of the shuffle in Python puts first.
TEST(Split, GivesThePinnedRows) {
    const Split parts = split(numbered_rows(20), 0.25, false, 7);
    EXPECT_EQ(row_numbers(parts.second), (std::vector<std::size_t>{0, 6, 9, 12, 14}));
}

TEST(Split, PartsEveryRowOnceInTheOriginalOrder) {
    const Split parts = split(numbered_rows(101), 0.3, false, 1);
    std::vector<std::size_t> all = row_numbers(parts.first);
    const std::vector<std::size_t> second = row_numbers(parts.second);
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
    EXPECT_TRUE(std::is_sorted(second.begin(), second.end()));
    all.insert(all.end(), second.begin(), second.end());
    std::sort(all.begin(), all.end());
    EXPECT_EQ(all, row_numbers(numbered_rows(101)));
}

TEST(Split, RoundsTheNumberOfRows) {
    struct Case {
        std::size_t rows;
        double fraction;
        std::size_t second;
    };
    for (const Case& c : {Case{10, 0, 0},
                          {10, 1, 10},
                          {10, 0.25, 3},
                          {10, 0.24, 2},
                          {1797, 0.2, 359},
                          {1, 0.5, 1},
                          {0, 0.5, 0},
                          {3, 1e-300, 0}}) {
        const Split parts = split(numbered_rows(c.rows), c.fraction, false, 1);
        EXPECT_EQ(parts.second.rows(), c.second) << c.rows << " rows, fraction " << c.fraction;
        EXPECT_EQ(parts.first.rows(), c.rows - c.second);
    }
}

TEST(Split, DependsOnTheSeedAlone) {
    const Dataset dataset = numbered_rows(100);
    EXPECT_EQ(row_numbers(split(dataset, 0.5, false, 3).first), row_numbers(split(dataset, 0.5, false, 3).first));
    EXPECT_NE(row_numbers(split(dataset, 0.5, false, 3).first), row_numbers(split(dataset, 0.5, false, 4).first));
}

std::vector<std::int32_t> classes_of(const std::vector<std::size_t>& counts) {
    std::vector<std::int32_t> classes;
    for (std::size_t c = 0; c < counts.size(); ++c)
        classes.insert(classes.end(), counts[c], static_cast<std::int32_t>(c));
    return classes;
}

TEST(Split, StratifiesByTheLargestRemainder) {
    struct Case {
        std::vector<std::size_t> rows;
        double fraction;
        std::vector<std::size_t> second;
    };
    const Case cases[] = {
        {{50, 50, 50}, 0.2, {10, 10, 10}},
        {{59, 71, 48}, 0.25, {15, 18, 12}},  // quotas 14.75, 17.75, 12 of 44.5, rounded to 45
        {{5, 3, 2}, 0.3, {1, 1, 1}},         // quotas 1.5, 0.9, 0.6 of 3
        {{1, 1, 1, 1}, 0.5, {1, 1, 0, 0}},   // equal remainders: the first classes
        {{7, 0, 3}, 1, {7, 0, 3}},
        {{7, 0, 3}, 0, {0, 0, 0}},
        {{100, 100}, 0.29, {29, 29}},  // 0.29 * 100 is a little below 29 in floating point
    };
    for (const Case& c : cases) {
        const std::vector<std::int32_t> classes = classes_of(c.rows);
        const Split parts = split(numbered_rows(classes.size(), classes, c.rows.size()), c.fraction, true, 5);
        EXPECT_EQ(parts.second.class_rows(), c.second) << "fraction " << c.fraction;
    }
}

TEST(Split, OfASplitWorks) {
    const Dataset dataset = numbered_rows(100, classes_of({50, 50}), 2);
    const Split outer = split(dataset, 0.4, true, 1);
    const Split inner = split(outer.second, 0.25, true, 2);
    EXPECT_EQ(inner.second.class_rows(), (std::vector<std::size_t>{5, 5}));
    std::vector<std::size_t> both = row_numbers(inner.first);
    const std::vector<std::size_t> second = row_numbers(inner.second);
    both.insert(both.end(), second.begin(), second.end());
    std::sort(both.begin(), both.end());
    EXPECT_EQ(both, row_numbers(outer.second));
}

TEST(Split, SharesRowsThatOutliveTheWhole) {
    const float* row = nullptr;
    const Split parts = [&] {
        const Dataset whole = numbered_rows(10);
        row = whole.x(0);
        return split(whole, 0, false, 1);
    }();
    EXPECT_EQ(parts.first.x(0), row);
    EXPECT_EQ(parts.first.x(9)[0], 9);
}

TEST(Split, RefusesAFractionOutOfRangeAndStrataWithoutClasses) {
    for (const double bad : {-0.1, 1.1, std::nan("")}) EXPECT_THROW(split(numbered_rows(3), bad, false, 1), Error);
    try {
        split(numbered_rows(3), 0.5, true, 1);
        FAIL() << "accepted";
    } catch (const Error& e) {
        EXPECT_STREQ(e.what(), "stratify needs a data set with classes; this one has none");
    }
}

}  // namespace
}  // namespace glia
