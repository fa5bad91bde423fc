#include "io/array_reader.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "io/npy_elements.hpp"
#include "linalg/rows.hpp"

namespace glia {
namespace {

constexpr std::size_t numbers_at_once = std::size_t{1} << 14;

// The same formula as where images are read into memory: the same bits.
void decode_pixels(const std::byte* from, std::size_t count, float* to) noexcept {
    constexpr double most = 255;
    for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<float>(static_cast<double>(from[i]) / most);
}

NpyType type_of(IdxType type) noexcept {
    const bool swapped = std::endian::native == std::endian::little;
    switch (type) {
        case IdxType::unsigned_byte:
            return {'u', 1, false};
        case IdxType::signed_byte:
            return {'i', 1, false};
        case IdxType::short_integer:
            return {'i', 2, swapped};
        case IdxType::integer:
            return {'i', 4, swapped};
        case IdxType::float32:
            return {'f', 4, swapped};
        case IdxType::float64:
            return {'f', 8, swapped};
    }
    return {};
}

}  // namespace

ArrayLayout layout_of(const NpyHeader& header) noexcept {
    return {header.rows, header.row_size, header.data, header.type, npy_decoder(header.type)};
}

ArrayLayout layout_of(const IdxStream& stream) noexcept {
    const NpyType type = type_of(stream.type());
    return {stream.items(), stream.item_size(), stream.data(), type,
            stream.type() == IdxType::unsigned_byte ? decode_pixels : npy_decoder(type)};
}

ArrayReader::ArrayReader(InputFile file, const ArrayLayout& layout, bool missing_allowed)
    : file_(std::move(file)),
      layout_(layout),
      missing_allowed_(missing_allowed),
      bytes_(numbers_at_once * layout.type.width) {
    seek(0);
}

void ArrayReader::seek(std::size_t row) {
    file_.seek(layout_.data + row * layout_.row_bytes());
    row_ = row;
}

// Calls use(bytes, count, done) for all numbers of the next rows, some at a time; `done` counts those before.
template <class Use>
void ArrayReader::for_each_run(std::size_t rows, Use&& use) {
    const std::size_t size = rows * layout_.row_size;
    for (std::size_t done = 0; done < size; done += numbers_at_once) {
        const std::size_t count = std::min(numbers_at_once, size - done);
        const std::span<char> bytes(bytes_.data(), count * layout_.type.width);
        if (file_.read(bytes) < bytes.size()) {
            throw error(GLIA_ERROR_IO, "{} changed while it was read: it is shorter now", file_.name());
        }
        use(reinterpret_cast<const std::byte*>(bytes.data()), count, done);
    }
    row_ += rows;
}

void ArrayReader::read(std::size_t rows, float* to) {
    for_each_run(rows, [&](const std::byte* bytes, std::size_t count, std::size_t done) {
        float* const numbers = to + done;
        layout_.decode(bytes, count, numbers);
        if (all_finite(count, numbers)) return;
        const auto is_good = [&](float v) { return std::isfinite(v) || (missing_allowed_ && std::isnan(v)); };
        const float* const bad = std::find_if_not(numbers, numbers + count, is_good);
        if (bad == numbers + count) return;
        const std::size_t place = done + static_cast<std::size_t>(bad - numbers);
        throw error(GLIA_ERROR_FORMAT, "{}: row {}, column {} (from 0) is not a finite float32", file_.name(),
                    row_ + place / layout_.row_size, place % layout_.row_size);
    });
}

void ArrayReader::read_classes(std::size_t rows, std::size_t class_count, std::int32_t* to) {
    for_each_run(rows, [&](const std::byte* bytes, std::size_t count, std::size_t done) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::int64_t index = npy_integer(layout_.type, bytes + i * layout_.type.width);
            if (index < 0 || index >= static_cast<std::int64_t>(class_count)) {
                throw error(GLIA_ERROR_FORMAT, "{}: row {} (from 0) is {}; classes are from 0 to {}", file_.name(),
                            row_ + done + i, index, class_count - 1);
            }
            to[done + i] = static_cast<std::int32_t>(index);
        }
    });
}

}  // namespace glia
