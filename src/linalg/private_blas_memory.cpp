// Makes the private OpenBLAS safe to call from several threads at once.
//
// A serial OpenBLAS that was built without USE_LOCKING, as Debian's is, hands out its packing buffers from a table that
// nothing guards: two threads that ask at the same time may get the same buffer, and both products are then wrong. The
// linker sends every such request here (--wrap in blas.cmake), where one at a time goes on to OpenBLAS.
#include <mutex>

extern "C" {
// Names that the linker gives: the functions of OpenBLAS, and what takes their place.
void* __real_blas_memory_alloc(int position);  // NOLINT(bugprone-reserved-identifier)
void __real_blas_memory_free(void* buffer);    // NOLINT(bugprone-reserved-identifier)
void* __wrap_blas_memory_alloc(int position);  // NOLINT(bugprone-reserved-identifier)
void __wrap_blas_memory_free(void* buffer);    // NOLINT(bugprone-reserved-identifier)
}

namespace {

constinit std::mutex table;

}  // namespace

void* __wrap_blas_memory_alloc(int position) {
    const std::lock_guard lock(table);
    return __real_blas_memory_alloc(position);
}

void __wrap_blas_memory_free(void* buffer) {
    const std::lock_guard lock(table);
    __real_blas_memory_free(buffer);
}
