// Predicting through a session asks nobody for anything: what this program, and with it libglia and its OpenBLAS, ask
// of the C library's allocator and of its locks is counted here, and the operating system ends a process that calls it.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

#include "glia/glia.h"
#include "memory/blas_flavour.hpp"

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {

thread_local bool counting = false;
thread_local std::size_t requests = 0;  // for memory, and of locks

void count_request() {
    if (counting) ++requests;
}

}  // namespace

// The allocator's own names, and what glibc calls them where a program defines them itself.
extern "C" {
void* __libc_malloc(std::size_t size);                           // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(std::size_t count, std::size_t size);        // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* memory, std::size_t size);            // NOLINT(bugprone-reserved-identifier)
void* __libc_memalign(std::size_t alignment, std::size_t size);  // NOLINT(bugprone-reserved-identifier)

__attribute__((visibility("default"))) void* malloc(std::size_t size) noexcept {
    count_request();
    return __libc_malloc(size);
}

__attribute__((visibility("default"))) void* calloc(std::size_t count, std::size_t size) noexcept {
    count_request();
    return __libc_calloc(count, size);
}

__attribute__((visibility("default"))) void* realloc(void* memory, std::size_t size) noexcept {
    count_request();
    return __libc_realloc(memory, size);
}

__attribute__((visibility("default"))) void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
    count_request();
    return __libc_memalign(alignment, size);
}

__attribute__((visibility("default"))) int posix_memalign(void** memory, std::size_t alignment,
                                                          std::size_t size) noexcept {
    count_request();
    *memory = __libc_memalign(alignment, size);
    return *memory == nullptr ? ENOMEM : 0;
}

__attribute__((visibility("default"))) int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
    using Lock = int(pthread_mutex_t*);
    static Lock* const next = reinterpret_cast<Lock*>(dlsym(RTLD_NEXT, "pthread_mutex_lock"));
    count_request();
    return next(mutex);
}
}

namespace {

// How often memory or a lock is asked for in `work`.
template <class Work>
std::size_t requests_in(const Work& work) {
    requests = 0;
    counting = true;
    work();
    counting = false;
    return requests;
}

// A layer of every kind, wide enough for OpenBLAS to pack its factors, and activations with kernels of every shape.
glia_model* make_model() {
    glia_model* model = nullptr;
    EXPECT_EQ(glia_model_create(&model, 64), GLIA_OK);
    for (const char* const activation : {"relu", "gelu", "leaky_relu(alpha=0.1)"}) {
        EXPECT_EQ(glia_model_add_dense(model, 200, activation), GLIA_OK) << glia_last_error();
    }
    for (const char* const layer : {"layer_norm", "batch_norm", "dropout"}) {
        EXPECT_EQ(glia_model_add_layer(model, layer), GLIA_OK) << glia_last_error();
    }
    EXPECT_EQ(glia_model_add_dense(model, 200, "tanh"), GLIA_OK);
    EXPECT_EQ(glia_model_add_layer(model, "residual(span=1)"), GLIA_OK) << glia_last_error();
    EXPECT_EQ(glia_model_add_dense(model, 10, "softmax"), GLIA_OK);
    EXPECT_EQ(glia_model_initialize(model, "auto", 1), GLIA_OK);
    return model;
}

TEST(Session, PredictsWithoutAskingForMemoryOrALock) {
    if (glia::test::has_system_blas()) GTEST_SKIP() << "the system's OpenBLAS promises nothing";
    constexpr std::size_t rows = 300;
    glia_model* const model = make_model();
    glia_session* session = nullptr;
    ASSERT_EQ(glia_session_create(&session, model, rows), GLIA_OK);
    const std::vector<float> x(rows * 64, 0.25F);
    std::vector<float> y(rows * 10);
    for (const std::size_t some : {rows, rows, std::size_t{1}, std::size_t{7}}) {
        EXPECT_EQ(requests_in([&] { EXPECT_EQ(glia_session_predict(session, x.data(), some, y.data()), GLIA_OK); }), 0u)
            << some << " rows";
    }
    glia_session_destroy(session);
    glia_model_destroy(model);
}

// The test above means something only if requests of libglia are seen.
TEST(Session, IsMadeByAskingForMemory) {
    glia_model* const model = make_model();
    glia_session* session = nullptr;
    EXPECT_GT(requests_in([&] { EXPECT_EQ(glia_session_create(&session, model, 300), GLIA_OK); }), 0u);
    glia_session_destroy(session);
    glia_model_destroy(model);
}

// And that locks are seen: a message of the library is written under one.
TEST(Session, LocksAreCounted) {
    EXPECT_GT(requests_in([] {
                  glia_log_set_callback([](std::int32_t, const char*, void*) {}, nullptr, nullptr);
                  glia_log_set_callback(nullptr, nullptr, nullptr);
              }),
              0u);
}

// From now on, every call of the operating system but the one that ends the process ends it by a signal.
bool forbid_system_calls() {
    sock_filter rules[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                           BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 1),
                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)};
    const sock_fprog program = {sizeof rules / sizeof rules[0], rules};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

constexpr int not_forbidden = 3;

// How a process of its own ends that does this without the operating system's help: a status, as waitpid gives it.
template <class Work>
int status_without_system_calls(const Work& work) {
    const pid_t child = fork();
    if (child == 0) {
        if (!forbid_system_calls()) _exit(not_forbidden);
        work();
        _exit(0);
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    return status;
}

TEST(Session, PredictsWithoutTheOperatingSystem) {
    if (glia::test::has_system_blas()) GTEST_SKIP() << "the system's OpenBLAS promises nothing";
    constexpr std::size_t rows = 300;
    glia_model* const model = make_model();
    glia_session* session = nullptr;
    ASSERT_EQ(glia_session_create(&session, model, rows), GLIA_OK);
    const std::vector<float> x(rows * 64, 0.25F);
    std::vector<float> y(rows * 10);
    ASSERT_EQ(glia_session_predict(session, x.data(), rows, y.data()),
              GLIA_OK);  // touches its memory for the first time
    const int calling = status_without_system_calls([] { getppid(); });
    if (WIFEXITED(calling) && WEXITSTATUS(calling) == not_forbidden) GTEST_SKIP() << "system calls cannot be forbidden";
    EXPECT_TRUE(WIFSIGNALED(calling) && WTERMSIG(calling) == SIGSYS) << calling;
    for (const std::size_t some : {rows, std::size_t{1}, std::size_t{7}}) {
        EXPECT_EQ(status_without_system_calls([&] { glia_session_predict(session, x.data(), some, y.data()); }), 0)
            << some << " rows";
    }
    glia_session_destroy(session);
    glia_model_destroy(model);
}

}  // namespace

#endif
