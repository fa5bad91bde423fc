#include "io/idx_stream.hpp"

#include <algorithm>
#include <bit>

#include "base/error.hpp"

namespace glia {
namespace {

constexpr std::size_t elements_at_once = 1 << 12;
constexpr std::size_t magic_bytes = 4;
constexpr std::size_t dimension_bytes = 4;

// Bytes of an element; 0 for a type that IDX does not have.
std::size_t width_of(std::uint8_t type) noexcept {
    switch (static_cast<IdxType>(type)) {
        case IdxType::unsigned_byte:
        case IdxType::signed_byte:
            return 1;
        case IdxType::short_integer:
            return 2;
        case IdxType::integer:
        case IdxType::float32:
            return 4;
        case IdxType::float64:
            return 8;
    }
    return 0;
}

template <class Unsigned>
Unsigned big_endian(const char* bytes) noexcept {
    Unsigned value = 0;
    for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
        value = static_cast<Unsigned>(value << 8 | static_cast<unsigned char>(bytes[i]));
    }
    return value;
}

template <class Element, class Unsigned>
void decode_as(const char* bytes, std::span<double> values) noexcept {
    static_assert(sizeof(Element) == sizeof(Unsigned));
    for (double& value : values) {
        value = static_cast<double>(std::bit_cast<Element>(big_endian<Unsigned>(bytes)));
        bytes += sizeof(Unsigned);
    }
}

void decode(IdxType type, const char* bytes, std::span<double> values) noexcept {
    switch (type) {
        case IdxType::unsigned_byte:
            return decode_as<std::uint8_t, std::uint8_t>(bytes, values);
        case IdxType::signed_byte:
            return decode_as<std::int8_t, std::uint8_t>(bytes, values);
        case IdxType::short_integer:
            return decode_as<std::int16_t, std::uint16_t>(bytes, values);
        case IdxType::integer:
            return decode_as<std::int32_t, std::uint32_t>(bytes, values);
        case IdxType::float32:
            return decode_as<float, std::uint32_t>(bytes, values);
        case IdxType::float64:
            return decode_as<double, std::uint64_t>(bytes, values);
    }
}

}  // namespace

IdxStream::IdxStream(InputFile& file) : file_(file) {
    file_.rewind();
    read_header();
    check_size();
    bytes_.resize(elements_at_once * width_of(static_cast<std::uint8_t>(type_)));
    elements_.resize(elements_at_once);
}

void IdxStream::read_header() {
    char magic[magic_bytes] = {};
    if (file_.read(magic) < magic_bytes || magic[0] != 0 || magic[1] != 0) {
        throw error(GLIA_ERROR_FORMAT,
                    "{} is not an IDX file: it does not begin with two zero bytes, a type and the "
                    "number of dimensions",
                    file_.name());
    }
    const auto type = static_cast<std::uint8_t>(magic[2]);
    if (width_of(type) == 0) {
        throw error(GLIA_ERROR_FORMAT, "{}: IDX element type 0x{:02x}; expected 0x08, 0x09, 0x0b, 0x0c, 0x0d or 0x0e",
                    file_.name(), type);
    }
    type_ = static_cast<IdxType>(type);
    dimensions_ = static_cast<unsigned char>(magic[3]);
    if (dimensions_ == 0)
        throw error(GLIA_ERROR_FORMAT, "{}: IDX data of 0 dimensions; expected 1 or more", file_.name());

    std::vector<char> sizes(dimensions_ * dimension_bytes);
    if (file_.read(sizes) < sizes.size()) {
        throw error(GLIA_ERROR_FORMAT, "{} is truncated: it ends within the sizes of its {} dimensions", file_.name(),
                    dimensions_);
    }
    items_ = big_endian<std::uint32_t>(sizes.data());
    if (items_ == 0) throw error(GLIA_ERROR_FORMAT, "{} holds no items", file_.name());
    bool overflow = false;
    for (std::size_t i = 1; i < dimensions_; ++i) {
        const std::size_t size = big_endian<std::uint32_t>(sizes.data() + i * dimension_bytes);
        if (size == 0) throw error(GLIA_ERROR_FORMAT, "{}: dimension {} has size 0", file_.name(), i + 1);
        overflow |= __builtin_mul_overflow(item_size_, size, &item_size_);
    }
    std::size_t bytes = 0;
    overflow |= __builtin_mul_overflow(items_, item_size_, &bytes);
    overflow |= __builtin_mul_overflow(bytes, sizeof(double), &bytes);
    if (overflow)
        throw error(GLIA_ERROR_FORMAT, "{}: its dimensions give more elements than can be counted", file_.name());
}

std::size_t IdxStream::data() const noexcept {
    return magic_bytes + dimensions_ * dimension_bytes;
}

void IdxStream::check_size() {
    const std::uint64_t header = data();
    const std::uint64_t expected = header + items_ * item_size_ * width_of(static_cast<std::uint8_t>(type_));
    const std::uint64_t found = file_.measure(expected + 1);
    if (found < expected) {
        throw error(GLIA_ERROR_FORMAT, "{} is truncated: it has {} bytes, but {} items of {} elements need {}",
                    file_.name(), found, items_, item_size_, expected);
    }
    if (found > expected) {
        throw error(GLIA_ERROR_FORMAT, "{} goes on after its data: {} items of {} elements end at byte {}",
                    file_.name(), items_, item_size_, expected);
    }
    std::vector<char> skipped(header);
    file_.read(skipped);
}

std::span<const double> IdxStream::read_elements(std::size_t count) {
    const std::size_t width = width_of(static_cast<std::uint8_t>(type_));
    count = std::min(count, elements_at_once);
    const std::span<char> bytes(bytes_.data(), count * width);
    if (file_.read(bytes) < bytes.size()) {
        throw error(GLIA_ERROR_IO, "{} changed while it was read", file_.name());
    }
    const std::span<double> values(elements_.data(), count);
    decode(type_, bytes.data(), values);
    return values;
}

}  // namespace glia
