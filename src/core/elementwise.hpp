// Cutting work along rows, columns or plain arrays into pieces for a team: each worth a thread's attention, and of a
// size that depends on the shape alone.
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/workers.hpp"

namespace glia {

// Elements that take some microseconds to read and write.
inline constexpr std::size_t piece_elements = std::size_t{1} << 14;

// Whether all is one piece. Small matrices come here often enough for a division to count.
inline bool fits_piece(std::size_t rows, std::size_t cols) noexcept {
    return rows * cols <= piece_elements;
}

// Rows of a piece: all of them, or as many as are worth it.
inline std::size_t piece_rows(std::size_t rows, std::size_t cols) noexcept {
    return fits_piece(rows, cols) ? rows : std::max<std::size_t>(1, piece_elements / cols);
}

// part(first row, rows)
template <class Part>
void run_rows(Workers& workers, std::size_t rows, std::size_t cols, const Part& part) {
    workers.run_pieces(rows, piece_rows(rows, cols), part);
}

// part(first column, columns); pieces begin at cache lines.
template <class Part>
void run_cols(Workers& workers, std::size_t rows, std::size_t cols, const Part& part) {
    constexpr std::size_t grain = 16;
    const auto piece = [&] { return std::max<std::size_t>(1, piece_elements / rows / grain) * grain; };
    workers.run_pieces(cols, fits_piece(rows, cols) ? cols : piece(), part);
}

// part(first element, elements)
template <class Part>
void run_elements(Workers& workers, std::size_t size, const Part& part) {
    workers.run_pieces(size, piece_elements, part);
}

}  // namespace glia
