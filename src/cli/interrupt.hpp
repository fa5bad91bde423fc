// Ctrl-C during training stops it in order; a second one ends the program at once.
#pragma once

#include <csignal>

namespace glia::cli {

// Catches SIGINT and SIGTERM from now until it goes out of scope, unless the program was started with them ignored.
class InterruptGuard {
 public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    bool interrupted() const noexcept;

 private:
    struct sigaction before_int_ {};
    struct sigaction before_term_ {};
};

}  // namespace glia::cli
