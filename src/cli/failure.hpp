// Failure inside the command is an exception that carries one line for a person. main prints it and exits with 1.
#pragma once

#include <stdexcept>
#include <string>

#include "glia/status.h"

namespace glia::cli {

class Failure : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

// What the operating system says about an errno value.
std::string system_message(int code);

// A call of the library that must succeed.
inline void check(glia_status status) {
    if (status != GLIA_OK) throw Failure(glia_last_error());
}

}  // namespace glia::cli
