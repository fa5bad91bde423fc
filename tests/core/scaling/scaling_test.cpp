// Scaling, one-hot columns and missing values, against scikit-learn's figures (tests/figures/sklearn_scaling.py).
#include "core/scaling/scaling.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <memory>

#include "base/error.hpp"
#include "core/figures.hpp"
#include "core/network.hpp"
#include "core/optimizers/table.hpp"
#include "core/scaling/input_transform.hpp"
#include "core/scaling/target_transform.hpp"

namespace glia {
namespace {

using test::make_table;
using test::not_known;
using test::Table;

constexpr std::size_t training_rows = 6;

const Table numbers = {{0.5F, 4096.25F, 1, 7, -3},
                       {-1.25F, 4096.5F, 2, 7, -3},
                       {3.75F, not_known, 4, 7, -3},
                       {2, 4096.125F, 8, not_known, -3},
                       {not_known, 4096.75F, 16, 7, -3},
                       {-0.5F, 4096, 1024, 9, -3},
                       {1.5F, 4096.375F, not_known, 7, not_known},
                       {0.25F, 4096.875F, 65536, 7, -3}};

Dataset first_rows(const Dataset& all, std::size_t count) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < count; ++i) rows.push_back(i);
    return {all, rows};
}

template <class T>
void expect_as_figures(const std::string& job, const Dataset& all, const InputTransform& transform, double tolerance) {
    std::size_t seen = 0;
    std::vector<T> z(transform.inputs());
    for (auto& figure : test::read_table(GLIA_TEST_FIGURES "/sklearn_scaling.txt")) {
        if (figure["job"] != job) continue;
        const std::size_t row = std::stoul(figure["row"]);
        const std::size_t column = std::stoul(figure["column"]);
        const double value = std::stod(figure["value"]);
        transform.apply(all.x(row), row, z.data());
        EXPECT_NEAR(z[column], value, tolerance * std::max(1.0, std::abs(value))) << job << " " << row << " " << column;
        ++seen;
    }
    EXPECT_GT(seen, 0U) << job;
}

class ScalingOfNumbers : public testing::TestWithParam<const char*> {};

// scikit-learn computes min_max as x scale + min, which near 4096 is exact to some 1e-12 only.
TEST_P(ScalingOfNumbers, IsScikitLearns) {
    const Dataset all = make_table(numbers);
    const InputTransform transform = fit_inputs(first_rows(all, training_rows), GetParam(), Missing::mean);
    expect_as_figures<double>(GetParam(), all, transform, 1e-11);
    expect_as_figures<float>(GetParam(), all, transform, 1e-6);
}

INSTANTIATE_TEST_SUITE_P(Kinds, ScalingOfNumbers,
                         testing::Values("standardize", "min_max", "min_max(low=-1,high=3)", "robust"));

// 0, 1, 2 for red, green, blue.
const Table colours = {{0}, {1}, {0}, {2}, {0}, {1}, {2}, {2}};

TEST(Scaling, OfCategoriesIsScikitLearnsOneHot) {
    const Dataset all = make_table(colours, {{"red", "green", "blue"}});
    const InputTransform transform = fit_inputs(first_rows(all, training_rows), "standardize", Missing::mean);
    EXPECT_EQ(transform.columns(), 1U);
    EXPECT_EQ(transform.inputs(), 3U);
    expect_as_figures<double>("one_hot", all, transform, 0);
    expect_as_figures<double>("missing_category", make_table({{not_known}}), transform, 1e-15);
}

TEST(Scaling, OfNoneLeavesNumbersAsTheyAre) {
    const Table table = {{0.1F, -1e30F}, {1e-40F, 3}, {-0.0F, 16777216}};
    const Dataset all = make_table(table);
    const InputTransform transform = fit_inputs(all, "none", Missing::refuse);
    for (std::size_t i = 0; i < table.size(); ++i) {
        std::vector<float> z(2);
        transform.apply(all.x(i), i, z.data());
        EXPECT_EQ(z, table[i]);
    }
}

// mean 3e38 and deviation 1e38 from numbers whose sum and squares no float32 holds.
TEST(Scaling, OfHugeNumbersDoesNotOverflow) {
    const Dataset all = make_table({{2e38F}, {-2e38F}, {2e38F}, {-2e38F}});
    for (const char* spec : {"standardize", "min_max(low=-1,high=1)", "robust"}) {
        const InputTransform transform = fit_inputs(all, spec, Missing::refuse);
        float z = 0;
        transform.apply(all.x(0), 0, &z);
        EXPECT_NEAR(z, spec == std::string("robust") ? 0.5 : 1, 1e-6) << spec;
    }
}

