// How a plugin is refused: GLIA_ERROR_PLUGIN, and one line that opens with what is refused.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"

namespace glia {

// "plugin '/x/foo.so': ", the subject of a refusal. A very long path is cut, so that the reason is always seen.
inline std::string plugin_subject(std::string_view path) {
    constexpr std::size_t longest_shown = 300;
    return format("plugin '{}': ", printable(path, longest_shown));
}

// throw refused(subject, "count() is {}; it must be at least 1", count);
template <class... Arguments>
Error refused(std::string_view subject, fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    return {GLIA_ERROR_PLUGIN, std::string(subject) + glia::format(text, std::forward<Arguments>(arguments)...)};
}

}  // namespace glia
