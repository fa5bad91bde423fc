#include "linalg/shared_product.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "linalg/blas.hpp"

namespace glia {
namespace {

// Products of threes, which float32 holds exactly: every order of summation gives n * 9.
TEST(SharedProduct, OfATeamIsTheDefinition) {
    Workers workers(3);
    for (const auto& [m, n, k] : std::vector<std::array<std::size_t, 3>>{{1, 1, 1}, {700, 30, 50}, {30, 700, 50}}) {
        const std::vector<float> a(m * k, 3.0F);
        const std::vector<float> b(k * n, 3.0F);
        std::vector<float> c(m * n, 1.0F);
        multiply<float>(workers, m, n, k, {a.data(), k, false}, {b.data(), n, false}, 1.0F, c.data());
        EXPECT_EQ(c, std::vector<float>(m * n, static_cast<float>(9 * k + 1))) << m << " x " << n << " x " << k;
    }
}

struct Heard {
    int warnings = 0;
    std::string last;
};

void listen(std::int32_t level, const char* message, void* user) {
    auto& heard = *static_cast<Heard*>(user);
    if (level == GLIA_LOG_WARN) ++heard.warnings;
    heard.last = message;
}

// In a process of its own, because a warning is given once for each.
TEST(SharedProductDeathTest, WarnsOnceWhereThreadsOfOpenblasCompete) {
    if (GLIA_TEST_EMULATED) GTEST_SKIP() << "an emulated program cannot start itself";
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    const auto judge = [] {
        Heard heard;
        set_log_callback(listen, &heard, nullptr);
        const std::vector<float> ones(64, 1.0F);
        std::vector<float> c(64);
        const auto products_of = [&](std::size_t threads) {
            Workers workers(threads);
            multiply<float>(workers, 8, 8, 8, {ones.data(), 8, false}, {ones.data(), 8, false}, 0.0F, c.data());
            return heard.warnings;
        };
        const int expected = blas_threads() > 1 ? 1 : 0;
        const bool right = products_of(1) == 0 && products_of(2) == expected && products_of(2) == expected;
        const bool words = expected == 0 || heard.last.find("set OPENBLAS_NUM_THREADS=1") != std::string::npos;
        std::exit(right && words ? 0 : 1);
    };
    EXPECT_EXIT(judge(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace glia
