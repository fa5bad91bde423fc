// glia's own products, for each instruction set, against the definition; at the edges of memory that must not be read.
#include "linalg/kernels/kernels.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/cpu.hpp"
#include "glia/plugin.h"
#include "guarded_array.hpp"
#include "linalg/definition.hpp"

namespace glia {
namespace {

struct Variant {
    std::uint32_t isa;
    const KernelSet* kernels;
};

// Those that this processor has.
std::vector<Variant> variants() {
    std::vector<Variant> list = {{GLIA_ISA_BASELINE, &baseline_kernels}};
#if defined(__x86_64__)
    if (permitted_isa() >= GLIA_ISA_AVX2) list.push_back({GLIA_ISA_AVX2, &avx2_kernels});
    if (permitted_isa() >= GLIA_ISA_AVX512) list.push_back({GLIA_ISA_AVX512, &avx512_kernels});
#endif
    return list;
}

const ProductKernels<float>& kernels_of(const KernelSet& set, float) {
    return set.of_floats;
}
const ProductKernels<double>& kernels_of(const KernelSet& set, double) {
    return set.of_doubles;
}

const PanelKernels<float>& panels_of(const KernelSet& set, float) {
    return set.panels_of_floats;
}
const PanelKernels<double>& panels_of(const KernelSet& set, double) {
    return set.panels_of_doubles;
}

// An array that ends where memory ends.
template <class T>
struct Guarded {
    Guarded(std::size_t size, double phase) : array(size) {
        for (std::size_t i = 0; i < size; ++i) data()[i] = static_cast<T>(std::sin(static_cast<double>(i) + phase));
    }
    T* data() { return array.data(); }
    std::vector<T> copy(std::size_t size) { return {data(), data() + size}; }

    test::GuardedArray<T> array;
};

// terms: of each sum, of which none is above 1.
template <class T>
void expect_near(const std::vector<T>& expected, const T* actual, std::size_t terms, const std::string& what) {
    const double tolerance = static_cast<double>(std::numeric_limits<T>::epsilon()) * 8 * static_cast<double>(terms);
    for (std::size_t i = 0; i < expected.size(); ++i) ASSERT_NEAR(actual[i], expected[i], tolerance) << what;
}

// Sizes on both sides of every register, and beyond four of them.
const std::vector<std::size_t> sizes = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 70};

template <class T>
void test_dot(const Variant& variant, std::size_t m, std::size_t n, std::size_t k) {
    Guarded<T> a(m * k, 0);
    Guarded<T> b(n * k, 1);
    Guarded<T> bias(n, 2);
    Guarded<T> c(m * n, 3);
    std::vector<T> start(m * n);
    for (std::size_t i = 0; i < m * n; ++i) start[i] = bias.data()[i % n];
    const auto expected = test::product<T>(m, n, k, {a.data(), k, false}, {b.data(), k, true}, T{1}, start);
    const std::string what = std::string(isa_name(variant.isa)) + " " + std::to_string(m) + " x " + std::to_string(n) +
                             " x " + std::to_string(k);
    const ProductKernels<T>& kernels = kernels_of(*variant.kernels, T{});
    kernels.dot(m, n, k, a.data(), b.data(), bias.data(), c.data());
    expect_near(expected, c.data(), k + 1, what);
    const auto without = test::product<T>(m, n, k, {a.data(), k, false}, {b.data(), k, true}, T{0}, start);
    kernels.dot(m, n, k, a.data(), b.data(), nullptr, c.data());
    expect_near(without, c.data(), k + 1, what);
}

template <class T>
void test_combine(const Variant& variant, std::size_t m, std::size_t n, std::size_t k, bool transposed, T beta) {
    Guarded<T> a(m * k, 0);
    Guarded<T> b(k * n, 1);
    Guarded<T> c(m * n, 2);
    const std::size_t stride = transposed ? m : k;
    const auto expected =
        test::product<T>(m, n, k, {a.data(), stride, transposed}, {b.data(), n, false}, beta, c.copy(m * n));
    kernels_of(*variant.kernels, T{})
        .combine(m, n, k, a.data(), transposed ? 1 : stride, transposed ? stride : 1, b.data(), n, beta != T{0},
                 c.data(), n);
    expect_near(expected, c.data(), k + 1,
                std::string(isa_name(variant.isa)) + " " + std::to_string(m) + " x " + std::to_string(n) + " x " +
                    std::to_string(k));
}

// The gradient is rounded to T, as it would be if it were stored.
template <class T>
void test_descend(const Variant& variant, std::size_t m, std::size_t n) {
    Guarded<T> dz(m, 0);
    Guarded<T> x(n, 1);
    Guarded<T> weight(m * n + m, 2);
    Guarded<T> made(m * n + m, 3);
    const T rate = T{0.25};
    std::vector<T> expected = weight.copy(m * n + m);
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = 0; j < n; ++j) expected[i * n + j] -= rate * static_cast<T>(dz.data()[i] * x.data()[j]);
        expected[m * n + i] -= rate * dz.data()[i];
    }
    const ProductKernels<T>& kernels = kernels_of(*variant.kernels, T{});
    const std::string what = std::string(isa_name(variant.isa)) + " " + std::to_string(m) + " x " + std::to_string(n);
    EXPECT_TRUE(kernels.descend(m, n, rate, dz.data(), x.data(), weight.data(), made.data())) << what;
    expect_near(expected, made.data(), 1, what);
    for (const T bad : {std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(),
                        std::numeric_limits<T>::quiet_NaN()}) {
        for (const std::size_t at : {std::size_t{0}, m * n - 1, m * n + m - 1}) {
            const T good = std::exchange(weight.data()[at], bad);
            EXPECT_FALSE(kernels.descend(m, n, rate, dz.data(), x.data(), weight.data(), made.data())) << what;
            weight.data()[at] = good;
        }
    }
    weight.data()[0] = std::numeric_limits<T>::max();
    EXPECT_TRUE(kernels.descend(m, n, rate, dz.data(), x.data(), weight.data(), made.data())) << what;
}

