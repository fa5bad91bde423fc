#include "base/calling_thread.hpp"

#include <atomic>
#include <utility>

namespace glia {
namespace {

std::atomic<std::uint64_t> numbers_given = 0;

thread_local std::uint64_t caller_here = 0;  // 0: nobody has asked yet

}  // namespace

std::uint64_t calling_thread() noexcept {
    if (caller_here == 0) caller_here = numbers_given.fetch_add(1, std::memory_order_relaxed) + 1;
    return caller_here;
}

WorkFor::WorkFor(std::uint64_t caller) noexcept : before_(std::exchange(caller_here, caller)) {}

WorkFor::~WorkFor() {
    caller_here = before_;
}

}  // namespace glia
