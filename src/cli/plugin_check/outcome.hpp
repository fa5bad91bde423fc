// What a test comes to, and how it says so: by returning, or by throwing one of these.
#pragma once

#include <stdexcept>
#include <string>

#include "plugin_check/channel.hpp"

namespace glia::cli::plugin_check {

// The plugin does not do what it should; the text says what it does.
class Broken : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

// There is nothing to test; the text says why.
class Skipped : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

struct Outcome {
    Verdict verdict = Verdict::none;
    std::string text;
    bool returned = true;  // false: the process crashed or had to be ended
};

}  // namespace glia::cli::plugin_check
