// A dense row-major matrix somewhere in memory, or its transpose as a factor of a product.
#pragma once

#include <cstddef>

namespace glia {

template <class T>
struct Factor {
    const T* data;
    std::size_t stride;  // elements from one row to the next, as stored
    bool transposed;

    // Where an element lies, and so where the factor without the rows and columns before it begins.
    const T* at(std::size_t row, std::size_t col) const {
        return transposed ? data + col * stride + row : data + row * stride + col;
    }
};

}  // namespace glia
