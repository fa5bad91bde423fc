// Sums over long arrays, in double and in an order that depends on the length alone: the same bits for any threads.
#pragma once

#include <array>
#include <cstddef>
#include <numeric>
#include <vector>

#include "core/elementwise.hpp"

namespace glia {

// sum a_i b_i. Eight sums side by side, so that no addition waits for the last.
template <class T>
double dot(std::size_t size, const T* a, const T* b) noexcept {
    std::array<double, 8> lanes = {};
    const std::size_t whole = size / lanes.size() * lanes.size();
    for (std::size_t i = 0; i < whole; i += lanes.size()) {
        for (std::size_t j = 0; j < lanes.size(); ++j) {
            lanes[j] += static_cast<double>(a[i + j]) * static_cast<double>(b[i + j]);
        }
    }
    for (std::size_t i = whole; i < size; ++i)
        lanes[i - whole] += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return std::accumulate(lanes.begin(), lanes.end(), 0.0);
}

// The same, shared by a team: a sum for each piece, added up in their order.
template <class T>
double dot(Workers& workers, std::size_t size, const T* a, const T* b) {
    std::vector<double> pieces((size + piece_elements - 1) / piece_elements);
    run_elements(workers, size, [&](std::size_t first, std::size_t count) noexcept {
        pieces[first / piece_elements] = dot(count, a + first, b + first);
    });
    return std::accumulate(pieces.begin(), pieces.end(), 0.0);
}

}  // namespace glia
