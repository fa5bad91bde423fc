// The checksum that a model file carries within itself, in its header: over every byte of the file, where the
// checksum's own digits are read as '0'.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/checksum.hpp"

namespace glia {

inline constexpr std::string_view checksum_key = "glia.checksum";
// What stands for the checksum while it is not known yet: 64 bits in hexadecimal.
inline constexpr std::string_view blank_checksum = "0000000000000000";

class FileChecksum {
 public:
    // Finds the digits in the header and takes the header in. Throws Error (GLIA_ERROR_FORMAT) unless they are there
    // once, written as `"glia.checksum":"<16 lower-case hexadecimal digits>"` without spaces.
    explicit FileChecksum(std::string_view header);

    // The bytes that follow, in order.
    void update(std::span<const std::byte> bytes) noexcept { checksum_.update(bytes); }

    // Whether the header's digits are right for all that was taken in. Throws Error (GLIA_ERROR_FORMAT) otherwise.
    void require_match() const;
    // Puts the right digits into the header.
    void write_to(std::string& header) const;

 private:
    std::string digits() const;

    std::size_t position_;
    std::string stored_;
    Checksum checksum_;
};

}  // namespace glia
