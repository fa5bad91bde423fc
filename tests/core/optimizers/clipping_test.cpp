#include "core/optimizers/clipping.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/elementwise.hpp"
#include "core/figures.hpp"

namespace glia {
namespace {

TEST(Clipping, ClipsAsPyTorchDoes) {
    std::map<std::string, std::pair<std::vector<double>, std::vector<double>>> cases;
    for (auto& row : test::read_table(GLIA_TEST_FIGURES "/clipped_gradients.txt")) {
        cases[row["clipping"]].first.push_back(std::stod(row["gradient"]));
        cases[row["clipping"]].second.push_back(std::stod(row["clipped"]));
    }
    ASSERT_EQ(cases.size(), 3u);
    Workers workers;
    for (auto& [spec, arrays] : cases) {
        auto& [gradients, expected] = arrays;
        const std::span<double> all = gradients;
        const std::vector<std::span<double>> parts = {all.first(5), all.subspan(5)};
        Clipping(spec).apply<double>(parts, workers);
        // PyTorch divides by the norm plus 1e-6.
        for (std::size_t i = 0; i < all.size(); ++i) EXPECT_NEAR(all[i], expected[i], 1e-6) << spec;
    }
}

TEST(Clipping, KeepsTheDirectionAndMakesTheNormTheLimit) {
    std::vector<float> g = {3, 0, -4};
    const std::vector<std::span<float>> parts = {g};
    Workers workers;
    EXPECT_DOUBLE_EQ(gradient_norm<float>(parts, workers), 5);
    Clipping("norm(limit=2.5)").apply<float>(parts, workers);
    EXPECT_EQ(g, (std::vector<float>{1.5f, 0, -2}));
    Clipping("norm(limit=2.5)").apply<float>(parts, workers);
    EXPECT_EQ(g, (std::vector<float>{1.5f, 0, -2}));
}

TEST(Clipping, LeavesGradientsAsTheyAreWhereThereIsNone) {
    std::vector<float> g = {1e30f};
    Workers workers;
    Clipping("none").apply<float>(std::vector<std::span<float>>{g}, workers);
    Clipping().apply<float>(std::vector<std::span<float>>{g}, workers);
    EXPECT_EQ(g[0], 1e30f);
}

TEST(Clipping, FindsNormsThatFloatCannotHold) {
    std::vector<float> g = {3e38f, 3e38f};
    Workers workers;
    Clipping("norm(limit=1)").apply<float>(std::vector<std::span<float>>{g}, workers);
    EXPECT_NEAR(g[0], std::sqrt(0.5), 1e-6);
}

TEST(Clipping, GivesTheSameBitsForAnyThreads) {
    std::vector<float> first(5 * piece_elements + 77);
    for (std::size_t i = 0; i < first.size(); ++i) first[i] = std::sin(static_cast<float>(i));
    Workers alone;
    std::vector<float> expected = first;
    Clipping("norm(limit=0.1)").apply<float>(std::vector<std::span<float>>{expected}, alone);
    for (const std::size_t threads : {2u, 3u, 8u}) {
        Workers workers(threads);
        std::vector<float> g = first;
        Clipping("norm(limit=0.1)").apply<float>(std::vector<std::span<float>>{g}, workers);
        EXPECT_EQ(g, expected) << threads;
    }
}

TEST(Clipping, RefusesBadSpecs) {
    EXPECT_THROW(Clipping("norm(limit=0)"), Error);
    EXPECT_THROW(Clipping("value(limit=-1)"), Error);
    EXPECT_THROW(Clipping("normm"), Error);
}

}  // namespace
}  // namespace glia
