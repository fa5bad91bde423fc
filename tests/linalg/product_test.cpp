// Products, whichever way they are made.
#include "linalg/product.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "linalg/definition.hpp"

namespace glia {
namespace {

std::vector<double> numbers(std::size_t size, double phase) {
    std::vector<double> values(size);
    for (std::size_t i = 0; i < size; ++i) values[i] = std::sin(static_cast<double>(i) + phase);
    return values;
}

// One row, products small enough for the kernels, and larger ones.
const std::vector<std::array<std::size_t, 3>> shapes = {{1, 1, 1}, {1, 200, 90}, {4, 8, 16}, {16, 8, 9}, {40, 50, 60}};

TEST(Product, IsTheDefinitionForEveryFormAndSize) {
    for (const auto& [m, n, k] : shapes) {
        const std::size_t c_stride = n + 3;
        const auto a = numbers(m * k, 0);
        const auto b = numbers(k * n, 1);
        for (const bool ta : {false, true}) {
            for (const bool tb : {false, true}) {
                for (const double beta : {0.0, 1.0}) {
                    const Factor<double> fa = {a.data(), ta ? m : k, ta};
                    const Factor<double> fb = {b.data(), tb ? k : n, tb};
                    const auto expected = test::product<double>(m, n, k, fa, fb, beta, std::vector<double>(m * n, 0.5));
                    std::vector<double> c(m * c_stride, 0.5);
                    multiply(m, n, k, fa, fb, beta, c.data(), c_stride);
                    for (std::size_t i = 0; i < m; ++i) {
                        for (std::size_t j = 0; j < c_stride; ++j) {
                            const double wanted = j < n ? expected[i * n + j] : 0.5;  // what is between stays
                            ASSERT_NEAR(c[i * c_stride + j], wanted, 1e-12) << m << " x " << n << " x " << k;
                        }
                    }
                }
            }
        }
    }
}

TEST(Product, OfALayerAddsTheBiasToEveryRow) {
    for (const auto& [m, n, k] : shapes) {
        const auto x = numbers(m * k, 0);
        const auto weight = numbers(n * k, 1);
        const auto bias = numbers(n, 2);
        std::vector<double> start;
        for (std::size_t i = 0; i < m; ++i) start.insert(start.end(), bias.begin(), bias.end());
        const auto expected =
            test::product<double>(m, n, k, {x.data(), k, false}, {weight.data(), k, true}, 1.0, start);
        std::vector<double> z(m * n);
        multiply_add(m, n, k, x.data(), weight.data(), bias.data(), z.data());
        for (std::size_t i = 0; i < z.size(); ++i) ASSERT_NEAR(z[i], expected[i], 1e-12);
    }
}

}  // namespace
}  // namespace glia
