// A file's bytes as memory: the operating system reads a page when it is touched, and may drop it again.
#pragma once

#include <cstddef>
#include <span>

#include "io/file.hpp"

namespace glia {

class FileMap {
 public:
    // Maps the whole of a plain file. Throws Error: GLIA_ERROR_UNSUPPORTED for gzip.
    explicit FileMap(const InputFile& file);
    FileMap(const FileMap&) = delete;
    FileMap& operator=(const FileMap&) = delete;
    ~FileMap();

    // Valid as long as the map is, and the file is not made shorter.
    std::span<const std::byte> bytes() const noexcept { return bytes_; }

 private:
    std::span<const std::byte> bytes_;
};

}  // namespace glia
