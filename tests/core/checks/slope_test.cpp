// The judge of derivatives: accepts right ones, refutes wrong ones, and keeps out of kinks.
#include "core/checks/slope.hpp"

#include <gtest/gtest.h>

namespace glia::test {
namespace {

constexpr double steps[] = {0x1p-10, 0x1p-14, 0x1p-18};
constexpr SlopePrecision precision = {.rounding = 0x1p-51, .tolerance = 1e-6, .steps = steps};

Slope judge(double claim, double (*f)(double), double at) {
    return judge_slope(claim, precision, [&](double step) {
        const double value = f(at + step);
        return Sample{value, std::max(1.0, std::abs(value))};
    });
}

double relu(double x) {
    return x > 0 ? x : 0;
}

double heaviside(double x) {
    return x > 0 ? 1 : 0;
}

TEST(Slope, AcceptsTheDerivativeOfASmoothFunction) {
    for (const double x : {-20.0, -1.0, 0.0, 0.3, 2.0, 20.0}) {
        const Slope slope = judge(
            std::cosh(x), [](double at) { return std::sinh(at); }, x);
        EXPECT_EQ(slope.verdict, Verdict::right) << x;
        EXPECT_LT(slope.error, 1e-8) << x;
        EXPECT_NEAR(slope.numerical / std::cosh(x), 1, 1e-9) << x;
    }
}

TEST(Slope, RefutesADerivativeThatIsOffByATenThousandth) {
    for (const double x : {-20.0, -1.0, 0.0, 0.3, 2.0, 20.0}) {
        for (const double factor : {1.0001, 0.9999, -1.0, 0.0}) {
            const Slope slope = judge(
                factor * std::cosh(x), [](double at) { return std::sinh(at); }, x);
            EXPECT_EQ(slope.verdict, Verdict::wrong) << x << " times " << factor;
        }
        const double nan = std::nan("");
        EXPECT_EQ(judge(
                      nan, [](double at) { return std::sinh(at); }, x)
                      .verdict,
                  Verdict::wrong);
    }
}

// The kink is one of the slope: at 0 the quotient is off by a multiple of h, in float32 more than the tolerance.
TEST(Slope, AcceptsOrLeavesADerivativeThatHasAKinkItself) {
    static constexpr double coarse_steps[] = {0x1p-5, 0x1p-7, 0x1p-9};
    const SlopePrecision single = {.rounding = 4 * 0x1p-24, .tolerance = 1e-3, .steps = coarse_steps};
    const auto judged = [&](double claim) {
        return judge_slope(claim, single,
                           [](double step) {
                               return Sample{0.5 + 0.5 * step / (1 + std::abs(step)), 1};
                           })
            .verdict;
    };
    EXPECT_NE(judged(0.5), Verdict::wrong);
    EXPECT_EQ(judged(0.51), Verdict::wrong);
    EXPECT_EQ(judged(0.47), Verdict::wrong);
}

TEST(Slope, ComesNearToAKinkWithFinerSteps) {
    for (double distance = 1; distance > 0x1p-16; distance *= 0.7) {
        EXPECT_EQ(judge(1, relu, distance).verdict, Verdict::right) << distance;
        EXPECT_EQ(judge(0, relu, -distance).verdict, Verdict::right) << distance;
        EXPECT_EQ(judge(1.01, relu, distance).verdict, Verdict::wrong) << distance;
        EXPECT_EQ(judge(0.01, relu, -distance).verdict, Verdict::wrong) << distance;
    }
}

// Whatever convention is taken for the derivative at a kink, and wherever the kink lies between the samples.
TEST(Slope, IsUnclearAtAKinkOrJump) {
    for (const double claim : {0.0, 0.5, 1.0}) {
        EXPECT_NE(judge(claim, relu, 0).verdict, Verdict::wrong) << claim;
        EXPECT_EQ(judge(claim, heaviside, 0).verdict, Verdict::unclear);
    }
    EXPECT_EQ(judge(0, relu, 0).verdict, Verdict::unclear);
    for (double distance = -3; distance < 3; distance += 0.01) {
        const double truth = distance > 0 ? 1 : 0;
        EXPECT_NE(judge(truth, relu, distance * steps[2]).verdict, Verdict::wrong) << distance;
    }
}

TEST(Slope, IsUnclearWhereTheFunctionIsNotFinite) {
    EXPECT_EQ(judge(
                  1, [](double x) { return std::log(x); }, 0)
                  .verdict,
              Verdict::unclear);
}

TEST(Slope, KnowsThatRoundingHidesSlopesThatAreTiny) {
    const auto nearly_flat = [](double x) { return 1 + 1e-17 * x; };  // 1, in double
    EXPECT_EQ(judge(1e-17, nearly_flat, 0).verdict, Verdict::right);
    EXPECT_EQ(judge(1e-10, nearly_flat, 0).verdict, Verdict::wrong);
}

}  // namespace
}  // namespace glia::test
