// Predicting through a session asks nobody for anything: what this program, and with it libglia and its OpenBLAS, ask
// of the C library's allocator and of its locks is counted here, and the operating system ends a process that calls it.
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <string>
#include <vector>

#include "glia/glia.h"
#include "memory/blas_flavour.hpp"
#include "memory/requests.hpp"
#include "memory/system_calls.hpp"

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {

using glia::test::cannot_forbid;
using glia::test::no_system_calls;
using glia::test::requests_in;
using glia::test::status_with_rules;

// A layer of every kind, wide enough for OpenBLAS to pack its factors, and activations with kernels of every shape.
glia_model* make_model() {
    glia_model* model = nullptr;
    EXPECT_EQ(glia_model_create(&model, 64), GLIA_OK);
    for (const char* const activation : {"relu", "gelu", "leaky_relu(alpha=0.1)", "prelu", "trainable_swish"}) {
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
    const int calling = status_with_rules(no_system_calls, [] { getppid(); });
    if (cannot_forbid(calling)) GTEST_SKIP() << "system calls cannot be forbidden";
    EXPECT_TRUE(WIFSIGNALED(calling) && WTERMSIG(calling) == SIGSYS) << calling;
    for (const std::size_t some : {rows, std::size_t{1}, std::size_t{7}}) {
        EXPECT_EQ(status_with_rules(no_system_calls, [&] { glia_session_predict(session, x.data(), some, y.data()); }),
                  0)
            << some << " rows";
    }
    glia_session_destroy(session);
    glia_model_destroy(model);
}

}  // namespace

#endif
