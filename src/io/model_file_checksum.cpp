#include "io/model_file_checksum.hpp"

#include "base/error.hpp"

namespace glia {
namespace {

constexpr std::string_view hexadecimal = "0123456789abcdef";

// In JSON a quote within a text is escaped, so the characters that are looked for cannot be part of one.
std::size_t find_digits(std::string_view header) {
    const std::string field = format(R"("{}":")", checksum_key);
    const std::size_t found = header.find(field);
    if (found == std::string_view::npos) throw error(GLIA_ERROR_FORMAT, "damaged: it has no '{}'", checksum_key);
    if (header.find(field, found + 1) != std::string_view::npos) {
        throw error(GLIA_ERROR_FORMAT, "damaged: '{}' stands twice", checksum_key);
    }
    const std::size_t position = found + field.size();
    const std::string_view digits = header.substr(position, blank_checksum.size());
    const bool closed = header.substr(position + digits.size(), 1) == "\"";
    if (!closed || digits.find_first_not_of(hexadecimal) != std::string_view::npos) {
        throw error(GLIA_ERROR_FORMAT, "damaged: '{}' is not {} hexadecimal digits", checksum_key,
                    blank_checksum.size());
    }
    return position;
}

}  // namespace

FileChecksum::FileChecksum(std::string_view header)
    : position_(find_digits(header)), stored_(header.substr(position_, blank_checksum.size())) {
    checksum_.update(std::as_bytes(std::span(header.substr(0, position_))));
    checksum_.update(std::as_bytes(std::span(blank_checksum)));
    checksum_.update(std::as_bytes(std::span(header.substr(position_ + blank_checksum.size()))));
}

void FileChecksum::require_match() const {
    if (digits() != stored_) throw error(GLIA_ERROR_FORMAT, "damaged: checksum mismatch");
}

void FileChecksum::write_to(std::string& header) const {
    header.replace(position_, blank_checksum.size(), digits());
}

std::string FileChecksum::digits() const {
    return format("{:016x}", checksum_.value());
}

}  // namespace glia
