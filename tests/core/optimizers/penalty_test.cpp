#include "core/optimizers/penalty.hpp"

#include <gtest/gtest.h>

namespace glia {
namespace {

const std::vector<double> weights = {1, -2, 0, 0.5};

std::vector<double> gradient(const char* spec, std::size_t rows = 1) {
    std::vector<double> g(weights.size(), 10);
    Penalty(spec).add_gradient(rows, g.size(), weights.data(), g.data());
    for (double& each : g) each -= 10;  // what was there stays
    return g;
}

TEST(Penalty, AddsTheSumOfMagnitudesAndHalfTheSumOfSquares) {
    EXPECT_DOUBLE_EQ(Penalty("l1(factor=2)").loss(1, 4, weights.data()), 7);
    EXPECT_DOUBLE_EQ(Penalty("l2(factor=2)").loss(1, 4, weights.data()), 5.25);
    EXPECT_DOUBLE_EQ(Penalty("l1_l2(l1=2, l2=4)").loss(1, 4, weights.data()), 7 + 10.5);
    EXPECT_DOUBLE_EQ(Penalty("l2(factor=2)").loss(10, 4, weights.data()), 5.25);
    EXPECT_DOUBLE_EQ(Penalty("l1_l2(l1=2, l2=4, per_row=1)").loss(10, 4, weights.data()), 1.75);
    EXPECT_EQ(Penalty("none").loss(1, 4, weights.data()), 0);
    EXPECT_EQ(Penalty("weight_decay").loss(1, 4, weights.data()), 0);
}

TEST(Penalty, AddsTheSlopeOfItsLossToTheGradient) {
    EXPECT_EQ(gradient("l1(factor=2)"), (std::vector<double>{2, -2, 0, 2}));
    EXPECT_EQ(gradient("l2(factor=2)"), (std::vector<double>{2, -4, 0, 1}));
    EXPECT_EQ(gradient("l1_l2(l1=2, l2=2)"), (std::vector<double>{4, -6, 0, 3}));
    EXPECT_EQ(gradient("l2(factor=2)", 4), gradient("l2(factor=2)"));
    EXPECT_EQ(gradient("l1_l2(l1=2, l2=2, per_row=1)", 4), (std::vector<double>{1, -1.5, 0, 0.75}));
    EXPECT_EQ(gradient("none"), (std::vector<double>{0, 0, 0, 0}));
    EXPECT_EQ(gradient("weight_decay"), (std::vector<double>{0, 0, 0, 0}));
}

TEST(Penalty, DecaysWeightsByTheLearningRate) {
    std::vector<double> w = weights;
    Penalty("weight_decay(factor=0.5)").decay(0.5, w.size(), w.data());
    EXPECT_EQ(w, (std::vector<double>{0.75, -1.5, 0, 0.375}));
}

TEST(Penalty, SaysWhatItDoes) {
    const auto says = [](const Penalty& p, bool changes_loss, bool decays) {
        return p.changes_loss() == changes_loss && p.decays() == decays;
    };
    EXPECT_TRUE(says(Penalty(), false, false));
    EXPECT_TRUE(says(Penalty("none"), false, false));
    EXPECT_TRUE(says(Penalty("l1"), true, false));
    EXPECT_TRUE(says(Penalty("l1_l2(l1=0)"), true, false));
    EXPECT_TRUE(says(Penalty("weight_decay"), false, true));
    EXPECT_TRUE(says(Penalty("l2(factor=0)"), false, false));
}

TEST(Penalty, RefusesBadSpecs) {
    EXPECT_THROW(Penalty("l3"), Error);
    EXPECT_THROW(Penalty("l2(factor=-1)"), Error);
    EXPECT_THROW(Penalty("none(factor=1)"), Error);
}

TEST(Constraint, ScalesUnitsWhoseWeightsAreTooLong) {
    std::vector<float> w = {3, 4, 0.3f, 0.4f, 0, 0, 0, -10};
    Constraint("max_norm(limit=2)").apply(4, 2, w.data());
    const std::vector<float> expected = {1.2f, 1.6f, 0.3f, 0.4f, 0, 0, 0, -2};
    for (std::size_t i = 0; i < w.size(); ++i) EXPECT_FLOAT_EQ(w[i], expected[i]);
}

TEST(Constraint, LeavesAllAsItIsWhereThereIsNone) {
    EXPECT_FALSE(Constraint().limits());
    EXPECT_FALSE(Constraint("none").limits());
    EXPECT_TRUE(Constraint("max_norm").limits());
    std::vector<double> w = {1e300, 1};
    Constraint("none").apply(1, 2, w.data());
    EXPECT_EQ(w, (std::vector<double>{1e300, 1}));
}

TEST(Constraint, RefusesBadSpecs) {
    EXPECT_THROW(Constraint("max_norm(limit=0)"), Error);
    EXPECT_THROW(Constraint("maxnorm"), Error);
}

}  // namespace
}  // namespace glia
