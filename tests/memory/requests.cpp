#include "memory/requests.hpp"

#include <dlfcn.h>
#include <pthread.h>

#include <cerrno>
#include <cstdlib>

#ifdef GLIA_COUNTS_REQUESTS

namespace {

thread_local bool counting = false;
thread_local glia::test::Requests requests;

}  // namespace

// The allocator's own names, and what glibc calls them where a program defines them itself.
extern "C" {
void* __libc_malloc(std::size_t size);                           // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(std::size_t count, std::size_t size);        // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* memory, std::size_t size);            // NOLINT(bugprone-reserved-identifier)
void* __libc_memalign(std::size_t alignment, std::size_t size);  // NOLINT(bugprone-reserved-identifier)

__attribute__((visibility("default"))) void* malloc(std::size_t size) noexcept {
    if (counting) ++requests.memory;
    return __libc_malloc(size);
}

__attribute__((visibility("default"))) void* calloc(std::size_t count, std::size_t size) noexcept {
    if (counting) ++requests.memory;
    return __libc_calloc(count, size);
}

__attribute__((visibility("default"))) void* realloc(void* memory, std::size_t size) noexcept {
    if (counting) ++requests.memory;
    return __libc_realloc(memory, size);
}

__attribute__((visibility("default"))) void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
    if (counting) ++requests.memory;
    return __libc_memalign(alignment, size);
}

__attribute__((visibility("default"))) int posix_memalign(void** memory, std::size_t alignment,
                                                          std::size_t size) noexcept {
    if (counting) ++requests.memory;
    *memory = __libc_memalign(alignment, size);
    return *memory == nullptr ? ENOMEM : 0;
}

__attribute__((visibility("default"))) int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
    using Lock = int(pthread_mutex_t*);
    static Lock* const next = reinterpret_cast<Lock*>(dlsym(RTLD_NEXT, "pthread_mutex_lock"));
    if (counting) ++requests.locks;
    return next(mutex);
}
}

namespace glia::test {

void count_requests() {
    requests = {};
    counting = true;
}

Requests counted_requests() {
    counting = false;
    return requests;
}

}  // namespace glia::test

#endif
