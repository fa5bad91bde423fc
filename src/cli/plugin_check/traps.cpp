#include "plugin_check/traps.hpp"

#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstring>

#include "plugin_check/channel.hpp"
#include "plugin_check/guarded_array.hpp"
#include "plugin_check/library.hpp"
#include "plugin_check/outcome.hpp"

namespace glia::cli::plugin_check {
namespace {

#if defined(__x86_64__)
using Instruction = std::array<unsigned char, 1>;
constexpr Instruction breakpoint = {0xCC};  // int3

std::uintptr_t place_of(const ucontext_t& context) {
    return static_cast<std::uintptr_t>(context.uc_mcontext.gregs[REG_RIP]) - breakpoint.size();
}
#elif defined(__aarch64__)
using Instruction = std::array<unsigned char, 4>;
constexpr Instruction breakpoint = {0x00, 0x00, 0x20, 0xD4};  // brk #0

std::uintptr_t place_of(const ucontext_t& context) {
    return context.uc_mcontext.pc;
}
#else
using Instruction = std::array<unsigned char, 1>;
constexpr Instruction breakpoint = {};

std::uintptr_t place_of(const ucontext_t&) {
    return 0;
}
#endif

struct Trap {
    const char* name;
    unsigned char* place;
    Instruction before;
};

// Fixed in size, so that a signal handler can read it at any time.
std::array<Trap, 32> traps;
std::size_t trap_count = 0;

bool allow(unsigned char* place, int protection) {
    const std::uintptr_t first = reinterpret_cast<std::uintptr_t>(place) / page_size() * page_size();
    const std::uintptr_t end = reinterpret_cast<std::uintptr_t>(place) + breakpoint.size();
    return ::mprotect(reinterpret_cast<void*>(first), end - first, protection) == 0;
}

bool write_code(unsigned char* place, const Instruction& instruction) {
    if (!allow(place, PROT_READ | PROT_WRITE | PROT_EXEC)) return false;
    std::memcpy(place, instruction.data(), instruction.size());
    __builtin___clear_cache(reinterpret_cast<char*>(place), reinterpret_cast<char*>(place + instruction.size()));
    return allow(place, PROT_READ | PROT_EXEC);
}

void on_trap(int, siginfo_t*, void* context) {
    const std::uintptr_t place = place_of(*static_cast<const ucontext_t*>(context));
    const char* name = "a function that must not be called";
    for (std::size_t i = trap_count; i-- > 0;) {
        if (reinterpret_cast<std::uintptr_t>(traps[i].place) == place) name = traps[i].name;
    }
    channel().trapped = name;
    ::_exit(0);
}

}  // namespace

Traps::Traps(std::span<const char* const> names, const char* rule) {
#if !defined(__x86_64__) && !defined(__aarch64__)
    throw Skipped("breakpoints are not known for this processor");
#endif
    struct sigaction action = {};
    action.sa_sigaction = on_trap;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigaction(SIGTRAP, &action, nullptr);
    channel().note = rule;
    trap_count = 0;
    // All are found before the first is armed: looking for a name may call what is trapped.
    for (const char* const name : names) {
        auto* const place = static_cast<unsigned char*>(function_address(name));
        if (place != nullptr && trap_count < traps.size()) traps[trap_count++] = {name, place, {}};
    }
    for (std::size_t i = 0; i < trap_count; ++i) {
        std::memcpy(traps[i].before.data(), traps[i].place, breakpoint.size());
        if (write_code(traps[i].place, breakpoint)) continue;
        trap_count = i;
        disarm();
        throw Skipped("this system does not let code be written to");
    }
}

Traps::~Traps() {
    disarm();
}

// In reverse: two names may be of one function.
void Traps::disarm() noexcept {
    for (std::size_t i = trap_count; i-- > 0;) write_code(traps[i].place, traps[i].before);
    trap_count = 0;
    channel().note = nullptr;
}

}  // namespace glia::cli::plugin_check
