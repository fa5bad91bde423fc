// The one door to fmt: text is built with glia::format everywhere below the API. Only format.cpp, and log.cpp for
// spdlog, compile fmt's own code; to all others it is a declaration, which keeps their compilation short.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace glia {

std::string format_arguments(fmt::string_view text, fmt::format_args arguments);

template <class... Arguments>
std::string format(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    return format_arguments(text, fmt::make_format_args(arguments...));
}

// The values one after the other, with the separator between them.
template <class Range>
std::string join(const Range& values, std::string_view separator) {
    std::string text;
    for (const auto& value : values) text += format("{}{}", text.empty() ? std::string_view() : separator, value);
    return text;
}

}  // namespace glia
