#include "linalg/blas.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string_view>
#include <thread>
#include <vector>

#include "base/processor.hpp"
#include "linalg/definition.hpp"
#include "linalg/rows.hpp"
#include "linalg/suitable_core.hpp"

namespace glia {
namespace {

template <class T>
void expect_products(double tolerance) {
    for (const auto& [m, n, k] :
         std::vector<std::array<std::size_t, 3>>{{1, 1, 1}, {3, 5, 7}, {64, 33, 17}, {1, 40, 9}}) {
        std::vector<T> a(m * k);
        std::vector<T> b(k * n);
        std::vector<T> c(m * n, T{0.5});
        for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<T>(std::sin(static_cast<double>(i)));
        for (std::size_t i = 0; i < b.size(); ++i) b[i] = static_cast<T>(std::cos(static_cast<double>(i)));
        for (const bool ta : {false, true}) {
            for (const bool tb : {false, true}) {
                for (const T beta : {T{0}, T{1}}) {
                    const Factor<T> fa = {a.data(), ta ? m : k, ta};
                    const Factor<T> fb = {b.data(), tb ? k : n, tb};
                    const std::vector<T> expected = test::product(m, n, k, fa, fb, beta, c);
                    std::vector<T> result = c;
                    blas_multiply(m, n, k, fa, fb, beta, result.data(), n);
                    for (std::size_t i = 0; i < result.size(); ++i) ASSERT_NEAR(result[i], expected[i], tolerance);
                }
            }
        }
    }
}

TEST(Blas, MultipliesByTheDefinitionInFloat) {
    expect_products<float>(1e-4);
}

TEST(Blas, MultipliesByTheDefinitionInDouble) {
    expect_products<double>(1e-13);
}

TEST(Blas, OrthonormalizesRowsWithoutTurningTheFirst) {
    std::vector<double> a = {3, 4, 0, 1, 1, 1};
    orthonormalize_rows(2, 3, a.data());
    EXPECT_NEAR(a[0], 0.6, 1e-15);
    EXPECT_NEAR(a[1], 0.8, 1e-15);
    EXPECT_NEAR(a[0] * a[3] + a[1] * a[4] + a[2] * a[5], 0, 1e-15);
}

// What OpenBLAS these tests are linked with: where it is not that of the build, the environment says so.
std::string_view flavour() {
    const char* const other = std::getenv("GLIA_TEST_BLAS");
    return other != nullptr ? other : GLIA_TEST_BLAS;
}

TEST(Blas, TellsWhatItIs) {
    const BlasInfo info = blas_info();
    EXPECT_EQ(info.flavour, flavour());
    EXPECT_FALSE(info.core.empty());
    EXPECT_GE(info.threads, 1);
    EXPECT_NE(info.config.find("OpenBLAS"), std::string::npos);
}

// Kernels for a processor of 2004 are chosen for no processor of today, however new it is to OpenBLAS.
TEST(Blas, SuitsTheProcessor) {
    if (std::getenv("OPENBLAS_CORETYPE") != nullptr) GTEST_SKIP() << "OPENBLAS_CORETYPE says which kernels to use";
    const std::string core = blas_info().core;
    EXPECT_EQ(better_core("SkylakeX"), nullptr);
    EXPECT_EQ(better_core("Haswell"), nullptr);
    const char* const better = better_core("Prescott");
    const std::array<const char*, 3> expected = {nullptr, "Haswell", "SkylakeX"};
    EXPECT_STREQ(better, expected.at(best_isa()));
    if (flavour() == "private" && better != nullptr) {
        EXPECT_NE(core, "Prescott");
    }
}

TEST(Blas, UsesTheKernelsThatAreAskedFor) {
    EXPECT_EQ(setenv("OPENBLAS_CORETYPE", "Prescott", 1), 0);
    EXPECT_EQ(better_core("Prescott"), nullptr);
    EXPECT_EQ(unsetenv("OPENBLAS_CORETYPE"), 0);
}

// Each thread multiplies by matrices of its own, so that a buffer that two share shows in the product. The products are
// small and many, so that an OpenBLAS without a lock is caught: there, some in a million meet, and each meeting spoils
// hundreds of products.
TEST(Products, InEightThreadsAtOnceAreThoseOfOne) {
    constexpr std::size_t size = 8;
    constexpr int products = 400000;
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 1; t <= 8; ++t) {
        std::vector<float> a(size * size);
        std::vector<float> b(size * size);
        for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<float>(i % 17) * 0.1F;
        for (std::size_t i = 0; i < b.size(); ++i) b[i] = (static_cast<float>(i % 13) - 6) * static_cast<float>(t);
        threads.emplace_back([&wrong, a, b] {
            const Factor<float> left = {a.data(), size, false};
            const Factor<float> right = {b.data(), size, true};
            const std::vector<float> expected = test::product<float>(size, size, size, left, right, 0, b);
            std::vector<float> c(expected.size());
            for (int i = 0; i < products; ++i) {
                blas_multiply<float>(size, size, size, left, right, 0, c.data(), size);
                const auto far = [](float x, float y) { return std::abs(x - y) > 1e-3F; };
                wrong += std::equal(c.begin(), c.end(), expected.begin(), std::not_fn(far)) ? 0 : 1;
            }
        });
    }
    for (std::thread& each : threads) each.join();
    EXPECT_EQ(wrong, 0);
}

TEST(Rows, AreSummedByColumn) {
    const std::vector<float> m = {1, 2, 3, 4, 5, 6};
    std::vector<float> sums = {10, 10};
    sum_rows(3, 2, 2, m.data(), true, sums.data());
    EXPECT_EQ(sums, (std::vector<float>{19, 22}));
    sum_rows(3, 2, 2, m.data(), false, sums.data());
    EXPECT_EQ(sums, (std::vector<float>{9, 12}));
}

TEST(Rows, FindTheFirstOfTheLargest) {
    const std::vector<float> v = {1, 5, 2, 5};
    EXPECT_EQ(largest(v.size(), v.data()), 1u);
}

TEST(Rows, NoticeASingleNumberThatIsNotFinite) {
    for (const std::size_t size : {1, 15, 16, 17, 100}) {
        std::vector<float> v(size, 3e38F);
        EXPECT_TRUE(all_finite(size, v.data()));
        for (std::size_t i = 0; i < size; ++i) {
            for (const float bad : {INFINITY, -INFINITY, NAN}) {
                std::vector<float> w = v;
                w[i] = bad;
                EXPECT_FALSE(all_finite(size, w.data())) << size << " " << i;
            }
        }
    }
}

}  // namespace
}  // namespace glia
