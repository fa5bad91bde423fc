// In which order a pass takes the rows of a stream: window by window, each small enough for memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/data/epoch_order.hpp"

namespace glia {

// Rows that stand one after another in the source.
struct RowRun {
    std::size_t first;
    std::size_t rows;
};

// A function of these numbers alone, so that a pass can be taken up in its middle. When shuffled, the rows of a window
// are permuted; and where the source can seek, a window is made of blocks from anywhere in it:
//
//     in sequence  window k is rows k w to (k + 1) w - 1
//     in blocks    the blocks of w / 64 rows come in a random order, 64 of them to a window
//
// A window that takes all rows holds them as they stand, so that its permutation is that of a data set in memory.
class WindowPlan {
 public:
    WindowPlan(std::size_t rows, std::size_t window, bool seeks, const EpochOrder& order);

    std::size_t windows() const noexcept;
    // What a window holds, run by run.
    std::vector<RowRun> runs(std::size_t window) const;
    // The places within the window in the order in which its rows are used; empty: as they stand.
    std::vector<std::size_t> permutation(std::size_t window) const;

    // The window that holds the row at a place in the order, and how many rows of the order come before that window.
    struct Place {
        std::size_t window;
        std::size_t rows_before;
    };
    Place find(std::size_t place) const;

 private:
    std::size_t rows_in(std::size_t window) const;

    std::size_t rows_;
    std::size_t block_;  // rows of a block
    std::size_t blocks_in_window_;
    std::vector<std::size_t> blocks_;  // their order; empty: as they stand
    EpochOrder order_;
};

}  // namespace glia
