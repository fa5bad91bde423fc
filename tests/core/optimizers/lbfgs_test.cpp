#include "core/optimizers/lbfgs.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

#include "core/figures.hpp"
#include "core/optimizers/lbfgs_problems.hpp"

namespace glia {
namespace {

using test::logistic;
using test::logistic_start;
using test::rosenbrock;
using test::rosenbrock_start;

template <class T>
using Function = typename Lbfgs<T>::Evaluate;

template <class T>
struct Descent {
    std::vector<T> x;
    LbfgsResult last = {};
    std::size_t evaluations = 0;
    std::size_t iterations = 0;
    bool never_higher = true;
};

template <class T>
Descent<T> minimize(const char* spec, const Function<T>& function, std::vector<T> x, std::size_t threads = 1) {
    const Lbfgs<T> lbfgs(lbfgs_settings(spec).value());
    Workers workers(threads);
    LbfgsState<T> state;
    Descent<T> run;
    run.x = std::move(x);
    double before = std::numeric_limits<double>::infinity();
    do {
        run.last = lbfgs.iterate(state, run.x, function, workers);
        run.evaluations += run.last.evaluations;
        run.never_higher &= run.last.outcome != LbfgsOutcome::advanced || run.last.loss <= before;
        before = run.last.loss;
    } while (run.last.outcome == LbfgsOutcome::advanced && ++run.iterations < 1000);
    return run;
}

// The first row of a problem and a program.
struct Minimum {
    std::size_t evaluations = 0;
    double loss = 0;
    std::vector<double> x;
};

Minimum read_minimum(const std::string& problem, const std::string& program) {
    Minimum minimum;
    for (auto& row : test::read_table(GLIA_TEST_FIGURES "/lbfgs_minima.txt")) {
        if (row["problem"] != problem || row["program"] != program) continue;
        minimum.evaluations = std::stoul(row["evaluations"]);
        minimum.loss = std::stod(row["loss"]);
        minimum.x.push_back(std::stod(row["value"]));
    }
    return minimum;
}

TEST(Lbfgs, FindsTheMinimumOfRosenbrocksValley) {
    const Descent<double> run = minimize<double>("lbfgs", rosenbrock<double>, rosenbrock_start());
    EXPECT_EQ(run.last.outcome, LbfgsOutcome::converged);
    EXPECT_TRUE(run.never_higher);
    EXPECT_LT(run.last.loss, 1e-14);
    for (const double x : run.x) EXPECT_NEAR(x, 1, 1e-7);
}

TEST(Lbfgs, FindsScipysMinimumOfALogisticRegression) {
    const Minimum minimum = read_minimum("logistic", "scipy");
    ASSERT_EQ(minimum.x.size(), 5u);
    const Descent<double> run = minimize<double>("lbfgs", logistic<double>, logistic_start());
    EXPECT_EQ(run.last.outcome, LbfgsOutcome::converged);
    EXPECT_NEAR(run.last.loss, minimum.loss, 1e-12);
    for (std::size_t i = 0; i < run.x.size(); ++i) EXPECT_NEAR(run.x[i], minimum.x[i], 1e-5);
}

TEST(Lbfgs, TakesAboutAsManyEvaluationsAsPyTorchAndScipy) {
    for (const char* const problem : {"rosenbrock", "logistic"}) {
        const bool bent = problem[0] == 'r';
        const Descent<double> run = bent ? minimize<double>("lbfgs", rosenbrock<double>, rosenbrock_start())
                                         : minimize<double>("lbfgs", logistic<double>, logistic_start());
        for (const char* const program : {"scipy", "torch"}) {
            const auto theirs = static_cast<double>(read_minimum(problem, program).evaluations);
            EXPECT_LE(static_cast<double>(run.evaluations), 1.3 * theirs) << problem << ", " << program;
        }
    }
}

// With exact arithmetic n iterations suffice for n dimensions; the search along each line is not exact.
TEST(Lbfgs, SolvesAQuadraticInFewIterations) {
    const Function<double> bowl = [](std::span<const double> x, std::span<double> g) {
        double sum = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double curvature = std::pow(10, static_cast<double>(i));
            sum += curvature / 2 * x[i] * x[i];
            g[i] = curvature * x[i];
        }
        return sum;
    };
    const Descent<double> run = minimize<double>("lbfgs", bowl, {1, 1, 1, 1});
    EXPECT_EQ(run.last.outcome, LbfgsOutcome::converged);
    EXPECT_LT(run.iterations, 30u);
    for (const double x : run.x) EXPECT_NEAR(x, 0, 1e-7);
}

TEST(Lbfgs, WorksInFloatUntilNothingIsLower) {
    const Descent<float> run =
        minimize<float>("lbfgs(tolerance=1e-4)", rosenbrock<float>, std::vector<float>{-1.2f, 1});
    EXPECT_NE(run.last.outcome, LbfgsOutcome::advanced);
    EXPECT_TRUE(run.never_higher);
    for (const float x : run.x) EXPECT_NEAR(x, 1, 1e-3);
}

TEST(Lbfgs, ShortensStepsThatLeadWhereNothingIsFinite) {
    // log x, and so the loss, is defined for x > 0 only: x - log x has its minimum 1 at 1.
    const Function<double> walled = [](std::span<const double> x, std::span<double> g) {
        g[0] = 1 - 1 / x[0];
        return x[0] > 0 ? x[0] - std::log(x[0]) : std::numeric_limits<double>::quiet_NaN();
    };
    for (const double start : {1e-6, 0.5, 50.0}) {
        const Descent<double> run = minimize<double>("lbfgs(learning_rate=1e6)", walled, {start});
        EXPECT_NEAR(run.x[0], 1, 1e-6) << start;
        EXPECT_TRUE(run.never_higher);
    }
}

TEST(Lbfgs, SaysThatThereIsNoDescentWhereTheGradientIsWrong) {
    const Function<double> wrong = [](std::span<const double> x, std::span<double> g) {
        g[0] = -2 * x[0];  // of x^2, the wrong way
        return x[0] * x[0];
    };
    const Descent<double> run = minimize<double>("lbfgs", wrong, {3});
    EXPECT_EQ(run.last.outcome, LbfgsOutcome::no_descent);
    EXPECT_EQ(run.x[0], 3);
    EXPECT_LE(run.evaluations, 1 + 25u);
}

TEST(Lbfgs, StartsAfreshFromTheGradientWhereWhatItRemembersMisleads) {
    const Lbfgs<double> lbfgs({});
    Workers workers;
    LbfgsState<double> state;
    std::vector<double> x = {2};
    const Function<double> square = [](std::span<const double> at, std::span<double> g) {
        g[0] = 2 * at[0];
        return at[0] * at[0];
    };
    lbfgs.iterate(state, x, square, workers);
    ASSERT_EQ(state.pairs.size(), 1u);
    state.pairs[0].y[0] = -state.pairs[0].y[0];  // a curvature that is not that of a minimum: uphill
    state.evaluated = false;
    x[0] = 2;
    const LbfgsResult result = lbfgs.iterate(state, x, square, workers);
    EXPECT_EQ(result.outcome, LbfgsOutcome::advanced);
    EXPECT_LT(result.loss, 4);
}

TEST(Lbfgs, RefusesToStartWhereTheLossIsNotFinite) {
    const Function<double> nan = [](std::span<const double>, std::span<double> g) {
        g[0] = 1;
        return std::numeric_limits<double>::quiet_NaN();
    };
    try {
        minimize<double>("lbfgs", nan, {1});
        ADD_FAILURE();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_NUMERIC);
        EXPECT_STREQ(e.what(), "the loss is not finite before the first step of lbfgs");
    }
}

