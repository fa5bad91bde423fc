#include "base/subnormal_numbers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>

#include "base/workers.hpp"

namespace glia {
namespace {

#if defined(__x86_64__)
constexpr bool slow_with_them = true;
#else
constexpr bool slow_with_them = false;
#endif

// Half of the smallest normal number, computed here and now.
bool half_is_zero() {
    volatile float smallest = std::numeric_limits<float>::min();
    return smallest * 0.5F == 0;
}

TEST(SubnormalResults, AreZeroUntilTheEnd) {
    EXPECT_FALSE(half_is_zero());
    {
        const SubnormalResultsAreZero outer;
        EXPECT_EQ(half_is_zero(), slow_with_them);
        { const SubnormalResultsAreZero inner; }
        EXPECT_EQ(half_is_zero(), slow_with_them) << "the inner one ended what the outer one began";
    }
    EXPECT_FALSE(half_is_zero());
}

TEST(SubnormalResults, AreZeroInTheWorkOfATeam) {
    for (const std::size_t threads : {1, 3}) {
        Workers workers(threads);
        std::atomic<int> zero = 0;
        workers.run(100, [&](std::size_t) noexcept { zero += half_is_zero() ? 1 : 0; });
        EXPECT_EQ(zero, slow_with_them ? 100 : 0) << threads << " threads";
        workers.run_pieces(7, 7, [&](std::size_t, std::size_t) noexcept { zero = half_is_zero() ? 1 : 0; });
        EXPECT_EQ(zero, slow_with_them ? 1 : 0);
        EXPECT_FALSE(half_is_zero());
    }
}

}  // namespace
}  // namespace glia
