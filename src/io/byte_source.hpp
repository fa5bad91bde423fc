// Bytes to be read from any place: a file, or memory that the caller owns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "io/descriptor.hpp"

namespace glia {

class ByteSource {
 public:
    virtual ~ByteSource() = default;

    virtual std::uint64_t size() const noexcept = 0;
    // Fills `out` with the bytes from `offset` on. The caller stays within size(). Throws Error.
    virtual void read(std::uint64_t offset, std::span<std::byte> out) = 0;
};

class MemorySource final : public ByteSource {
 public:
    explicit MemorySource(std::span<const std::byte> bytes) noexcept : bytes_(bytes) {}

    std::uint64_t size() const noexcept override { return bytes_.size(); }
    void read(std::uint64_t offset, std::span<std::byte> out) override;

 private:
    std::span<const std::byte> bytes_;
};

class FileSource final : public ByteSource {
 public:
    // Only regular files: a directory has no bytes, and a pipe could keep us waiting for ever. Throws Error whose text
    // is the reason alone, without the path.
    explicit FileSource(const std::string& path);

    // The size that the file had when it was opened. A file that has become shorter since is an error in read.
    std::uint64_t size() const noexcept override { return size_; }
    void read(std::uint64_t offset, std::span<std::byte> out) override;

 private:
    Descriptor file_;
    std::uint64_t size_ = 0;
};

}  // namespace glia
