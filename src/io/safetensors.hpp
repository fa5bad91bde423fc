// The safetensors container: a JSON header that names tensors, then their bytes. Knows nothing of models.
//
//     8 bytes   N, little-endian
//     N bytes   {"__metadata__": {text: text}, <name>: {"dtype": .., "shape": [..], "data_offsets": [begin, end]}, ..}
//     the rest  the tensors, raw, little-endian, one after the other without holes
//
// Source: the format's description at https://huggingface.co/docs/safetensors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/byte_source.hpp"

namespace glia {

// In the order of their keys; found by std::string_view too.
using TextMap = std::map<std::string, std::string, std::less<>>;

struct SafetensorsEntry {
    std::string name;
    std::string dtype;  // "F32", "F64"
    std::vector<std::uint64_t> shape;
    std::uint64_t begin = 0;  // bytes, from the end of the header
    std::uint64_t end = 0;
};

struct SafetensorsHeader {
    TextMap metadata;
    std::vector<SafetensorsEntry> entries;  // in the order of their bytes
};

// The most that a header may take, its length included. It is the limit of the format's own library.
inline constexpr std::uint64_t safetensors_header_limit = 100'000'000;

// The first bytes of a file: the length, the JSON, and spaces up to a multiple of 64, so that a mapped file's tensors
// start on a cache line. Throws Error (GLIA_ERROR_INVALID_ARGUMENT): a text is not UTF-8, or there is too much of it.
std::string encode_safetensors_header(const SafetensorsHeader& header);

// The same bytes of an existing file. Allocates no more than the file has. Throws Error.
std::string read_safetensors_header(ByteSource& source);

// What they mean, for a file of `file_size` bytes. Throws Error (GLIA_ERROR_FORMAT) unless the JSON has the form above,
// and the entries fill the rest of the file exactly, without holes or overlaps. The number of bytes is compared with
// the shape for F32 and F64, the dtypes that glia uses; others are listed, so that the reader can say what it found.
SafetensorsHeader decode_safetensors_header(std::string_view bytes, std::uint64_t file_size);

}  // namespace glia
