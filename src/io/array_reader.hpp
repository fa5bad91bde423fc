// Reading an array of an NPY or IDX file row by row, from any row on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/data/dataset.hpp"
#include "io/file.hpp"
#include "io/idx_stream.hpp"
#include "io/npy_header.hpp"

namespace glia {

// Numbers of one type, one after another in a file.
struct ArrayLayout {
    std::size_t rows = 0;
    std::size_t row_size = 1;  // numbers of a row
    std::size_t data = 0;      // where they begin, from the file's first byte
    NpyType type;
    DecodeNumbers decode = nullptr;

    std::size_t row_bytes() const noexcept { return row_size * type.width; }
};

ArrayLayout layout_of(const NpyHeader& header) noexcept;
// Unsigned bytes are divided by 255, as they are in memory; labels are whole numbers as they are.
ArrayLayout layout_of(const IdxStream& stream) noexcept;

class ArrayReader {
 public:
    // At row 0. Where values may be missing, NaN is one that is.
    ArrayReader(InputFile file, const ArrayLayout& layout, bool missing_allowed = false);

    void seek(std::size_t row);
    // The next rows as float32. Throws Error for a number that is neither finite nor missing.
    void read(std::size_t rows, float* to);
    // The next rows, of one whole number each, as classes. Throws Error for one that is not from 0 to class_count - 1.
    void read_classes(std::size_t rows, std::size_t class_count, std::int32_t* to);

 private:
    template <class Use>
    void for_each_run(std::size_t rows, Use&& use);

    InputFile file_;
    ArrayLayout layout_;
    bool missing_allowed_;
    std::size_t row_ = 0;
    std::vector<char> bytes_;
};

}  // namespace glia
