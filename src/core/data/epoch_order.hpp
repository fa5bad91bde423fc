// The order of one pass over all rows.
#pragma once

#include <cstddef>
#include <cstdint>

namespace glia {

// It follows from these numbers alone, so a pass can be taken up in its middle.
struct EpochOrder {
    bool shuffle = false;  // else rows come as they stand
    std::uint64_t seed = 0;
    std::uint32_t epoch = 0;    // each has an order of its own
    std::size_t batch = 0;      // rows of a mini-batch: the order within one single batch does not matter
    std::size_t first_row = 0;  // how many rows of the order are done already

    bool shuffles(std::size_t rows) const noexcept { return shuffle && batch < rows; }
};

}  // namespace glia
