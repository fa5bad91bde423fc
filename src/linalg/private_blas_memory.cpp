// Makes the private OpenBLAS safe to call from several threads at once, without a lock.
//
// A serial OpenBLAS that was built without USE_LOCKING, as Debian's is, hands out its packing buffers from a table that
// nothing guards: two threads that ask at the same time may get the same buffer, and both products are then wrong. The
// linker sends every such request here (--wrap in blas.cmake). Buffers that come back stay here for the next product,
// which takes one by an exchange; only where there is none, one thread at a time goes on to OpenBLAS.
#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>

#include "linalg/product_memory.hpp"

extern "C" {
// Names that the linker gives: the functions of OpenBLAS, and what takes their place.
void* __real_blas_memory_alloc(int position);  // NOLINT(bugprone-reserved-identifier)
void __real_blas_memory_free(void* buffer);    // NOLINT(bugprone-reserved-identifier)
void* __wrap_blas_memory_alloc(int position);  // NOLINT(bugprone-reserved-identifier)
void __wrap_blas_memory_free(void* buffer);    // NOLINT(bugprone-reserved-identifier)
}

namespace {

constexpr std::size_t most_idle = 32;  // OpenBLAS's table has 50 places or more

constinit std::array<std::atomic<void*>, most_idle> idle = {};
constinit std::atomic<std::size_t> set_aside = 0;
constinit std::mutex table;

void* take_idle() noexcept {
    for (std::atomic<void*>& place : idle) {
        if (place.load(std::memory_order_relaxed) == nullptr) continue;
        void* const buffer = place.exchange(nullptr, std::memory_order_acquire);
        if (buffer != nullptr) return buffer;
    }
    return nullptr;
}

bool keep_idle(void* buffer) noexcept {
    for (std::atomic<void*>& place : idle) {
        void* empty = nullptr;
        if (place.compare_exchange_strong(empty, buffer, std::memory_order_release, std::memory_order_relaxed)) {
            return true;
        }
    }
    return false;
}

void* make(int position) {
    const std::lock_guard lock(table);
    return __real_blas_memory_alloc(position);
}

void give_back(void* buffer) {
    const std::lock_guard lock(table);
    __real_blas_memory_free(buffer);
}

}  // namespace

void* __wrap_blas_memory_alloc(int position) {
    void* const buffer = take_idle();
    return buffer != nullptr ? buffer : make(position);
}

void __wrap_blas_memory_free(void* buffer) {
    if (!keep_idle(buffer)) give_back(buffer);
}

namespace glia {

ProductMemory::ProductMemory() noexcept : set_aside_(set_aside.fetch_add(1) < most_idle / 2) {
    if (set_aside_) __wrap_blas_memory_free(make(0));
}

// The buffer may be at work for somebody else just now, who then leaves one more than there need be.
ProductMemory::~ProductMemory() {
    set_aside.fetch_sub(1);
    if (!set_aside_) return;
    void* const buffer = take_idle();
    if (buffer != nullptr) give_back(buffer);
}

}  // namespace glia
