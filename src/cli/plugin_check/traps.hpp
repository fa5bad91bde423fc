// Functions that must not be called for a while. The first call of one, by whatever library, ends the test as failed:
// a breakpoint is written to where the function begins.
#pragma once

#include <cstddef>
#include <span>

namespace glia::cli::plugin_check {

class Traps {
 public:
    // Names that are not known here are left out. `rule` is a literal that says what must not be. Throws Skipped where
    // code cannot be written to.
    Traps(std::span<const char* const> names, const char* rule);
    ~Traps();
    Traps(const Traps&) = delete;
    Traps& operator=(const Traps&) = delete;

 private:
    void disarm() noexcept;
};

}  // namespace glia::cli::plugin_check
