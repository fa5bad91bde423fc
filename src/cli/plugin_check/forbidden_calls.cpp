// Kernels neither allocate nor lock: they run in threads that must not wait for each other, and in programs that cannot
// afford the time.
#include <array>

#include "plugin_check/kernels.hpp"
#include "plugin_check/random.hpp"
#include "plugin_check/tests.hpp"
#include "plugin_check/traps.hpp"

namespace glia::cli::plugin_check {
namespace {

constexpr std::array allocating = {"malloc",   "calloc",         "realloc",       "reallocarray", "free",
                                   "memalign", "posix_memalign", "aligned_alloc", "valloc",       "mmap",
                                   "mmap64",   "munmap",         "mremap",        "sbrk"};

constexpr std::array locking = {"pthread_mutex_lock",
                                "pthread_mutex_trylock",
                                "pthread_mutex_timedlock",
                                "pthread_rwlock_rdlock",
                                "pthread_rwlock_wrlock",
                                "pthread_spin_lock",
                                "pthread_cond_wait",
                                "pthread_once",
                                "sem_wait",
                                "mtx_lock",
                                "call_once",
                                "__cxa_guard_acquire"};

std::string never_call(const Subject& subject, std::span<const char* const> names, const char* rule) {
    Random random(subject.seed);
    for_all_kernels(subject, [&]<class Real>(const Kernels<Real>& kernels) {
        constexpr std::size_t rows = 3;
        for (const std::size_t columns : {1, 9, 3000}) {
            const std::vector<Real> x = numbers<Real>(random, rows * columns);
            const std::vector<Real> dy = logits<Real>(random, rows * columns);
            std::vector<Real> y(x.size());
            std::vector<Real> dx(x.size());
            const std::vector<Real> trained = kernels.trained(columns);
            std::vector<Real> gradient(trained.size());
            const Traps traps(names, rule);
            kernels.forward(rows, columns, trained.data(), x.data(), y.data());
            kernels.backward(rows, columns, trained.data(), x.data(), y.data(), dy.data(), dx.data(), gradient.data());
        }
    });
    return "";
}

}  // namespace

std::string allocate_nothing(const Subject& subject) {
    return never_call(subject, allocating, "a kernel must not allocate");
}

std::string lock_nothing(const Subject& subject) {
    return never_call(subject, locking, "a kernel must not lock");
}

}  // namespace glia::cli::plugin_check
