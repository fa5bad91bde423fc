#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include "plugins/loaded_plugin.hpp"

namespace glia::test {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

struct Limits {
    std::string name;
    std::vector<double> parameters;
    double at_minus_infinity, at_zero, at_infinity;
    double slope_at_minus_infinity, slope_at_zero, slope_at_infinity;
};

void PrintTo(const Limits& limits, std::ostream* out) {
    *out << limits.name;
}

// From the definitions. At a kink the slope is the one documented in the plugin's source.
const std::vector<Limits> table_of_limits{
    {"identity", {}, -inf, 0, inf, 1, 1, 1},
    {"sigmoid", {}, 0, 0.5, 1, 0, 0.25, 0},
    {"tanh", {}, -1, 0, 1, 0, 1, 0},
    {"relu", {}, 0, 0, inf, 0, 0, 1},
    {"leaky_relu", {0.01}, -inf, 0, inf, 0.01, 0.01, 1},
    {"leaky_relu", {0}, 0, 0, inf, 0, 0, 1},
    {"leaky_relu", {1}, -inf, 0, inf, 1, 1, 1},
    {"elu", {1}, -1, 0, inf, 0, 1, 1},
    {"elu", {0}, 0, 0, inf, 0, 0, 1},
    {"elu", {1000}, -1000, 0, inf, 0, 1000, 1},
    {"selu", {}, -1.7580993408473766, 0, inf, 0, 1.7580993408473766, 1.0507009873554805},
    {"softplus", {}, 0, 0.6931471805599453, inf, 0, 0.5, 1},
    {"softsign", {}, -1, 0, 1, 0, 1, 0},
    {"gelu", {}, 0, 0, inf, 0, 0.5, 1},
    {"gelu_tanh", {}, 0, 0, inf, 0, 0.5, 1},
    {"silu", {}, 0, 0, inf, 0, 0.5, 1},
    {"mish", {}, 0, 0, inf, 0, 0.6, 1},
    {"hard_sigmoid", {}, 0, 0.5, 1, 0, 1.0 / 6, 0},
    {"hard_swish", {}, 0, 0, inf, 0, 0.5, 1},
    {"relu6", {}, 0, 0, 6, 0, 0, 0},
    {"celu", {1}, -1, 0, inf, 0, 1, 1},
    {"celu", {0.3}, -0.3, 0, inf, 0, 1, 1},
    {"hard_tanh", {-1, 1}, -1, 0, 1, 0, 1, 0},
    {"hard_tanh", {0, 0}, 0, 0, 0, 0, 0, 0},
    {"hard_tanh", {-0.3, 1000}, -0.3, 0, 1000, 0, 1, 0},
    {"hard_shrink", {0.5}, -inf, 0, inf, 1, 0, 1},
    {"soft_shrink", {0.5}, -inf, 0, inf, 1, 0, 1},
    {"soft_shrink", {0.3}, -inf, 0, inf, 1, 0, 1},
    {"tanh_shrink", {}, -inf, 0, inf, 1, 0, 1},
    {"threshold", {0, 0}, 0, 0, inf, 0, 0, 1},
    {"threshold", {1, -7}, -7, -7, inf, 0, 0, 1},
    {"log_sigmoid", {}, -inf, -0.6931471805599453, 0, 1, 0.5, 0},
    {"exponential", {}, 0, 1, inf, 0, 1, inf},
    {"gaussian", {}, 0, 1, 0, 0, 0, 0},
    {"gaussian_symmetric", {}, -1, 1, -1, 0, 0, 0},
    {"elliot", {}, -1, 0, 1, 0, 1, 0},
    {"elliot_sigmoid", {}, 0, 0.5, 1, 0, 0.5, 0},
    {"squareplus", {4}, 0, 1, inf, 0, 0.5, 1},
    {"squareplus", {1000}, 0, 15.811388300841896, inf, 0, 0.5, 1},
    {"bent_identity", {}, -inf, 0, inf, 0.5, 1, 1.5},
    {"squared_relu", {}, 0, 0, inf, 0, 0, inf},
    {"quick_gelu", {}, 0, 0, inf, 0, 0.5, 1},
    {"swish", {1}, 0, 0, inf, 0, 0.5, 1},
    {"swish", {0.1}, 0, 0, inf, 0, 0.5, 1},
    {"swish", {100}, 0, 0, inf, 0, 0.5, 1},
    {"isru", {1}, -1, 0, 1, 0, 1, 0},
    {"isru", {0.001}, -31.622776601683793, 0, 31.622776601683793, 0, 1, 0},
    {"isru", {1000}, -0.03162277660168379, 0, 0.03162277660168379, 0, 1, 0},
    {"step", {}, 0, 1, 1, 0, 0, 0},
    {"step_symmetric", {}, -1, 1, 1, 0, 0, 0},
    {"steep_sigmoid", {1}, 0, 0.5, 1, 0, 0.25, 0},
    {"steep_sigmoid", {100}, 0, 0.5, 1, 0, 25, 0},
    {"scaled_tanh", {1.7159, 0.5}, -1.7159, 0, 1.7159, 0, 0.85795, 0},
    {"scaled_tanh", {0.01, 100}, -0.01, 0, 0.01, 0, 1, 0},
    {"sparse_plus", {}, 0, 0.25, inf, 0, 0.5, 1},
    {"sparse_sigmoid", {}, 0, 0.5, 1, 0, 0.5, 0},
    {"prelu", {0.25}, -inf, 0, inf, 0.25, 0.25, 1},
    {"prelu", {0}, 0, 0, inf, 0, 0, 1},
    {"prelu", {-1}, inf, 0, inf, -1, -1, 1},
    {"trainable_swish", {1}, 0, 0, inf, 0, 0.5, 1},
    {"trainable_swish", {-2}, -inf, 0, 0, 1, 0.5, 0},
};

class SpecialValues : public testing::TestWithParam<Limits> {
 protected:
    // Calls check(table, Real()) for each variant in single and once in double precision.
    template <class Check>
    static void for_each_kernel(const Check& check) {
        for (const std::uint32_t isa : runnable_isas()) {
            SCOPED_TRACE(isa);
            check(activation(GetParam().name, isa), float());
        }
        SCOPED_TRACE("double precision");
        check(activation(GetParam().name, GLIA_ISA_BASELINE), double());
    }
};

template <class Real>
void expect_close(double expected, Real got, const char* what) {
    if (std::isinf(expected)) {
        EXPECT_EQ(static_cast<Real>(expected), got) << what;
    } else {
        const double tolerance = 4 * static_cast<double>(std::numeric_limits<Real>::epsilon()) * std::fabs(expected);
        EXPECT_NEAR(expected, static_cast<double>(got), tolerance) << what;
    }
}

TEST_P(SpecialValues, AtInfinityAreTheLimits) {
    const Limits& limits = GetParam();
    for_each_kernel([&](const glia_activation_t& table, auto kind) {
        using Real = decltype(kind);
        const std::vector<Real> x{-std::numeric_limits<Real>::infinity(), std::numeric_limits<Real>::infinity()};
        const std::vector<Real> y = values_at(table, limits.parameters, x);
        expect_close(limits.at_minus_infinity, y[0], "value at -infinity");
        expect_close(limits.at_infinity, y[1], "value at +infinity");
        const std::vector<Real> slope = derivatives_at(table, limits.parameters, x);
        expect_close(limits.slope_at_minus_infinity, slope[0], "slope at -infinity");
        expect_close(limits.slope_at_infinity, slope[1], "slope at +infinity");
    });
}

TEST_P(SpecialValues, AtTheGreatestNumbersSlopesAreAtTheirLimits) {
    const Limits& limits = GetParam();
    for_each_kernel([&](const glia_activation_t& table, auto kind) {
        using Real = decltype(kind);
        const std::vector<Real> x{std::numeric_limits<Real>::lowest(), std::numeric_limits<Real>::max()};
        const std::vector<Real> y = values_at(table, limits.parameters, x);
        EXPECT_FALSE(std::isnan(y[0]));
        EXPECT_FALSE(std::isnan(y[1]));
        const std::vector<Real> slope = derivatives_at(table, limits.parameters, x);
        expect_close(limits.slope_at_minus_infinity, slope[0], "slope at the lowest number");
        expect_close(limits.slope_at_infinity, slope[1], "slope at the greatest number");
    });
}

TEST_P(SpecialValues, AtZeroOfEitherSignAreTheSame) {
    const Limits& limits = GetParam();
    for_each_kernel([&](const glia_activation_t& table, auto kind) {
        using Real = decltype(kind);
        const std::vector<Real> x{Real(0), Real(-0.0)};
        for (const Real y : values_at(table, limits.parameters, x)) {
            expect_close(limits.at_zero, y, "value at 0");
        }
        for (const Real slope : derivatives_at(table, limits.parameters, x)) {
            expect_close(limits.slope_at_zero, slope, "slope at 0");
        }
    });
}

TEST_P(SpecialValues, AtDenormalsAreThoseNearZero) {
    const Limits& limits = GetParam();
    for_each_kernel([&](const glia_activation_t& table, auto kind) {
        using Real = decltype(kind);
        // 2^-130 or 2^-1030: denormal, with bits to spare.
        const Real tiny = std::numeric_limits<Real>::min() / 16;
        const std::vector<Real> x{tiny, -tiny};
        const std::vector<Real> y = values_at(table, limits.parameters, x);
        const std::vector<Real> slope = derivatives_at(table, limits.parameters, x);
        if (limits.slope_at_zero != 0) {
            expect_close(limits.slope_at_zero, slope[1], "slope below 0");
        } else {
            EXPECT_LE(std::fabs(slope[1]), 8 * tiny) << "slope below 0";
        }
        if (limits.at_zero == 0 && slope[0] != 0) {
            EXPECT_GT(y[0], 0);
            // A denormal has few bits, and a hundredth of it fewer.
            EXPECT_NEAR(1, static_cast<double>(y[0] / tiny / slope[0]), 1e-4);
            EXPECT_NEAR(limits.slope_at_zero, static_cast<double>(y[1] / -tiny),
                        1e-4 * std::fabs(limits.slope_at_zero));
        }
    });
}

TEST_P(SpecialValues, NotANumberStaysSo) {
    const Limits& limits = GetParam();
    for_each_kernel([&](const glia_activation_t& table, auto kind) {
        using Real = decltype(kind);
        const Real nan = std::numeric_limits<Real>::quiet_NaN();
        std::vector<Real> x(40, Real(1));
        x[3] = nan;
        x[39] = -nan;
        const std::vector<Real> y = values_at(table, limits.parameters, x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            EXPECT_EQ(std::isnan(x[i]), std::isnan(y[i])) << i;
        }
        constexpr std::uint32_t constant = GLIA_ACTIVATION_GRAD_IGNORES_X | GLIA_ACTIVATION_GRAD_IGNORES_Y;
        if ((table.flags & constant) != constant) {
            const std::vector<Real> slope = derivatives_at(table, limits.parameters, x);
            for (std::size_t i = 0; i < x.size(); ++i) {
                EXPECT_EQ(std::isnan(x[i]), std::isnan(slope[i])) << i;
            }
        }
        const std::vector<Real> ones(40, Real(1));
        const std::vector<Real> y_of_ones = values_at(table, limits.parameters, ones);
        std::vector<Real> dx(40);
        backward(table, limits.parameters, 1, 40, ones.data(), y_of_ones.data(), x.data(), dx.data());
        for (std::size_t i = 0; i < x.size(); ++i) {
            EXPECT_EQ(std::isnan(x[i]), std::isnan(dx[i])) << i;
        }
    });
}

TEST(SpecialValues, OfOddFunctionsKeepTheSignOfZero) {
    for (const std::uint32_t isa : runnable_isas()) {
        for (const char* name : {"identity", "tanh", "softsign", "elliot", "hard_tanh", "soft_shrink", "tanh_shrink",
                                 "sine", "bent_identity", "isru", "scaled_tanh"}) {
            const glia_activation_t& table = activation(name, isa);
            const std::vector<float> y = values_at<float>(table, default_parameters(table), {-0.0f, 0.0f});
            EXPECT_TRUE(std::signbit(y[0])) << name;
            EXPECT_FALSE(std::signbit(y[1])) << name;
        }
    }
}

TEST(SpecialValues, AtTheKinksOfTheHardFunctionsSlopesAreThoseOutside) {
    for (const std::uint32_t isa : runnable_isas()) {
        const std::vector<float> kinks{-3, 3};
        EXPECT_EQ((std::vector<float>{0, 0}), derivatives_at(activation("hard_sigmoid", isa), {}, kinks));
        EXPECT_EQ((std::vector<float>{0, 1}), derivatives_at(activation("hard_swish", isa), {}, kinks));
    }
}

TEST(SpecialValues, OfPeriodicFunctionsAtInfinityAreNotANumberAndElsewhereFinite) {
    for (const char* name : {"sine", "cosine", "unit_sine", "unit_cosine"}) {
        for (const std::uint32_t isa : runnable_isas()) {
            const glia_activation_t& table = activation(name, isa);
            constexpr float infinite = std::numeric_limits<float>::infinity();
            constexpr float greatest = std::numeric_limits<float>::max();
            std::vector<float> x(600, 1.0f);  // more than a chunk, with exceptions in some
            x[3] = infinite;
            x[40] = -infinite;
            x[299] = greatest;
            x[300] = -1e9f;
            x[599] = std::numeric_limits<float>::quiet_NaN();
            const std::vector<float> y = values_at(table, {1000}, x);
            const std::vector<float> slope = derivatives_at(table, {1000}, x);
            for (std::size_t i = 0; i < x.size(); ++i) {
                EXPECT_EQ(std::isfinite(x[i]), std::isfinite(y[i])) << name << " at " << x[i];
                EXPECT_EQ(std::isfinite(x[i]), std::isfinite(slope[i])) << name << " at " << x[i];
                EXPECT_EQ(std::isfinite(x[i]), !std::isnan(y[i])) << name << " at " << x[i];
            }
        }
    }
}

TEST(SpecialValues, OfJumpsAreThoseOfTheSideThatTheFormulaNames) {
    // 0.3 is between two numbers of single precision: 0.3f is the one above it.
    const float below = std::nextafter(0.3f, 0.0f);
    for (const std::uint32_t isa : runnable_isas()) {
        EXPECT_EQ((std::vector<float>{0, 0.3f}),
                  values_at<float>(activation("hard_shrink", isa), {0.3}, {below, 0.3f}));
        EXPECT_EQ((std::vector<float>{7, 0.3f}),
                  values_at<float>(activation("threshold", isa), {0.3, 7}, {below, 0.3f}));
        EXPECT_EQ((std::vector<float>{0, 0}), values_at<float>(activation("hard_shrink", isa), {0.5}, {0.5f, -0.5f}));
        EXPECT_EQ((std::vector<float>{1, 1}), values_at<float>(activation("step", isa), {}, {0.0f, -0.0f}));
    }
}

INSTANTIATE_TEST_SUITE_P(StandardSet, SpecialValues, testing::ValuesIn(table_of_limits), [](const auto& instance) {
    return instance.param.name + "_" + std::to_string(instance.index);
});

}  // namespace
}  // namespace glia::test