template <class T>
void test_descents() {
    for (const Variant& variant : variants()) {
        for (const std::size_t m : sizes) {
            for (const std::size_t n : sizes) test_descend<T>(variant, m, n);
        }
    }
}

TEST(Kernels, DescendByTheDefinition) {
    test_descents<float>();
    test_descents<double>();
}

template <class T>
void test_sizes() {
    for (const Variant& variant : variants()) {
        for (const std::size_t m : {1, 2, 5}) {
            for (const std::size_t n : sizes) {
                for (const std::size_t k : sizes) {
                    test_dot<T>(variant, m, n, k);
                    for (const bool transposed : {false, true}) {
                        test_combine<T>(variant, m, n, k, transposed, T{0});
                        test_combine<T>(variant, m, n, k, transposed, T{1});
                    }
                    if (testing::Test::HasFatalFailure()) return;
                }
            }
        }
    }
}

TEST(Kernels, AreTheDefinitionInFloat) {
    test_sizes<float>();
}

TEST(Kernels, AreTheDefinitionInDouble) {
    test_sizes<double>();
}

// Long rows are read few at a time.
TEST(Kernels, AreTheDefinitionForLongRows) {
    for (const Variant& variant : variants()) {
        for (const std::size_t n : {1, 3, 4, 21}) test_dot<double>(variant, 2, n, 1003);
    }
}

// 0 x infinity is NaN, whatever else stands in the row: nothing is skipped for being 0.
TEST(Kernels, LetNothingThatIsNotFiniteVanish) {
    const std::size_t k = 5;
    for (const Variant& variant : variants()) {
        const std::vector<float> zeros(k);
        std::vector<float> b(3 * k);
        b[k + 2] = std::numeric_limits<float>::infinity();
        std::vector<float> c(3);
        variant.kernels->of_floats.dot(1, 3, k, zeros.data(), b.data(), nullptr, c.data());
        EXPECT_EQ(c[0], 0);
        EXPECT_TRUE(std::isnan(c[1]));
        EXPECT_EQ(c[2], 0);
    }
}

// What is read, and what is written, ends where memory does.
template <class T>
void test_packing(const PanelKernels<T>& kernels, std::size_t width, std::size_t have, std::size_t k) {
    Guarded<T> lines(have * k, 1);
    for (const bool side_by_side : {false, true}) {
        Guarded<T> panel(width * k, 2);
        kernels.pack(k, width, have, lines.data(), side_by_side ? have : k, side_by_side, panel.data());
        for (std::size_t p = 0; p < k; ++p) {
            for (std::size_t j = 0; j < width; ++j) {
                const T expected = j >= have ? T{0} : lines.data()[side_by_side ? p * have + j : j * k + p];
                ASSERT_EQ(panel.data()[p * width + j], expected)
                    << have << " of " << width << " lines of " << k << ", line " << j << ", element " << p;
            }
        }
    }
}

