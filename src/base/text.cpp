#include "base/text.hpp"

#include "base/format.hpp"

namespace glia {
namespace {

bool is_continuation(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u;
}

// The bytes of a character by its first byte; 0 where none begins so.
std::size_t utf8_length(unsigned char first) noexcept {
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first <= 0xdf) return 2;
    if (first >= 0xe0 && first <= 0xef) return 3;
    if (first >= 0xf0 && first <= 0xf4) return 4;
    return 0;
}

// The first byte limits the second, where the form would otherwise be overlong, a surrogate or above U+10FFFF.
bool second_byte_fits(unsigned char first, unsigned char second) noexcept {
    switch (first) {
        case 0xe0:
            return second >= 0xa0;
        case 0xed:
            return second <= 0x9f;
        case 0xf0:
            return second >= 0x90;
        case 0xf4:
            return second <= 0x8f;
        default:
            return true;
    }
}

}  // namespace

bool valid_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text[0]);
        const std::size_t length = utf8_length(first);
        if (length == 0 || length > text.size()) return false;
        for (std::size_t i = 1; i < length; ++i) {
            if (!is_continuation(text[i])) return false;
        }
        if (length > 1 && !second_byte_fits(first, static_cast<unsigned char>(text[1]))) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string printable(std::string_view text, std::size_t limit) {
    std::string_view shown = text.substr(0, limit);
    if (shown.size() < text.size()) {
        // A character whose continuation bytes would be cut off goes as a whole.
        while (!shown.empty() && is_continuation(text[shown.size()])) shown.remove_suffix(1);
    }
    const bool is_utf8 = valid_utf8(shown);
    std::string result;
    for (const char c : shown) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte >= ' ' && byte != 0x7f && (is_utf8 || byte < 0x80);
        result += plain ? std::string(1, c) : format("\\x{:02x}", byte);
    }
    return shown.size() < text.size() ? result + "..." : result;
}

}  // namespace glia
