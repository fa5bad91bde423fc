// Rows of a stream in an epoch's order, some at a time.
#pragma once

#include <cstddef>
#include <optional>

#include "base/buffer.hpp"
#include "core/data/dataset.hpp"
#include "core/data/epoch_order.hpp"
#include "core/data/window_loader.hpp"

namespace glia {

// Some rows, each right after the one before.
struct RowChunk {
    const float* x = nullptr;
    const float* targets = nullptr;         // null: there are none
    const std::int32_t* classes = nullptr;  // null: there are none
};

class StreamReader {
 public:
    StreamReader(const Dataset& dataset, std::size_t max_rows, CheckTargets check);

    // Starts a pass; what was under way is given up.
    void begin(const EpochOrder& order);
    // The next rows; there must be that many left, and at most max_rows. Valid until the next call. Throws Error.
    RowChunk read(std::size_t rows);

 private:
    void ask_for(std::size_t at) const;
    void take(std::size_t place, std::size_t to);

    const Dataset& dataset_;
    CheckTargets check_;
    std::size_t rows_ahead_;
    Windows windows_;
    std::optional<WindowLoader> loader_;  // closed as soon as the last row is read
    const Window* window_ = nullptr;
    std::size_t at_ = 0;    // in the window
    std::size_t left_ = 0;  // rows of the pass
    Buffer<float> x_;
    Buffer<float> targets_;
    Buffer<std::int32_t> classes_;
};

}  // namespace glia
