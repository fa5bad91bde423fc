#include "base/cpu.hpp"

#include <gtest/gtest.h>

#include "glia/plugin.h"

namespace glia {
namespace {

TEST(Cpu, IsLimitedByARequest) {
    EXPECT_EQ(limit_isa(GLIA_ISA_AVX512, "baseline"), static_cast<std::uint32_t>(GLIA_ISA_BASELINE));
    EXPECT_EQ(limit_isa(GLIA_ISA_AVX512, "avx2"), static_cast<std::uint32_t>(GLIA_ISA_AVX2));
    EXPECT_EQ(limit_isa(GLIA_ISA_AVX512, "avx512"), static_cast<std::uint32_t>(GLIA_ISA_AVX512));
}

TEST(Cpu, IsNeverRaisedByARequest) {
    EXPECT_EQ(limit_isa(GLIA_ISA_BASELINE, "avx512"), static_cast<std::uint32_t>(GLIA_ISA_BASELINE));
}

TEST(Cpu, IgnoresARequestThatItDoesNotKnow) {
    EXPECT_EQ(limit_isa(GLIA_ISA_AVX2, "neon"), static_cast<std::uint32_t>(GLIA_ISA_AVX2));
}

TEST(Cpu, NamesEveryLevel) {
    EXPECT_STREQ(isa_name(GLIA_ISA_BASELINE), "baseline");
    EXPECT_STREQ(isa_name(GLIA_ISA_AVX512), "avx512");
    EXPECT_STREQ(isa_name(99), "unknown");
}

}  // namespace
}  // namespace glia