TEST(Lbfgs, GoesOnFromACopyOfItsStateToTheSameBits) {
    const Lbfgs<double> lbfgs({});
    Workers workers;
    LbfgsState<double> state;
    std::vector<double> x = rosenbrock_start();
    for (int i = 0; i < 7; ++i) lbfgs.iterate(state, x, rosenbrock<double>, workers);
    LbfgsState<double> copy = state;
    std::vector<double> y = x;
    for (int i = 0; i < 20; ++i) {
        lbfgs.iterate(state, x, rosenbrock<double>, workers);
        lbfgs.iterate(copy, y, rosenbrock<double>, workers);
        ASSERT_EQ(x, y) << i;
    }
}

TEST(Lbfgs, GivesTheSameBitsForAnyThreads) {
    std::vector<float> start(3 * (std::size_t{1} << 14) + 5);
    for (std::size_t i = 0; i < start.size(); ++i) start[i] = std::sin(static_cast<float>(i));
    const Lbfgs<float> lbfgs({});
    std::vector<std::vector<float>> ends;
    for (const std::size_t threads : {1u, 2u, 3u, 8u}) {
        Workers workers(threads);
        LbfgsState<float> state;
        std::vector<float> x = start;
        for (int i = 0; i < 5; ++i) lbfgs.iterate(state, x, rosenbrock<float>, workers);
        EXPECT_NE(x, start);
        ends.push_back(x);
    }
    for (const std::vector<float>& end : ends) EXPECT_EQ(end, ends[0]);
}

TEST(Lbfgs, TakesItsSettingsFromASpec) {
    EXPECT_FALSE(lbfgs_settings("adam").has_value());
    const LbfgsSettings settings = lbfgs_settings("lbfgs(history=5, line_search=7, c1=0.01, c2=0.5)").value();
    EXPECT_EQ(settings.history, 5u);
    EXPECT_EQ(settings.line_search, 7u);
    EXPECT_EQ(settings.sufficient_decrease, 0.01);
    EXPECT_EQ(settings.curvature, 0.5);
    for (const auto& [spec, text] : std::vector<std::pair<const char*, const char*>>{
             {"lbfgs(history=2.5)", "optimizer 'lbfgs': history is 2.5; it must be a whole number"},
             {"lbfgs(history=0)", "optimizer 'lbfgs': history is 0; it must be in [1, 1000]"},
             {"lbfgs(c1=0.4, c2=0.3)", "optimizer 'lbfgs': c1 is 0.4; it must be below c2, 0.3"}}) {
        try {
            lbfgs_settings(spec);
            ADD_FAILURE() << spec;
        } catch (const Error& e) {
            EXPECT_STREQ(e.what(), text);
        }
    }
}

}  // namespace
}  // namespace glia
