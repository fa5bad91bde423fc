// All rows of a data set in their order, wherever they are: those of a stream are read once, window by window.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "core/data/dataset.hpp"

namespace glia {

using UseNumbers = std::function<void(const float* numbers)>;

// The features of each row. What the pointer leads to is valid during the call. Throws Error where a stream cannot be
// read.
void each_x(const Dataset& dataset, const UseNumbers& use);

// The target values of each row, likewise.
void each_targets(const Dataset& dataset, const UseNumbers& use);

// The rows of each class, likewise.
std::vector<std::size_t> count_classes(const Dataset& dataset);

}  // namespace glia
