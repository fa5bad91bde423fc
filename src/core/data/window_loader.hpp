// Fills windows of a stream, one ahead of the one in use where the source allows: on a thread of its own, so that
// reading and computing take place at once.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/buffer.hpp"
#include "core/data/dataset.hpp"
#include "core/data/row_source.hpp"
#include "core/data/window_plan.hpp"

namespace glia {

struct Window {
    std::size_t rows = 0;
    std::vector<std::size_t> permutation;  // empty: as they lie
    Buffer<float> x;
    Buffer<float> targets;
    Buffer<std::int32_t> classes;
};

// The one in use and the one that is filled meanwhile. Memory is taken for what a pass needs, and stays for the next.
using Windows = std::array<Window, 2>;

// Judges the target values of a row; throws Error. The row's number in the source is for the text.
using CheckTargets = std::function<void(std::size_t row, std::span<const float> targets)>;

class WindowLoader {
 public:
    // Starts with window `first` of the plan. `check` is called for each row as it is read, on whatever thread. It and
    // the windows, which are always those of one data set, must stay. Throws Error where the source cannot be opened or
    // no thread be had.
    WindowLoader(const Dataset& dataset, WindowPlan plan, std::size_t first, const CheckTargets& check,
                 Windows& windows);
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
