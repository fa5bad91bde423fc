#include "core/optimizers/optimizer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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
        optimizer->update(optimizer->factors({.number = static_cast<std::uint64_t>(step)}), 1, &p, &g, slots);
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
        optimizer->update(optimizer->factors({.number = 1}), 1, &p, &g, std::vector<double*>{m.data(), v.data()});
        optimizer->update(optimizer->factors({.number = 1, .rate = 0.25}), 1, &slow, &g,
                          std::vector<double*>{slow_m.data(), slow_v.data()});
        EXPECT_DOUBLE_EQ(slow, p / 4) << spec;
    }
}

TEST(Optimizer, RemembersOnlyWhatItNeeds) {
    EXPECT_EQ(make_optimizer<float>("sgd")->slots(), 0u);
    EXPECT_EQ(make_optimizer<float>("sgd(momentum=0.9)")->slots(), 1u);
    EXPECT_EQ(make_optimizer<float>("adam")->slots(), 2u);
    EXPECT_EQ(make_optimizer<float>("rmsprop")->slots(), 1u);
    EXPECT_EQ(make_optimizer<float>("rmsprop(momentum=0.9)")->slots(), 2u);
    EXPECT_EQ(make_optimizer<float>("rmsprop(momentum=0.9, centered=1)")->slots(), 3u);
    for (const SpecDefinition& each : optimizer_definitions()) {
        if (each.name == "lbfgs") continue;
        EXPECT_LE(make_optimizer<float>(each.name)->slots(), Optimizer<float>::most_slots);
    }
}

TEST(Optimizer, AdagradStepsShrinkAsTheRootOfTheirNumber) {
    const std::vector<double> steps = path("adagrad(learning_rate=0.1)", 4);
    double p = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        p -= 0.1 / std::sqrt(static_cast<double>(i + 1));
        EXPECT_NEAR(steps[i], p, 1e-9);
    }
}

// s_1 = (1 - rho) g^2, u_0 = 0: the first step is sqrt(epsilon / (1 - rho + epsilon)).
TEST(Optimizer, AdadeltaStartsFromEpsilon) {
    EXPECT_DOUBLE_EQ(path("adadelta(rho=0.5, epsilon=0.5)", 1)[0], -std::sqrt(0.5));
}

TEST(Optimizer, RmspropDividesByTheRootOfTheMeanSquare) {
    EXPECT_NEAR(path("rmsprop(learning_rate=1, alpha=0.75)", 1)[0], -2, 1e-7);
    // Centered: 0.25 - 0.25^2.
    EXPECT_NEAR(path("rmsprop(learning_rate=1, alpha=0.75, centered=1)", 1)[0], -1 / std::sqrt(0.1875), 1e-7);
}

// A gradient that never varies leaves a variance of 0, which rounding must not make negative.
TEST(Optimizer, CenteredRmspropStaysFiniteUnderAConstantGradient) {
    for (const double p : path("rmsprop(alpha=0.3, centered=1, epsilon=1)", 200)) ASSERT_TRUE(std::isfinite(p));
}

TEST(Optimizer, AdamWDecaysParametersBeforeTheStep) {
    const auto optimizer = make_optimizer<double>("adamw(learning_rate=0.5, weight_decay=0.5)");
    double p = 8, m = 0, v = 0;
    const double g = 0;
    optimizer->update(optimizer->factors({.number = 1}), 1, &p, &g, std::vector<double*>{&m, &v});
    EXPECT_EQ(p, 6);
    optimizer->update(optimizer->factors({.number = 2, .rate = 0.5}), 1, &p, &g, std::vector<double*>{&m, &v});
    EXPECT_EQ(p, 5.25);
}

TEST(Optimizer, AmsgradRemembersTheLargestSecondMoment) {
    const auto optimizer = make_optimizer<double>("amsgrad(beta2=0.5)");
    double p = 0, m = 0, v = 0, largest = 0;
    for (std::uint64_t step = 1; step <= 3; ++step) {
        const double g = step == 1 ? 2 : 0;
        optimizer->update(optimizer->factors({.number = step}), 1, &p, &g, std::vector<double*>{&m, &v, &largest});
    }
    EXPECT_EQ(v, 0.5);
    EXPECT_EQ(largest, 2);
}

// mu_1 ... mu_t as PyTorch makes it, by multiplying: the closed form must agree after any number of steps.
TEST(Optimizer, NadamFindsTheProductOfItsMomentaFromTheNumberOfTheStep) {
    for (const double decay : {0.0, 0.004, 0.5}) {
        const std::string spec =
            "nadam(learning_rate=1, beta1=0.99, beta2=0, epsilon=1e-300, momentum_decay=" + std::to_string(decay) + ")";
        const auto optimizer = make_optimizer<double>(spec);
        const auto mu = [&](double t) { return 0.99 * (1 - 0.5 * std::pow(0.96, t * decay)); };
        double product = 1;
        for (std::uint64_t step = 1; step <= 3000; ++step) {
            const auto t = static_cast<double>(step);
            product *= mu(t);
            double p = 0, m = 0, v = 0;
            const double g = 1;
            optimizer->update(optimizer->factors({.number = step}), 1, &p, &g, std::vector<double*>{&m, &v});
            // m = 0.01 and v = 1 after one gradient of 1.
            const double expected = -(1 - mu(t)) / (1 - product) - mu(t + 1) / (1 - product * mu(t + 1)) * m;
            ASSERT_NEAR(p, expected, 1e-12) << "step " << step << ", decay " << decay;
        }
    }
}

