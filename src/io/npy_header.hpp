// The header of an NPY file (NumPy's format: numpy.lib.format, versions 1 to 3): what its elements are, and how many.
//
//     bytes 0-5   \x93NUMPY
//     bytes 6-7   major and minor version
//     then        the length of the text that follows: 2 bytes in version 1, 4 in versions 2 and 3, little-endian
//     then        a Python dictionary as text: {'descr': '<f4', 'fortran_order': False, 'shape': (150, 4), }
//     then        the elements
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/file.hpp"

namespace glia {

struct NpyType {
    char kind = 'f';        // as NumPy writes it: f, i, u or b (bool)
    std::size_t width = 4;  // bytes
    bool swapped = false;   // whether the byte order is not the processor's

    bool holds_integers() const noexcept { return kind != 'f'; }
};

struct NpyHeader {
    NpyType type;
    std::vector<std::size_t> shape;
    std::size_t rows = 0;      // the first dimension
    std::size_t row_size = 1;  // elements of a row, all other dimensions in a line
    std::size_t data = 0;      // where the elements begin, from the file's first byte

    std::size_t row_bytes() const noexcept { return row_size * type.width; }
};

// Whether the file begins as NPY files do. Leaves it at its beginning.
bool looks_like_npy(InputFile& file);

// Reads the header, and checks that the file holds what it promises, to the byte. Leaves the file where the elements
// begin. Throws Error.
NpyHeader read_npy_header(InputFile& file);

// The dictionary alone: its type and shape. `name` is for error texts.
NpyHeader parse_npy_dictionary(std::string_view text, const std::string& name);

}  // namespace glia
