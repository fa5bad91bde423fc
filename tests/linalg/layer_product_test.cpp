// What a dense layer computes of many rows: the definition, the bits of the packed product, and those bits however the
// work is shared and however many rows there are.
#include "linalg/layer_product.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <vector>

#include "linalg/definition.hpp"
#include "linalg/kernels/kernels.hpp"
#include "linalg/numbers.hpp"
#include "linalg/packed_product.hpp"
#include "linalg/product_memory.hpp"

namespace glia {
namespace {

using test::numbers;

bool are_there() {
    return panel_kernels<float>().rows > 0;
}

template <class T>
struct Case {
    std::size_t m;
    std::size_t n;
    std::size_t k;
    std::vector<T> a = numbers<T>(m * k, 0);
    std::vector<T> weight = numbers<T>(n * k, 1);
    std::vector<T> bias = numbers<T>(n, 2);

    std::vector<T> multiply(std::size_t threads) const {
        Workers workers(threads);
        const std::size_t size = layer_product_memory<T>(m, n, k);
        EXPECT_GT(size, 0U);
        constexpr T guard{0.25};
        std::vector<T> memory(size + 1, guard);
        std::vector<T> c(m * n);
        layer_product<T>(workers, m, n, k, a.data(), weight.data(), bias.data(), c.data(), memory.data());
        EXPECT_EQ(memory[size], guard);
        return c;
    }
};

// Parts of tiles and panels, as many rows as are packed at once and more, and the most inputs there can be.
const std::vector<std::array<std::size_t, 3>> shapes = {{8, 9, 3000},   {13, 233, 70}, {300, 17, 65},  {20, 40, 1100},
                                                        {61, 130, 515}, {1100, 8, 30}, {400, 20, 700}, {40, 30, 4095}};

template <class T>
void test_definition() {
    if (!are_there()) GTEST_SKIP() << "there are no such kernels here";
    for (const auto& [m, n, k] : shapes) {
        const Case<T> that{m, n, k};
        std::vector<T> rows_of_bias(m * n);
        for (std::size_t i = 0; i < m * n; ++i) rows_of_bias[i] = that.bias[i % n];
        const auto expected =
            test::product<T>(m, n, k, {that.a.data(), k, false}, {that.weight.data(), k, true}, T{1}, rows_of_bias);
        const auto c = that.multiply(1);
        const double tolerance = 8 * static_cast<double>(std::numeric_limits<T>::epsilon()) * static_cast<double>(k);
        for (std::size_t i = 0; i < m * n; ++i) {
            ASSERT_NEAR(c[i], expected[i], tolerance) << m << " x " << n << " x " << k << ", element " << i;
        }
    }
}

TEST(LayerProduct, IsTheDefinitionInFloat) {
    test_definition<float>();
}

TEST(LayerProduct, IsTheDefinitionInDouble) {
    test_definition<double>();
}

TEST(LayerProduct, HasTheSameBitsForAnyNumberOfThreads) {
    if (!are_there()) GTEST_SKIP() << "there are no such kernels here";
    for (const Case<float>& that : {Case<float>{130, 700, 600}, Case<float>{700, 40, 600}, Case<float>{1024, 10, 500},
                                    Case<float>{2100, 50, 300}}) {
        const auto alone = that.multiply(1);
        for (const std::size_t threads : {2, 3, 8}) EXPECT_EQ(that.multiply(threads), alone) << threads << " threads";
    }
}

// A row has the same outputs in a batch of another size, for this or more rows.
TEST(LayerProduct, HasTheSameBitsForFewerRows) {
    if (!are_there()) GTEST_SKIP() << "there are no such kernels here";
    const Case<float> whole{500, 45, 300};
    Case<float> part{29, 45, 300};
    part.weight = whole.weight;
    part.bias = whole.bias;
    const auto all = whole.multiply(1);
    const auto some = part.multiply(1);
    for (std::size_t i = 0; i < some.size(); ++i) ASSERT_EQ(some[i], all[i]) << "element " << i;
}

TEST(LayerProduct, HasTheBitsOfThePackedProduct) {
    if (!are_there() || PackingMemory().data() == nullptr)
        GTEST_SKIP() << "there are no such kernels here, or OpenBLAS is the system's";
    const Case<float> that{130, 70, 600};
    Workers workers(1);
    std::vector<float> c(that.m * that.n);
    ASSERT_TRUE(packed_multiply<float>(workers, that.m, that.n, that.k, {that.a.data(), that.k, false},
                                       {that.weight.data(), that.k, true}, that.bias.data(), false, c.data(), that.n));
    EXPECT_EQ(that.multiply(2), c);
}

TEST(LayerProduct, LeavesOtherShapesToOthers) {
    EXPECT_EQ(layer_product_memory<float>(1024, 7, 640), 0U);   // few units
    EXPECT_EQ(layer_product_memory<float>(8, 8, 8), 0U);        // few multiplications
    EXPECT_EQ(layer_product_memory<float>(8, 4, 8), 0U);        // few multiplications
    EXPECT_EQ(layer_product_memory<float>(64, 64, 1024), 0U);   // weights that collide in the cache
    EXPECT_EQ(layer_product_memory<float>(64, 64, 20000), 0U);  // longer than a panel may be
}

}  // namespace
}  // namespace glia
