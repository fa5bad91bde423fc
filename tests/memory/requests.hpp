// What this thread, and with it libglia and its OpenBLAS, asks of the C library's allocator and of its locks: counted,
// because this program defines both (requests.cpp). Not where a sanitizer has taken their place already.
#pragma once

#include <cstddef>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define GLIA_COUNTS_REQUESTS
#endif

namespace glia::test {

struct Requests {
    std::size_t memory = 0;
    std::size_t locks = 0;
};

// Counting begins and ends, in this thread.
void count_requests();
Requests counted_requests();

template <class Work>
Requests all_requests_in(const Work& work) {
    count_requests();
    work();
    return counted_requests();
}

// How often memory or a lock is asked for in `work`.
template <class Work>
std::size_t requests_in(const Work& work) {
    const Requests counted = all_requests_in(work);
    return counted.memory + counted.locks;
}

}  // namespace glia::test
