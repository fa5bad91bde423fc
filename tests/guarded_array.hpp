// An array with pages before and after it that cannot be touched: a kernel that reads or writes one element too many
// ends the test. Arrays end exactly at the later page, so their starts have every alignment of the element type.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <new>

namespace glia::test {

template <class Real>
class GuardedArray {
 public:
    explicit GuardedArray(std::size_t size) : size_(size) {
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        const std::size_t inside = (size * sizeof(Real) + page - 1) / page * page;
        length_ = inside + 2 * page;
        void* memory = mmap(nullptr, length_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) {
            throw std::bad_alloc();
        }
        memory_ = static_cast<std::byte*>(memory);
        if (inside != 0 && mprotect(memory_ + page, inside, PROT_READ | PROT_WRITE) != 0) {
            throw std::bad_alloc();
        }
        data_ = reinterpret_cast<Real*>(memory_ + page + inside) - size;
    }
    GuardedArray(const GuardedArray&) = delete;
    GuardedArray& operator=(const GuardedArray&) = delete;
    ~GuardedArray() { munmap(memory_, length_); }

    Real* data() { return data_; }
    std::size_t size() const { return size_; }

 private:
    std::size_t size_;
    std::size_t length_;
    std::byte* memory_;
    Real* data_;
};

}  // namespace glia::test
