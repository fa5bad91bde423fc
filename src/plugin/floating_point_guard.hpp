// Puts the floating-point control and status words back when a scope ends.
//
// A library linked with -ffast-math sets flush-to-zero in a constructor; without this guard, loading one plugin would
// change the numbers of the whole program. fesetenv covers MXCSR and x87 on x86-64, and FPCR on aarch64.
#pragma once

#include <cfenv>

namespace glia {

class FloatingPointGuard {
 public:
    FloatingPointGuard() noexcept { std::fegetenv(&environment_); }
    ~FloatingPointGuard() { std::fesetenv(&environment_); }
    FloatingPointGuard(const FloatingPointGuard&) = delete;
    FloatingPointGuard& operator=(const FloatingPointGuard&) = delete;

 private:
    std::fenv_t environment_;
};

}  // namespace glia