// 2^20 + k / 8 for k from 0 to 15, again and again: all digits of float32 are in use, and those of the squares in
// double would not do. The variance of 0 to 15 is (16^2 - 1) / 12.
TEST(Scaling, KeepsItsDigitsFarFromZero) {
    Table table;
    for (int i = 0; i < 160'000; ++i) table.push_back({1048576.0F + static_cast<float>(i % 16) / 8});
    const InputTransform transform = fit_inputs(make_table(table), "standardize", Missing::refuse);
    EXPECT_DOUBLE_EQ(transform.parts().centers[0], 1048576 + 7.5 / 8);
    EXPECT_NEAR(transform.parts().scales[0], std::sqrt(255.0 / 12) / 8, 1e-14);
}

// 0.1 in float32, whose sums are rounded: the deviation of equal numbers must not be taken for a scale.
TEST(Scaling, OfEqualNumbersIs1) {
    const Dataset all = make_table(Table(1000, {0.1F}));
    for (const auto& [spec, expected] : std::map<std::string, float>{
             {"standardize", 0.0F}, {"robust", 0.0F}, {"min_max", 0.0F}, {"min_max(low=-2,high=1)", -2.0F}}) {
        const InputTransform transform = fit_inputs(all, spec, Missing::refuse);
        EXPECT_EQ(transform.parts().scales[0], 1) << spec;
        float z = 9;
        transform.apply(all.x(0), 0, &z);
        EXPECT_EQ(z, expected) << spec;
    }
}

// More than half of the numbers are equal, so the interquartile range is 0.
TEST(Scaling, ByARangeOf0Is1) {
    const InputTransform transform = fit_inputs(make_table({{5}, {5}, {5}, {5}, {9}}), "robust", Missing::refuse);
    EXPECT_EQ(transform.parts().centers[0], 5);
    EXPECT_EQ(transform.parts().scales[0], 1);
}

std::string refusal(auto&& action) {
    try {
        action();
    } catch (const Error& failure) {
        return failure.what();
    }
    return "accepted";
}

TEST(Scaling, IsCheckedAsASpec) {
    const auto refused = [](const char* spec) { return refusal([&] { const Scaling scaling(spec); }); };
    EXPECT_EQ(refused("standardise"),
              "unknown scaling 'standardise'; did you mean 'standardize'? Known: min_max, none, robust, standardize");
    EXPECT_EQ(refused("min_max(low=1,high=1)"), "scaling 'min_max': low is 1 and high is 1; low must be below high");
    EXPECT_EQ(refused("min_max(low=-1e7)"), "scaling 'min_max': low is -10000000; it must be in [-1000000, 1000000]");
    EXPECT_EQ(Scaling(" min_max( low = 0 , high=2)").spec(), "min_max(high=2)");
}

TEST(Scaling, SaysWhatCannotBeFitted) {
    const auto refused = [](const Dataset& data, const char* spec, Missing missing) {
        return refusal([&] { fit_inputs(data, spec, missing); });
    };
    EXPECT_EQ(
        refused(make_table({{1, not_known}}), "none", Missing::refuse),
        "row 0, column 1 (1), counted from 0, has no value; the policy for missing values must be 'mean', or every "
        "value be known");
    EXPECT_EQ(refused(make_table({{1, not_known}}), "none", Missing::mean),
              "column 1 (1) has no known value in 1 rows: nothing can be fitted to it; leave the column out");
    EXPECT_EQ(refused(first_rows(make_table({{1}}), 0), "none", Missing::mean),
              "the data set has no rows: nothing can be fitted to it");
    Table far(1000, {0});
    for (std::size_t i = 0; i < far.size(); ++i) far[i][0] = static_cast<float>(i % 2) * 1e-44F;
    far[0][0] = 3e38F;
    EXPECT_EQ(refused(make_table(far), "robust", Missing::mean).substr(0, 19), "column 0 (0): 3e+38");
}

TEST(Scaling, RefusesWhatTheModelDoesNotTakeWithRowAndColumn) {
    const Dataset data = make_table({{1, 0}, {2, 1}}, {{}, {"red", "green"}});
    const InputTransform transform = fit_inputs(data, "standardize", Missing::refuse);
    const auto refused = [&](std::vector<float> x) {
        std::vector<double> z(3);
        return refusal([&] { transform.apply(x.data(), 7, z.data()); });
    };
    EXPECT_EQ(refused({1, 1}), "accepted");
    EXPECT_EQ(refused({not_known, 1}),
              "row 7, column 0 (0), counted from 0, has no value, and the model refuses missing "
              "values");
    EXPECT_EQ(refused({1, not_known}),
              "row 7, column 1 (1), counted from 0, has no value, and the model refuses missing "
              "values");
    const std::string range = "; with 2 categories it must be a whole number from 0 to 1";
    EXPECT_EQ(refused({1, 2}), "row 7, column 1 (1), counted from 0, is 2" + range);
    EXPECT_EQ(refused({1, 0.5F}), "row 7, column 1 (1), counted from 0, is 0.5" + range);
    EXPECT_EQ(refused({1, -1}), "row 7, column 1 (1), counted from 0, is -1" + range);
}

TEST(Scaling, OfTargetsIsUndoneForOutputs) {
    const Table targets = {{100, 1}, {300, 1}, {200, 1}};
    const Dataset data = make_table({{0}, {0}, {0}}, {}, targets);
    const TargetTransform transform = fit_targets(data, "standardize");
    EXPECT_EQ(transform.centers(), (std::vector<double>{200, 1}));
    EXPECT_NEAR(transform.scales()[0], std::sqrt(20000.0 / 3), 1e-12);
    EXPECT_EQ(transform.scales()[1], 1);
    std::vector<float> scaled(2);
    transform.apply(targets[1].data(), scaled.data());
    EXPECT_NEAR(scaled[0], std::sqrt(1.5), 1e-7);
    EXPECT_EQ(scaled[1], 0);
    transform.restore(1, scaled.data(), scaled.data());
    EXPECT_NEAR(scaled[0], 300, 1e-4);
    EXPECT_EQ(scaled[1], 1);
}

TEST(Scaling, OfTargetsNeedsValues) {
    EXPECT_EQ(refusal([] { fit_targets(make_table({{0}}), "none"); }), "the data set has no targets");
    EXPECT_EQ(refusal([] { fit_targets(test::make_classes(3, 3, 2), "none"); }),
              "the targets are classes, which have no scale; only values do");
}

}  // namespace
}  // namespace glia
