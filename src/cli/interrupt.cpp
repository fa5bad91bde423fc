#include "interrupt.hpp"

namespace glia::cli {
namespace {

volatile std::sig_atomic_t caught = 0;

void remember(int) {
    caught = 1;
}

void catch_signal(int number, struct sigaction& before) {
    sigaction(number, nullptr, &before);
    if (before.sa_handler == SIG_IGN) return;  // as nohup and shells without job control ask
    struct sigaction action {};
    action.sa_handler = remember;
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second signal meets the default: the end
    sigaction(number, &action, nullptr);
}

}  // namespace

InterruptGuard::InterruptGuard() {
    caught = 0;
    catch_signal(SIGINT, before_int_);
    catch_signal(SIGTERM, before_term_);
}

InterruptGuard::~InterruptGuard() {
    sigaction(SIGINT, &before_int_, nullptr);
    sigaction(SIGTERM, &before_term_, nullptr);
}

bool InterruptGuard::interrupted() const noexcept {
    return caught != 0;
}

}  // namespace glia::cli
