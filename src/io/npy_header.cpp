#include "io/npy_header.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"

namespace glia {
namespace {

constexpr std::string_view npy_magic = "\x93NUMPY";
constexpr std::size_t version_bytes = 2;
constexpr std::size_t max_dictionary_bytes = std::size_t{1} << 20;  // NumPy itself trusts only 10,000

void read_all(InputFile& file, std::span<char> bytes) {
    if (file.read(bytes) == bytes.size()) return;
    throw error(GLIA_ERROR_FORMAT, "{} is truncated: it ends within its NPY header", file.name());
}

std::size_t little_endian(std::span<const char> bytes) noexcept {
    std::size_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

std::size_t length_bytes(const std::string& name, unsigned char major, unsigned char minor) {
    if (minor == 0 && major == 1) return 2;
    if (minor == 0 && (major == 2 || major == 3)) return 4;
    throw error(GLIA_ERROR_UNSUPPORTED, "{} is NPY version {}.{}; versions 1.0, 2.0 and 3.0 are known", name, major,
                minor);
}

// Rows and elements of a row, where memory can count them.
void measure_shape(NpyHeader& header, const std::string& name) {
    if (header.shape.empty()) {
        throw error(GLIA_ERROR_FORMAT, "{} holds a single number (shape ()); rows are needed", name);
    }
    header.rows = header.shape.front();
    bool overflow = false;
    for (std::size_t i = 1; i < header.shape.size(); ++i) {
        if (header.shape[i] == 0) {
            throw error(GLIA_ERROR_FORMAT, "{}: dimension {} has size 0; a row has at least one element", name, i + 1);
        }
        overflow |= __builtin_mul_overflow(header.row_size, header.shape[i], &header.row_size);
    }
    std::size_t bytes = 0;
    overflow |= __builtin_mul_overflow(header.rows, header.row_size, &bytes);
    overflow |= __builtin_mul_overflow(bytes, sizeof(double), &bytes);
    overflow |= __builtin_add_overflow(bytes, header.data + 1, &bytes);
    overflow |= __builtin_mul_overflow(header.row_size, sizeof(double), &bytes);
    if (overflow) throw error(GLIA_ERROR_FORMAT, "{}: its shape gives more elements than can be counted", name);
}

void check_size(const NpyHeader& header, InputFile& file) {
    const std::uint64_t expected = header.data + header.rows * header.row_bytes();
    const std::uint64_t found = file.measure(expected + 1);
    if (found < expected) {
        throw error(GLIA_ERROR_FORMAT, "{} is truncated: it has {} bytes, but {} rows of {} elements need {}",
                    file.name(), found, header.rows, header.row_size, expected);
    }
    if (found > expected) {
        throw error(GLIA_ERROR_FORMAT, "{} goes on after its data: {} rows of {} elements end at byte {}", file.name(),
                    header.rows, header.row_size, expected);
    }
}

}  // namespace

bool looks_like_npy(InputFile& file) {
    char start[npy_magic.size()] = {};
    file.rewind();
    const std::size_t size = file.read(start);
    file.rewind();
    return std::string_view(start, size) == npy_magic;
}

NpyHeader read_npy_header(InputFile& file) {
    if (!looks_like_npy(file)) {
        throw error(GLIA_ERROR_FORMAT, "{} is not an NPY file: it does not begin with \\x93NUMPY", file.name());
    }
    char start[npy_magic.size() + version_bytes] = {};
    read_all(file, start);
    std::vector<char> length(length_bytes(file.name(), static_cast<unsigned char>(start[npy_magic.size()]),
                                          static_cast<unsigned char>(start[npy_magic.size() + 1])));
    read_all(file, length);
    const std::size_t size = little_endian(length);
    if (size > max_dictionary_bytes) {
        throw error(GLIA_ERROR_FORMAT, "{}: an NPY header of {} bytes; at most {} make sense", file.name(), size,
                    max_dictionary_bytes);
    }
    std::vector<char> dictionary(size);
    read_all(file, dictionary);
    NpyHeader header = parse_npy_dictionary({dictionary.data(), dictionary.size()}, file.name());
    header.data = sizeof start + length.size() + size;
    measure_shape(header, file.name());
    check_size(header, file);
    std::vector<char> skipped(header.data);
    file.rewind();
    read_all(file, skipped);
    return header;
}

}  // namespace glia
