// A dense row-major matrix somewhere in memory, or its transpose as a factor of a product.
#pragma once

#include <cstddef>

namespace glia {

template <class T>
struct Factor {
    const T* data;
    std::size_t stride;  // elements from one row to the next, as stored
    bool transposed;
};

}  // namespace glia
