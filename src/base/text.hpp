// Text from outside: is it UTF-8, and how is it shown to a person?
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace glia {

// Well-formed UTF-8: no overlong forms, surrogates or code points above U+10FFFF (RFC 3629).
bool valid_utf8(std::string_view text) noexcept;

// The text fit for one line of UTF-8: at most `limit` bytes of it, cut between characters and then followed by "...";
// control characters, and all that is not ASCII where the text is not UTF-8, are written as \x and two digits.
std::string printable(std::string_view text, std::size_t limit = 80);

inline constexpr std::size_t path_in_text = 256;  // the limit for a path of a file

}  // namespace glia
