#include "base/buffer.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace glia {
namespace {

TEST(Buffer, IsZeroAndAlignedToACacheLine) {
    for (const std::size_t size : {1, 15, 16, 17, 1000}) {
        const Buffer<float> buffer(size);
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(buffer.data()) % cache_line, 0u);
        for (const float value : buffer) EXPECT_EQ(value, 0);
    }
}

TEST(Buffer, OfNothingHasNoMemory) {
    EXPECT_EQ(Buffer<float>(0).data(), nullptr);
    EXPECT_TRUE(Buffer<float>().empty());
}

TEST(Buffer, CopiesAndMoves) {
    Buffer<int> a(3);
    a[1] = 7;
    Buffer<int> copy = a;
    copy[1] = 8;
    EXPECT_EQ(a[1], 7);
    const Buffer<int> moved = std::move(a);
    EXPECT_EQ(moved[1], 7);
    EXPECT_EQ(moved.size(), 3u);
    copy = moved;
    EXPECT_EQ(copy[1], 7);
}

TEST(Buffer, ThrowsWhereMemoryCannotBeHad) {
    EXPECT_THROW(Buffer<float>(SIZE_MAX), std::bad_alloc);
    EXPECT_THROW(Buffer<float>(SIZE_MAX / sizeof(float)), std::bad_alloc);
    EXPECT_THROW(checked_product(SIZE_MAX, 2), std::bad_alloc);
    EXPECT_EQ(checked_product(3, 4), 12u);
}

}  // namespace
}  // namespace glia
