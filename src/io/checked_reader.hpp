// Bytes of a file that are read one after the other, each passing through the file's checksum.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "io/byte_source.hpp"
#include "io/model_file_checksum.hpp"

namespace glia {

class CheckedReader {
 public:
    // header: the first bytes of the file, which have been read.
    CheckedReader(ByteSource& source, std::string_view header)
        : source_(source), offset_(header.size()), checksum_(header) {}

    void read(std::span<std::byte> out) {
        while (!out.empty()) {
            const auto block = out.first(std::min(out.size(), block_size));
            source_.read(offset_, block);
            checksum_.update(block);
            offset_ += block.size();
            out = out.subspan(block.size());
        }
    }

    void skip_rest() {
        std::vector<std::byte> block(block_size);
        while (offset_ < source_.size()) {
            read(std::span(block).first(
                static_cast<std::size_t>(std::min<std::uint64_t>(block_size, source_.size() - offset_))));
        }
    }

    void require_match() const { checksum_.require_match(); }

    void require_rest_to_match() {
        skip_rest();
        require_match();
    }

 private:
    // Bytes that are read at once: they are still in the cache when the checksum is taken.
    static constexpr std::size_t block_size = std::size_t{1} << 18;

    ByteSource& source_;
    std::uint64_t offset_;
    FileChecksum checksum_;
};

}  // namespace glia
