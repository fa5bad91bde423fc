// Fills windows of a stream, one ahead of the one in use where the source allows: on a thread of its own, so that
// reading and computing take place at once.
#pragma once

#include <memory>
#include <vector>

#include "base/buffer.hpp"
#include "core/data/dataset.hpp"
#include "core/data/row_source.hpp"
#include "core/data/window_plan.hpp"

namespace glia {

struct Window {
    std::size_t rows = 0;
    std::vector<RowRun> runs;              // which rows of the source, in the order in which they lie here
    std::vector<std::size_t> permutation;  // empty: as they lie
    Buffer<float> x;
    Buffer<float> targets;
    Buffer<std::int32_t> classes;

    // The row's number in the source, for error texts.
    std::size_t source_row(std::size_t place) const noexcept;
};

class WindowLoader {
 public:
    // Starts with window `first` of the plan. Throws Error where the source cannot be opened or no thread be had.
    WindowLoader(const Dataset& dataset, WindowPlan plan, std::size_t first);
    // Stops reading, wherever it is, and waits for that.
    ~WindowLoader();
    WindowLoader(const WindowLoader&) = delete;
    WindowLoader& operator=(const WindowLoader&) = delete;

    // The next window; valid until the next call. There must be one. Throws what went wrong while it was read.
    const Window& next();

 private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace glia
