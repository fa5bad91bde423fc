// exp in two factors, which authors of plugins have from glia/plugin/math.hpp.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "glia/plugin/math.hpp"

namespace glia::test {
namespace {

using Limits = std::numeric_limits<double>;

double product(double hi, double lo) {
    const plugin::Scaled<double> e = plugin::scaled_exp(hi, lo);
    return e.value * e.scale;
}

TEST(ScaledExp, OfDoublesIsExp) {
    for (const double hi : {-708.0, -600.5, -600.0, -599.5, -1.0, 0.5, 599.5, 600.0, 600.5, 709.5}) {
        const double ulp = std::nextafter(std::abs(hi), Limits::infinity()) - std::abs(hi);
        for (const double lo : {-ulp, 0.0, ulp}) {
            EXPECT_NEAR(product(hi, lo) / (std::exp(hi) * (1 + lo)), 1, 1e-15) << hi << " + " << lo;
        }
    }
}

TEST(ScaledExp, OfDoublesHasTheLimitsOfExpFarOut) {
    for (const double lo : {-1e-13, 0.0, 1e-13}) {
        for (const double hi : {-746.0, -1221.0, -2000.0, -Limits::infinity()}) EXPECT_EQ(product(hi, lo), 0) << hi;
        for (const double hi : {710.0, 1201.0, 2000.0, Limits::infinity()}) {
            EXPECT_EQ(product(hi, lo), Limits::infinity()) << hi << " + " << lo;
        }
    }
    EXPECT_TRUE(std::isnan(product(Limits::quiet_NaN(), 0)));
}

}  // namespace
}  // namespace glia::test
