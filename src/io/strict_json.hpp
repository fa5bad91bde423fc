// JSON from files that anybody may have made: read as a stream of events, so that nothing is built, and no stack grows,
// for what was not expected. Only what glia's files are made of is let through: objects, arrays, texts and whole
// numbers from 0. No key may stand twice in an object, and no text may contain NUL.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace glia {

// Gets the events. Whatever a visitor does not override, or hands on to the function here, is refused by an Error with
// GLIA_ERROR_FORMAT that says where it stands.
class JsonVisitor {
 public:
    // The way from the root: keys, and "[]" for an element of an array.
    using Path = std::span<const std::string>;

    virtual ~JsonVisitor() = default;
    virtual void begin_object(Path path);
    virtual void end_object(Path) {}
    virtual void begin_array(Path path);
    virtual void string(Path path, std::string value);
    virtual void number(Path path, std::uint64_t value);
};

// Throws Error (GLIA_ERROR_FORMAT) for anything but one well-formed JSON value in valid UTF-8.
void visit_json(std::string_view text, JsonVisitor& visitor);

// `text` as a JSON string, with its quotes. Throws Error (GLIA_ERROR_INVALID_ARGUMENT) where it is not valid UTF-8 or
// contains NUL, which visit_json would not let through.
std::string json_string(std::string_view text);

}  // namespace glia
