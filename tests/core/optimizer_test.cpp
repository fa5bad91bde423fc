#include "core/optimizer.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"

namespace glia {
namespace {

// One parameter under constant gradient 1, step by step.
std::vector<double> path(const char* spec, int steps) {
    const auto optimizer = make_optimizer<double>(spec);
    std::vector<double> memory(optimizer->slots());
    std::vector<double*> slots;
    for (double& slot : memory) slots.push_back(&slot);
    double p = 0;
    const double g = 1;
    std::vector<double> result;
    for (int step = 1; step <= steps; ++step) {
        optimizer->update({.number = static_cast<std::uint64_t>(step)}, 1, &p, &g, slots);
        result.push_back(p);
    }
    return result;
}

TEST(Optimizer, SgdStepsByTheLearningRate) {
    EXPECT_EQ(path("sgd(learning_rate=0.5)", 3), (std::vector<double>{-0.5, -1, -1.5}));
}

// v_t = 1 + momentum v_(t-1): a geometric series.
TEST(Optimizer, MomentumAddsUpAsAGeometricSeries) {
    EXPECT_EQ(path("sgd(learning_rate=1, momentum=0.5)", 3), (std::vector<double>{-1, -2.5, -4.25}));
}

TEST(Optimizer, NesterovLooksOneStepAhead) {
    EXPECT_EQ(path("sgd(learning_rate=1, momentum=0.5, nesterov=1)", 3), (std::vector<double>{-1.5, -3.25, -5.125}));
}

// Under a constant gradient both bias-corrected moments are that of one gradient: every step is the learning rate.
TEST(Optimizer, AdamStepsByTheLearningRateUnderAConstantGradient) {
    const std::vector<double> steps = path("adam(learning_rate=0.1)", 5);
    for (std::size_t i = 0; i < steps.size(); ++i) EXPECT_NEAR(steps[i], -0.1 * static_cast<double>(i + 1), 1e-7);
}

TEST(Optimizer, ScalesTheLearningRateByTheSchedulesFactor) {
    for (const char* const spec : {"sgd(learning_rate=0.5)", "adam(learning_rate=0.5)"}) {
        const auto optimizer = make_optimizer<double>(spec);
        EXPECT_EQ(optimizer->learning_rate(), 0.5) << spec;
        std::vector<double> m(1), v(1), slow_m(1), slow_v(1);
        double p = 0, slow = 0;
        const double g = 1;
        optimizer->update({.number = 1}, 1, &p, &g, std::vector<double*>{m.data(), v.data()});
        optimizer->update({.number = 1, .rate = 0.25}, 1, &slow, &g,
                          std::vector<double*>{slow_m.data(), slow_v.data()});
        EXPECT_DOUBLE_EQ(slow, p / 4) << spec;
    }
}

TEST(Optimizer, RemembersOnlyWhatItNeeds) {
    EXPECT_EQ(make_optimizer<float>("sgd")->slots(), 0u);
    EXPECT_EQ(make_optimizer<float>("sgd(momentum=0.9)")->slots(), 1u);
    EXPECT_EQ(make_optimizer<float>("adam")->slots(), 2u);
}

TEST(Optimizer, UpdatesEachParameterOnItsOwn) {
    const auto optimizer = make_optimizer<float>("adam(learning_rate=0.1)");
    std::vector<float> whole(37, 1);
    std::vector<float> parts(37, 1);
    std::vector<float> g(37);
    for (std::size_t i = 0; i < g.size(); ++i) g[i] = std::sin(static_cast<float>(i));
    std::vector<float> m(37), v(37), m2(37), v2(37);
    std::vector<float*> slots = {m.data(), v.data()};
    optimizer->update({.number = 1}, whole.size(), whole.data(), g.data(), slots);
    for (std::size_t first = 0; first < parts.size(); first += 10) {
        const std::size_t size = std::min<std::size_t>(10, parts.size() - first);
        std::vector<float*> some = {m2.data() + first, v2.data() + first};
        optimizer->update({.number = 1}, size, parts.data() + first, g.data() + first, some);
    }
    EXPECT_EQ(whole, parts);
}

TEST(Optimizer, RefusesValuesOutOfRangeAndNamesTheRange) {
    for (const auto& [spec, text] : std::vector<std::pair<const char*, const char*>>{
             {"sgd(momentum=1)", "optimizer 'sgd': momentum is 1; it must be in [0, 1)"},
             {"sgd(learning_rate=-1)", "optimizer 'sgd': learning_rate is -1; it must be in [0, inf)"},
             {"adam(epsilon=0)", "optimizer 'adam': epsilon is 0; it must be in (0, inf)"},
             {"adam(beta3=0)",
              "optimizer 'adam' has no parameter 'beta3'; did you mean 'beta1' or 'beta2'? It takes: learning_rate, "
              "beta1, "
              "beta2, epsilon"}}) {
        try {
            make_optimizer<float>(spec);
            ADD_FAILURE() << spec;
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT);
            EXPECT_STREQ(e.what(), text);
        }
    }
}

}  // namespace
}  // namespace glia
