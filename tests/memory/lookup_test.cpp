// Finding an activation by its name: one that is loaded is found without a lock, and nobody reads a directory.
#include <filesystem>
#include <string>

#include "glia/glia.h"
#include "memory/requests.hpp"
#include "memory/system_calls.hpp"

#ifdef GLIA_COUNTS_REQUESTS

namespace {

namespace fs = std::filesystem;
using glia::test::all_requests_in;
using glia::test::cannot_forbid;
using glia::test::status_with_rules;

glia_status add_layer(const char* activation) {
    glia_model* model = nullptr;
    EXPECT_EQ(glia_model_create(&model, 4), GLIA_OK);
    const glia_status status = glia_model_add_dense(model, 4, activation);
    glia_model_destroy(model);
    return status;
}

TEST(LookUp, OfALoadedActivationTakesNoLock) {
    for (const char* const spec : {"relu", "leaky_relu(alpha=0.2)", "prelu", "softmax"}) {
        ASSERT_EQ(add_layer(spec), GLIA_OK) << glia_last_error();
        EXPECT_EQ(all_requests_in([&] { EXPECT_EQ(add_layer(spec), GLIA_OK); }).locks, 0u) << spec;
    }
}

void forward(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols, const float* x, float* y) {
    for (std::size_t i = 0; i < rows * cols; ++i) y[i] = x[i];
}
void backward(const glia_activation_t*, const double*, std::size_t rows, std::size_t cols, const float*, const float*,
              const float* dy, float* dx) {
    for (std::size_t i = 0; i < rows * cols; ++i) dx[i] = dy[i];
}

// That registering takes one shows that locks of the registry are seen.
TEST(LookUp, OfAnActivationOfTheHostTakesNoLock) {
    glia_activation_t table = {};
    table.struct_size = sizeof table;
    table.name = "looked_up";
    table.revision = 1;
    table.variant = "host";
    table.forward = forward;
    table.backward = backward;
    const auto registering = all_requests_in([&] { EXPECT_EQ(glia_registry_register_activation(&table), GLIA_OK); });
    EXPECT_GT(registering.locks, 0u);
    EXPECT_EQ(all_requests_in([] { EXPECT_EQ(add_layer("looked_up"), GLIA_OK); }).locks, 0u);
    ASSERT_EQ(glia_registry_unregister_activation("looked_up"), GLIA_OK);
    EXPECT_EQ(add_layer("looked_up"), GLIA_ERROR_NOT_FOUND);
}

// Whoever reads a directory dies.
const std::vector<sock_filter> no_directory_is_read = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                                                       BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getdents64, 0, 1),
                                                       BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
                                                       BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};

TEST(LookUp, ReadsNoDirectoryHoweverManyPluginsThereAre) {
    const fs::path directory = fs::path(testing::TempDir()) / ("glia-200-plugins-" + std::to_string(getpid()));
    fs::create_directory(directory);
    const fs::path plugin = fs::path(GLIA_TEST_PLUGINS) / "hard_swish.so";
    fs::copy_file(plugin, directory / "hard_swish.so");
    for (int i = 0; i < 199; ++i) fs::create_symlink(plugin, directory / ("plugin_" + std::to_string(i) + ".so"));

    const int counting = status_with_rules(no_directory_is_read, [&] {
        if (glia_registry_add_directory(directory.c_str()) != GLIA_OK) _exit(4);
        std::size_t count = 0;
        glia_registry_count(&count);  // which opens them all
    });
    const int finding = status_with_rules(no_directory_is_read, [&] {
        if (glia_registry_add_directory(directory.c_str()) != GLIA_OK) _exit(4);
        if (add_layer("hard_swish") != GLIA_OK) _exit(5);
        char path[4096];
        if (glia_registry_path("hard_swish", path, sizeof path, nullptr) != GLIA_OK) _exit(6);
        if (fs::path(path).parent_path() != fs::canonical(directory)) _exit(7);
    });
    fs::remove_all(directory);
    if (cannot_forbid(counting)) GTEST_SKIP() << "system calls cannot be forbidden";
    EXPECT_TRUE(WIFSIGNALED(counting) && WTERMSIG(counting) == SIGSYS) << counting;
    EXPECT_EQ(finding, 0);
}

}  // namespace

#endif
