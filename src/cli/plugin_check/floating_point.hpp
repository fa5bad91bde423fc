// How the processor computes in this thread: rounding, denormals, traps. Flags of what has happened are no part of it.
#pragma once

#include <cstdint>
#include <string>

namespace glia::cli::plugin_check {

class FloatingPointMode {
 public:
    static FloatingPointMode now();

    // Throws Broken where it is another one now: "<who> turns flush-to-zero on".
    void require_kept(const std::string& who) const;

 private:
    bool operator==(const FloatingPointMode&) const = default;

    int rounding_ = 0;
    std::uint32_t control_ = 0;      // MXCSR on x86-64, FPCR on aarch64
    std::uint32_t x87_control_ = 0;  // x86-64
    bool flushes_ = false;           // denormals become zero
};

}  // namespace glia::cli::plugin_check
