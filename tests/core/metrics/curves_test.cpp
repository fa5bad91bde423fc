// Curves against scikit-learn's figures: see tests/figures/README.md.
#include "core/metrics/curves.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/figures.hpp"
#include "core/metrics/calibration.hpp"

namespace glia::test {
namespace {

std::vector<Scored> read_rows(const std::string& name) {
    std::vector<Scored> rows;
    for (auto& row : read_table(GLIA_TEST_FIGURES "/sklearn_metrics_rows.txt")) {
        if (row["case"] != name) continue;
        rows.push_back({std::stod(row["outputs"]), row["target"] == "1", std::stod(row["weight"])});
    }
    return rows;
}

std::vector<CurvePoint> read_curve(const std::string& name, const std::string& curve) {
    std::vector<CurvePoint> points;
    for (auto& row : read_table(GLIA_TEST_FIGURES "/sklearn_metrics_curves.txt")) {
        if (row["case"] != name || row["curve"] != curve) continue;
        points.push_back({std::stod(row["x"]), std::stod(row["y"]), std::stod(row["threshold"])});
    }
    return points;
}

void expect_same(const std::vector<CurvePoint>& points, const std::vector<CurvePoint>& expected) {
    ASSERT_GT(expected.size(), 40u);
    ASSERT_EQ(points.size(), expected.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_NEAR(points[i].x, expected[i].x, 1e-14) << i;
        EXPECT_NEAR(points[i].y, expected[i].y, 1e-14) << i;
        EXPECT_EQ(points[i].threshold, expected[i].threshold) << i;
    }
}

TEST(Curves, AgreeWithScikitLearn) {
    for (const char* const name : {"binary", "binary_weighted"}) {
        SCOPED_TRACE(name);
        const Ranking ranking(read_rows(name));
        expect_same(roc_curve(ranking), read_curve(name, "roc"));
        expect_same(precision_recall_curve(ranking), read_curve(name, "precision_recall"));
    }
}

TEST(Curves, OfCalibrationAgreeWithScikitLearn) {
    constexpr std::size_t bins = 10;
    std::vector<double> gathered(bins * numbers_of_bin);
    for (const Scored& row : read_rows("binary")) add_to_bin(row.score, row.positive, row.weight, gathered);
    const std::vector<CurvePoint> expected = read_curve("binary", "calibration");
    ASSERT_GT(expected.size(), 5u);
    std::size_t next = 0;
    for (std::size_t i = 0; i < bins; ++i) {
        const CalibrationBin bin = bin_of(gathered, i);
        if (bin.weight == 0) continue;  // scikit-learn leaves empty bins out
        ASSERT_LT(next, expected.size());
        EXPECT_NEAR(bin.probability / bin.weight, expected[next].x, 1e-14) << i;
        EXPECT_NEAR(bin.truth / bin.weight, expected[next].y, 1e-14) << i;
        ++next;
    }
    EXPECT_EQ(next, expected.size());
}

TEST(Curves, OfCalibrationHaveTheUpperEdgeInEachBin) {
    std::vector<double> gathered(4 * numbers_of_bin);
    for (const double p : {0.0, 0.25, 0.26, 0.5, 1.0, 1.0000001}) add_to_bin(p, true, 1, gathered);
    EXPECT_EQ(bin_of(gathered, 0).weight, 2);
    EXPECT_EQ(bin_of(gathered, 1).weight, 2);
    EXPECT_EQ(bin_of(gathered, 2).weight, 0);
    EXPECT_EQ(bin_of(gathered, 3).weight, 2);
}

TEST(Curves, AreNaNWhereOneSideIsMissing) {
    const Ranking ranking({{0.5, true, 1}, {0.25, true, 1}});
    const std::vector<CurvePoint> points = roc_curve(ranking);
    ASSERT_EQ(points.size(), 3u);
    EXPECT_TRUE(std::isnan(points[1].x));
    EXPECT_EQ(points[1].y, 0.5);
}

}  // namespace
}  // namespace glia::test