TEST(Optimizer, LionStepsByTheLearningRateWhateverTheGradient) {
    EXPECT_EQ(path("lion(learning_rate=0.5)", 3), (std::vector<double>{-0.5, -1, -1.5}));
}

TEST(Optimizer, IrpropMinusGrowsStepsUntilTheSignChanges) {
    const auto optimizer = make_optimizer<double>("irprop_minus(initial_step=1, increase=2)");
    EXPECT_TRUE(optimizer->needs_full_batch());
    EXPECT_TRUE(std::isnan(optimizer->learning_rate()));
    double p = 0, sign = optimizer->slot_start(0), width = optimizer->slot_start(1);
    std::vector<double> reached;
    // After the change of sign the step is halved and not taken; the next counts as the first.
    for (const double g : {3.0, 1e-200, 1e-200, -5.0, -5.0, -5.0}) {
        optimizer->update(optimizer->factors({.number = reached.size() + 1}), 1, &p, &g,
                          std::vector<double*>{&sign, &width});
        reached.push_back(p);
    }
    EXPECT_EQ(reached, (std::vector<double>{-1, -3, -7, -7, -5, -1}));
}

// The array whole, and cut into pieces, for every optimizer and several steps.
TEST(Optimizer, UpdatesEachParameterOnItsOwn) {
    for (const SpecDefinition& each : optimizer_definitions()) {
        if (each.name == "lbfgs") continue;
        const auto optimizer = make_optimizer<float>(each.name);
        constexpr std::size_t size = 37;
        std::vector<float> whole(size, 1), parts(size, 1), g(size);
        std::vector<std::vector<float>> slots, part_slots;
        for (std::size_t i = 0; i < optimizer->slots(); ++i) {
            slots.emplace_back(size, static_cast<float>(optimizer->slot_start(i)));
        }
        part_slots = slots;
        const auto update = [&](std::uint64_t step, std::vector<float>& p, std::vector<std::vector<float>>& state,
                                std::size_t first, std::size_t count) {
            std::vector<float*> at;
            for (std::vector<float>& slot : state) at.push_back(slot.data() + first);
            optimizer->update(optimizer->factors({.number = step, .rate = 0.7}), count, p.data() + first,
                              g.data() + first, at);
        };
        for (std::uint64_t step = 1; step <= 5; ++step) {
            for (std::size_t i = 0; i < size; ++i) g[i] = std::sin(static_cast<float>(i * step));
            update(step, whole, slots, 0, size);
            for (std::size_t first = 0; first < size; first += 10) {
                update(step, parts, part_slots, first, std::min<std::size_t>(10, size - first));
            }
        }
        EXPECT_EQ(whole, parts) << each.name;
        EXPECT_EQ(slots, part_slots) << each.name;
    }
}

TEST(Optimizer, RefusesValuesOutOfRangeAndNamesTheRange) {
    for (const auto& [spec, text] : std::vector<std::pair<const char*, const char*>>{
             {"sgd(momentum=1)", "optimizer 'sgd': momentum is 1; it must be in [0, 1)"},
             {"sgd(learning_rate=-1)", "optimizer 'sgd': learning_rate is -1; it must be in [0, inf)"},
             {"lbfgs", "optimizer 'lbfgs' searches along lines, over all rows; it cannot make single updates"},
             {"irprop_minus(smallest_step=2, largest_step=1)",
              "optimizer 'irprop_minus': smallest_step is 2; it must be at most largest_step, 1"},
             {"adam(epsilon=-1)", "optimizer 'adam': epsilon is -1; it must be in [0, inf)"},
             {"adam(epsilon_hat=-1)", "optimizer 'adam': epsilon_hat is -1; it must be in [0, inf)"},
             {"adam(epsilon=0)", "optimizer 'adam': epsilon is 0; it must be above 0 where epsilon_hat is 0"},
             {"adamw(epsilon=0)", "optimizer 'adamw': epsilon is 0; it must be above 0 where epsilon_hat is 0"},
             {"amsgrad(epsilon=0)", "optimizer 'amsgrad': epsilon is 0; it must be above 0 where epsilon_hat is 0"},
             {"nadam(epsilon=0)", "optimizer 'nadam': epsilon is 0; it must be in (0, inf)"},
             {"adam(beta3=0)",
              "optimizer 'adam' has no parameter 'beta3'; did you mean 'beta1' or 'beta2'? It takes: learning_rate, "
              "beta1, beta2, epsilon, epsilon_hat"}}) {
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
