// The thread that made a call, as its number, on threads that work for it.
#pragma once

#include <cstdint>

namespace glia {

// The number of the thread that this one works for: its own, where it works for no other. Numbers are never 0, and none
// is given twice.
std::uint64_t calling_thread() noexcept;

// While this lives, this thread works for the one of that number.
class WorkFor {
 public:
    explicit WorkFor(std::uint64_t caller) noexcept;
    ~WorkFor();
    WorkFor(const WorkFor&) = delete;
    WorkFor& operator=(const WorkFor&) = delete;

 private:
    std::uint64_t before_;
};

}  // namespace glia
