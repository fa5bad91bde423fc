#include "plugin_check/fault.hpp"

#include <ucontext.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "plugin_check/channel.hpp"
#include "plugin_check/watched.hpp"

namespace glia::cli::plugin_check {
namespace {

// A handler needs a stack of its own where the other one has overflowed.
std::array<std::byte, 64 * 1024> signal_stack;

constexpr std::array ending_signals = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

// Whether a page fault was a write.
bool is_write([[maybe_unused]] const void* context) {
#if defined(__x86_64__)
    constexpr long long write_bit = 2;  // of the page fault's error code
    return (static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_ERR] & write_bit) != 0;
#else
    return false;
#endif
}

// An aligned load or store of other memory is a general protection fault, which has no address.
bool is_unaligned(int signal, const siginfo_t& info) {
    return (signal == SIGSEGV && info.si_code == SI_KERNEL) || (signal == SIGBUS && info.si_code == BUS_ADRALN);
}

void on_signal(int signal, siginfo_t* info, void* context) {
    note_fault(signal, *info, context);
}

}  // namespace

void note_fault(int signal, const siginfo_t& info, const void* context) {
    std::signal(signal, SIG_DFL);  // the instruction is tried again, and the signal ends the process
    if (signal != SIGSEGV && signal != SIGBUS) return;
    Fault& fault = channel().fault;
    fault.happened = true;
    fault.writes = is_write(context);
    fault.unaligned = is_unaligned(signal, info);
    if (fault.unaligned) return;
    fault.address = reinterpret_cast<std::uintptr_t>(info.si_addr);
    const Watched* const near = nearest_watched(info.si_addr);
    if (near == nullptr) return;
    const auto first = reinterpret_cast<std::uintptr_t>(near->data);
    fault.array = near->name;
    fault.place = fault.address < first                  ? Fault::Place::before_start
                  : fault.address >= first + near->bytes ? Fault::Place::after_end
                                                         : Fault::Place::inside;
}

void note_faults() {
    stack_t stack = {};
    stack.ss_sp = signal_stack.data();
    stack.ss_size = signal_stack.size();
    ::sigaltstack(&stack, nullptr);
    struct sigaction action = {};
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    for (const int signal : ending_signals) ::sigaction(signal, &action, nullptr);
}

}  // namespace glia::cli::plugin_check