template <class T>
void test_panels(const Variant& variant, std::size_t m, std::size_t n, std::size_t k) {
    const PanelKernels<T>& kernels = panels_of(*variant.kernels, T{});
    const std::size_t panels = (m + kernels.rows - 1) / kernels.rows;
    Guarded<T> a(m * k, 0);
    Guarded<T> b(k * n, 1);
    Guarded<T> bias(n, 2);
    Guarded<T> packed_a(panels * kernels.rows * k, 0);
    Guarded<T> packed_b(kernels.cols * k, 0);
    for (std::size_t i = 0; i < panels; ++i) {
        kernels.pack(k, kernels.rows, std::min(kernels.rows, m - i * kernels.rows), a.data() + i * kernels.rows * k, k,
                     false, packed_a.data() + i * kernels.rows * k);
    }
    kernels.pack(k, kernels.cols, n, b.data(), n, true, packed_b.data());
    const std::string what = std::string(isa_name(variant.isa)) + " " + std::to_string(m) + " x " + std::to_string(n) +
                             " x " + std::to_string(k);
    const auto multiply = [&](std::vector<T> start, const T* bias_or_null, bool accumulate) {
        Guarded<T> c(m * n, 3);
        const auto expected = test::product<T>(m, n, k, {a.data(), k, false}, {b.data(), n, false}, T{1},
                                               accumulate ? c.copy(m * n) : start);
        kernels.multiply(m, n, k, packed_a.data(), packed_b.data(), bias_or_null, accumulate, c.data(), n);
        expect_near(expected, c.data(), k + 1, what);
    };
    std::vector<T> rows_of_bias(m * n);
    for (std::size_t i = 0; i < m * n; ++i) rows_of_bias[i] = bias.data()[i % n];
    multiply(std::vector<T>(m * n), nullptr, false);
    multiply(rows_of_bias, bias.data(), false);
    multiply({}, nullptr, true);
}

// The rows of W lie apart, and nothing between them is read; nor is what stands beside C written.
template <class T>
void test_turned_panels(const Variant& variant, std::size_t m, std::size_t n, std::size_t k) {
    const PanelKernels<T>& kernels = panels_of(*variant.kernels, T{});
    const std::size_t gap = 3;
    Guarded<T> w((m - 1) * (k + gap) + k, 0);
    Guarded<T> x(n * k, 1);
    Guarded<T> bias(m, 2);
    Guarded<T> panel(kernels.cols * k, 0);
    kernels.pack(k, kernels.cols, n, x.data(), k, false, panel.data());
    for (const T* bias_or_null : {static_cast<const T*>(nullptr), static_cast<const T*>(bias.data())}) {
        std::vector<T> start(n * m);
        if (bias_or_null != nullptr) {
            for (std::size_t i = 0; i < n * m; ++i) start[i] = bias_or_null[i % m];
        }
        const auto expected = test::product<T>(n, m, k, {x.data(), k, false}, {w.data(), k + gap, true}, T{1}, start);
        Guarded<T> c((n - 1) * (m + gap) + m, 3);
        const auto before = c.copy((n - 1) * (m + gap) + m);
        kernels.multiply_turned(m, n, k, w.data(), k + gap, panel.data(), bias_or_null, c.data(), m + gap);
        std::vector<T> found;
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (i % (m + gap) < m) {
                found.push_back(c.data()[i]);
            } else {
                ASSERT_EQ(c.data()[i], before[i]) << "beside row " << i / (m + gap);
            }
        }
        expect_near(expected, found.data(), k + 1,
                    std::string(isa_name(variant.isa)) + " " + std::to_string(n) + " x " + std::to_string(m) + " x " +
                        std::to_string(k));
    }
}

template <class T>
void test_all_panels() {
    for (const Variant& variant : variants()) {
        const PanelKernels<T>& kernels = panels_of(*variant.kernels, T{});
        if (kernels.rows == 0) continue;
        for (const std::size_t k : sizes) {
            for (const std::size_t width : {kernels.rows, kernels.cols}) {
                for (std::size_t have = 1; have <= width; ++have) test_packing<T>(kernels, width, have, k);
            }
        }
        for (std::size_t m = 1; m <= 2 * kernels.rows + 1; ++m) {
            for (std::size_t n = 1; n <= kernels.cols; n += n < 3 ? 1 : 3) test_panels<T>(variant, m, n, 9);
            test_panels<T>(variant, m, kernels.cols, 40);
            for (std::size_t n = 1; n <= kernels.cols; n += n < 3 ? 1 : 3) test_turned_panels<T>(variant, m, n, 9);
            test_turned_panels<T>(variant, m, kernels.cols, 40);
        }
    }
}

TEST(Kernels, PackAndMultiplyPanelsOfFloats) {
    test_all_panels<float>();
}

TEST(Kernels, PackAndMultiplyPanelsOfDoubles) {
    test_all_panels<double>();
}

}  // namespace
}  // namespace glia
