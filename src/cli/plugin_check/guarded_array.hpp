// An array beside pages that cannot be touched: a kernel that reads or writes one element too many ends the process,
// and fault.cpp says where it did.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <new>
#include <span>

#include "plugin_check/watched.hpp"

namespace glia::cli::plugin_check {

// Which end of the array lies at a page that cannot be touched. The other one is within a page of such a one too.
enum class Guard {
    end,
    start
};

inline std::size_t page_size() {
    static const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return size;
}

template <class Real>
class GuardedArray {
 public:
    // `name` is a literal.
    GuardedArray(const char* name, std::size_t size, Guard guard = Guard::end) : size_(size) {
        const std::size_t page = page_size();
        inside_ = (size * sizeof(Real) + page - 1) / page * page;
        void* const memory = ::mmap(nullptr, length(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) throw std::bad_alloc();
        memory_ = static_cast<std::byte*>(memory);
        allow(PROT_READ | PROT_WRITE);
        std::byte* const first = memory_ + page;
        data_ = reinterpret_cast<Real*>(guard == Guard::start ? first : first + inside_ - size * sizeof(Real));
        watched_ = watch({name, data_, size * sizeof(Real)});
    }
    // A copy of `values`.
    GuardedArray(const char* name, std::span<const Real> values, Guard guard = Guard::end)
        : GuardedArray(name, values.size(), guard) {
        std::ranges::copy(values, data_);
    }
    ~GuardedArray() {
        unwatch(watched_);
        ::munmap(memory_, length());
    }
    GuardedArray(const GuardedArray&) = delete;
    GuardedArray& operator=(const GuardedArray&) = delete;

    // From now on it cannot be written to.
    void freeze() { allow(PROT_READ); }

    Real* data() { return data_; }
    std::span<const Real> values() const { return {data_, size_}; }

 private:
    std::size_t length() const { return inside_ + 2 * page_size(); }
    void allow(int protection) {
        if (inside_ != 0 && ::mprotect(memory_ + page_size(), inside_, protection) != 0) throw std::bad_alloc();
    }

    std::size_t size_;
    std::size_t inside_ = 0;
    std::size_t watched_ = 0;
    std::byte* memory_ = nullptr;
    Real* data_ = nullptr;
};

}  // namespace glia::cli::plugin_check
