// The IDX container: a header that gives the element type and the dimensions, then big-endian elements, and no more.
//
//     byte  0-1  0
//     byte  2    element type
//     byte  3    number of dimensions
//     then       each dimension, 4 bytes, big-endian; the first counts the items
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/file.hpp"

namespace glia {

enum class IdxType : std::uint8_t {
    unsigned_byte = 0x08,
    signed_byte = 0x09,
    short_integer = 0x0B,
    integer = 0x0C,
    float32 = 0x0D,
    float64 = 0x0E,
};

class IdxStream {
 public:
    // Reads the header, and checks that the file holds what it promises, to the byte. Throws Error.
    explicit IdxStream(InputFile& file);

    std::size_t items() const noexcept { return items_; }
    std::size_t item_size() const noexcept { return item_size_; }  // elements of an item, all dimensions but the first
    std::size_t dimensions() const noexcept { return dimensions_; }
    bool holds_integers() const noexcept { return type_ != IdxType::float32 && type_ != IdxType::float64; }
    IdxType type() const noexcept { return type_; }
    // Where the elements begin, from the file's first byte.
    std::size_t data() const noexcept;
    InputFile& file() noexcept { return file_; }

    // Calls put(index, value) for every element of the file, in order. Doubles hold every element exactly.
    template <class Put>
    void for_each(Put&& put);

 private:
    void read_header();
    void check_size();

    // The next elements, at most `count`; the view is valid until the next call.
    std::span<const double> read_elements(std::size_t count);

    InputFile& file_;
    IdxType type_ = IdxType::unsigned_byte;
    std::size_t dimensions_ = 0;
    std::size_t items_ = 0;
    std::size_t item_size_ = 1;
    std::vector<char> bytes_;
    std::vector<double> elements_;
};

template <class Put>
void IdxStream::for_each(Put&& put) {
    const std::size_t size = items_ * item_size_;
    for (std::size_t i = 0; i < size;) {
        for (const double value : read_elements(size - i)) put(i++, value);
    }
}

}  // namespace glia
