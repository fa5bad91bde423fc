// Predicting through a session asks nobody for memory: what this program, and with it libglia and its OpenBLAS, ask the
// C library's allocator for is counted here.
#include <gtest/gtest.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

#include "glia/glia.h"

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {

thread_local bool counting = false;
thread_local std::size_t requests = 0;

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
}

namespace {

// How often memory is asked for in `work`.
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

// The OpenBLAS of a distribution divides a product among threads of its own, and may ask for memory to do so.
bool has_system_blas() {
    char text[1024] = "";
    EXPECT_EQ(glia_blas_info(text, sizeof text, nullptr), GLIA_OK);
    return std::string(text).find("\"flavour\":\"system\"") != std::string::npos;
}

TEST(Session, PredictsWithoutAskingForMemory) {
    if (has_system_blas()) GTEST_SKIP() << "the system's OpenBLAS promises nothing";
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

}  // namespace

#endif
