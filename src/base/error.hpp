// Failure below the API is an exception that carries a status and one line for a person.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "base/format.hpp"
#include "base/text.hpp"
#include "glia/status.h"

namespace glia {

class Error : public std::exception {
 public:
    Error(glia_status status, std::string message) : status_(status), message_(std::move(message)) {}

    glia_status status() const noexcept { return status_; }
    const char* what() const noexcept override { return message_.c_str(); }

 private:
    glia_status status_;
    std::string message_;
};

// throw error(GLIA_ERROR_IO, "cannot read '{}': {}", path, reason);
template <class... Arguments>
Error error(glia_status status, fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    return {status, glia::format(text, std::forward<Arguments>(arguments)...)};
}

// The commonest failure by far.
template <class... Arguments>
Error invalid(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    return {GLIA_ERROR_INVALID_ARGUMENT, glia::format(text, std::forward<Arguments>(arguments)...)};
}

// What the operating system says about an errno value.
std::string system_message(int code);

}  // namespace glia
