// Sizes around the widths of vectors and blocks.
#pragma once

#include <array>
#include <cstddef>

namespace glia::cli::plugin_check {

inline constexpr std::array<std::size_t, 17> sizes = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 64, 65, 1000, 1024};

struct Shape {
    std::size_t rows;
    std::size_t columns;
};

// Calls test(Shape) for one row, one column and three rows of each size.
template <class Test>
void for_all_shapes(const Test& test) {
    for (const std::size_t size : sizes) {
        for (const Shape shape : {Shape{1, size}, Shape{size, 1}, Shape{3, size}}) test(shape);
    }
}

}  // namespace glia::cli::plugin_check
