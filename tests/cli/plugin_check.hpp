// What tests of glia plugin check share.
#pragma once

#include <string>

#include "command.hpp"

namespace glia::test {

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

inline std::string bad_plugin(const std::string& name) {
    return std::string(GLIA_BAD_PLUGINS) + "/" + name + ".so";
}

// With the same numbers each time.
inline Result run_check(const Arguments& more) {
    Arguments words = {"plugin", "check", "--reproduce", "1"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
}

}  // namespace glia::test
