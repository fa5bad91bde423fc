// Which elements of a batch are dropped: a function of seed, step, layer, row and column alone, whoever asks.
#pragma once

#include <cstddef>

#include "core/layers/layer.hpp"

namespace glia {

// mask (rows x cols) = 0 with probability `rate`, and 1 otherwise, for rows of a batch from `first_row`.
template <class T>
void draw_mask(const Training& training, double rate, std::size_t first_row, std::size_t rows, std::size_t cols,
               T* mask) noexcept;

}  // namespace glia
