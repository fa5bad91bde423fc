// Products of packed factors: the definition in every form, and the same bits however the work is shared.
#include "linalg/packed_product.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <vector>

#include "linalg/definition.hpp"
#include "linalg/kernels/kernels.hpp"
#include "linalg/numbers.hpp"
#include "linalg/product_memory.hpp"

namespace glia {
namespace {

using test::numbers;

bool are_there() {
    return panel_kernels<float>().rows > 0 && PackingMemory().data() != nullptr;
}

// Whole tiles and parts of them, several panels, sums of more than one block of terms; and more rows, and more terms,
// than are packed at once. The last are large enough in every form.
const std::vector<std::array<std::size_t, 3>> shapes = {{8, 16, 9},     {13, 33, 70},   {300, 17, 64},
                                                        {20, 40, 1100}, {61, 130, 515}, {128, 100, 100},
                                                        {9, 32, 2500},  {1100, 16, 40}, {1100, 16, 2100}};

// The matrices of a product, C with space between its rows.
template <class T>
struct Case {
    Case(std::size_t rows, std::size_t cols, std::size_t terms, bool a_turned, bool b_turned)
        : m(rows), n(cols), k(terms), ta(a_turned), tb(b_turned) {}

    std::vector<T> multiply(std::size_t threads, const T* bias, bool accumulate) const {
        Workers workers(threads);
        std::vector<T> c(m * stride(), T{0.5});
        EXPECT_TRUE(packed_multiply<T>(workers, m, n, k, left(), right(), bias, accumulate, c.data(), stride()));
        return c;
    }
    std::size_t stride() const { return n + 5; }
    Factor<T> left() const { return {a.data(), ta ? m : k, ta}; }
    Factor<T> right() const { return {b.data(), tb ? k : n, tb}; }

    std::size_t m;
    std::size_t n;
    std::size_t k;
    bool ta;
    bool tb;
    std::vector<T> a = numbers<T>(m * k, 0);
    std::vector<T> b = numbers<T>(k * n, 1);
};

template <class T>
void expect_definition(const Case<T>& that, const std::vector<T>& c, const std::vector<T>& start) {
    const auto expected = test::product<T>(that.m, that.n, that.k, that.left(), that.right(), T{1}, start);
    const double tolerance = 8 * static_cast<double>(std::numeric_limits<T>::epsilon()) * static_cast<double>(that.k);
    for (std::size_t i = 0; i < that.m; ++i) {
        for (std::size_t j = 0; j < that.stride(); ++j) {
            const T wanted = j < that.n ? expected[i * that.n + j] : T{0.5};  // what is between stays
            ASSERT_NEAR(c[i * that.stride() + j], wanted, tolerance)
                << that.m << " x " << that.n << " x " << that.k << ", row " << i << ", column " << j;
        }
    }
}

template <class T>
void test_definition() {
    if (!are_there()) GTEST_SKIP() << "there are no such kernels here, or OpenBLAS is the system's";
    for (const auto& [m, n, k] : shapes) {
        for (const bool ta : {false, true}) {
            for (const bool tb : {false, true}) {
                const Case<T> that(m, n, k, ta, tb);
                if (panel_kernels<T>().wide && !tb && m * n * k <= 1'000'000) continue;  // these are OpenBLAS's
                const std::vector<T> bias = numbers<T>(n, 2);
                std::vector<T> rows_of_bias(m * n);
                for (std::size_t i = 0; i < m * n; ++i) rows_of_bias[i] = bias[i % n];
                expect_definition(that, that.multiply(1, nullptr, false), std::vector<T>(m * n));
                expect_definition(that, that.multiply(1, bias.data(), false), rows_of_bias);
                expect_definition(that, that.multiply(1, nullptr, true), std::vector<T>(m * n, T{0.5}));
            }
        }
    }
}

TEST(PackedProduct, IsTheDefinitionInFloat) {
    test_definition<float>();
}

TEST(PackedProduct, IsTheDefinitionInDouble) {
    test_definition<double>();
}

TEST(PackedProduct, HasTheSameBitsForAnyNumberOfThreads) {
    if (!are_there()) GTEST_SKIP() << "there are no such kernels here, or OpenBLAS is the system's";
    for (const Case<float>& that : {Case<float>(130, 700, 600, false, true), Case<float>(700, 40, 600, true, true),
                                    Case<float>(2100, 50, 300, true, false)}) {
        const std::vector<float> bias = numbers<float>(that.n, 2);
        for (const bool accumulate : {false, true}) {
            const auto alone = that.multiply(1, bias.data(), accumulate);
            for (const std::size_t threads : {2, 3, 8}) {
                EXPECT_EQ(that.multiply(threads, bias.data(), accumulate), alone) << threads << " threads";
            }
        }
    }
}

// What an element is depends on its own row and column, whatever is computed beside it.
TEST(PackedProduct, HasTheSameBitsInAPartOfIt) {
    if (!are_there()) GTEST_SKIP() << "there are no such kernels here, or OpenBLAS is the system's";
    const Case<float> whole(100, 90, 700, false, true);
    Case<float> part(29, 45, 700, false, true);
    part.a = whole.a;
    part.b = whole.b;
    const auto all = whole.multiply(1, nullptr, false);
    const auto some = part.multiply(1, nullptr, false);
    for (std::size_t i = 0; i < part.m; ++i) {
        for (std::size_t j = 0; j < part.n; ++j) {
            ASSERT_EQ(some[i * part.stride() + j], all[i * whole.stride() + j]) << "row " << i << ", column " << j;
        }
    }
}

TEST(PackedProduct, LeavesOtherShapesToOthers) {
    Workers workers(1);
    std::vector<float> c(64, 7.0F);
    const std::vector<float> ones(64, 1.0F);
    EXPECT_FALSE(packed_multiply<float>(workers, 1, 64, 64, {ones.data(), 64, false}, {nullptr, 64, true}, nullptr,
                                        false, c.data(), 64));
    EXPECT_FALSE(packed_multiply<float>(workers, 64, 4, 64, {nullptr, 64, false}, {ones.data(), 64, true}, nullptr,
                                        false, c.data(), 4));
    EXPECT_EQ(c, std::vector<float>(64, 7.0F));
}

}  // namespace
}  // namespace glia
