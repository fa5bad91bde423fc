// Makes the private OpenBLAS safe to call from several threads at once, without a lock.
//
// A serial OpenBLAS that was built without USE_LOCKING, as Debian's is, hands out its packing buffers from a table that
// nothing guards: two threads that ask at the same time may get the same buffer, and both products are then wrong. The
// linker sends every such request here (--wrap in blas.cmake). Buffers that come back stay here for the next product,
// which takes one by an exchange; only where there is none, one thread at a time goes on to OpenBLAS. Where the system
// has no memory for another, OpenBLAS would ask for ever: it is asked only after the system was, and a product that
// finds neither a buffer nor memory waits for another product to end.
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <new>

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

// OpenBLAS's BUFFER_SIZE, which it does not tell: 128 MiB in Debian's 0.3.21 for x86-64. Other builds may have less, so
// a quarter of it is lent.
constexpr std::size_t buffer_bytes = std::size_t{128} << 20;
constexpr std::size_t lent_bytes = buffer_bytes / 4;

constinit std::atomic<std::size_t> set_aside = 0;
constinit std::atomic<std::size_t> made = 0;
constinit std::mutex table;

// A child of fork has one thread: it must not find the table locked by another, which it does not have.
[[maybe_unused]] const int at_fork =
    pthread_atfork([] { table.lock(); }, [] { table.unlock(); }, [] { table.unlock(); });

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

// Whether the system has so much address space, which is what a buffer takes until it is used.
bool has_room() noexcept {
    constexpr std::size_t margin = std::size_t{1} << 20;  // for its alignment
    void* const probe =
        mmap(nullptr, buffer_bytes + margin, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (probe == MAP_FAILED) return false;
    munmap(probe, buffer_bytes + margin);
    return true;
}

// Null where there is no memory.
void* make(int position) noexcept {
    const std::lock_guard lock(table);
    if (!has_room()) return nullptr;
    ++made;
    return __real_blas_memory_alloc(position);
}

void give_back(void* buffer) noexcept {
    const std::lock_guard lock(table);
    --made;
    __real_blas_memory_free(buffer);
}

// One that is idle, unless it is the last: that stays, as require_product_memory has promised.
void give_back_one() noexcept {
    const std::lock_guard lock(table);
    if (made <= 1) return;
    void* const buffer = take_idle();
    if (buffer == nullptr) return;
    --made;
    __real_blas_memory_free(buffer);
}

}  // namespace

void* __wrap_blas_memory_alloc(int position) {
    for (;;) {
        void* buffer = take_idle();
        if (buffer == nullptr) buffer = make(position);
        if (buffer != nullptr) return buffer;
        sched_yield();
    }
}

void __wrap_blas_memory_free(void* buffer) {
    if (!keep_idle(buffer)) give_back(buffer);
}

namespace glia {

void require_product_memory() {
    if (made > 0) return;
    void* const buffer = make(0);
    if (buffer == nullptr) throw std::bad_alloc();
    __wrap_blas_memory_free(buffer);
}

ProductMemory::ProductMemory() noexcept {
    if (set_aside.fetch_add(1) >= most_idle / 2) return;
    void* const buffer = make(0);
    set_aside_ = buffer != nullptr;
    if (set_aside_) __wrap_blas_memory_free(buffer);
}

// The buffer may be at work for somebody else just now, who then leaves one more than there need be.
ProductMemory::~ProductMemory() {
    set_aside.fetch_sub(1);
    if (set_aside_) give_back_one();
}

PackingMemory::PackingMemory() noexcept : data_(__wrap_blas_memory_alloc(0)), bytes_(lent_bytes) {}

PackingMemory::~PackingMemory() {
    __wrap_blas_memory_free(data_);
}

}  // namespace glia
