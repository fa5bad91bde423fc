// Where memory is short, calls fail; none waits for ever. Each case runs in a process of its own, with a limit to its
// address space and to its time.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <vector>

#include "glia/glia.h"
#include "memory/blas_flavour.hpp"

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {

constexpr std::size_t inputs = 200;
constexpr std::size_t rows = 300;

std::size_t address_space() {
    std::size_t pages = 0;
    std::FILE* const file = std::fopen("/proc/self/statm", "r");
    if (file == nullptr || std::fscanf(file, "%zu", &pages) != 1) return 0;
    std::fclose(file);
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// The status of the call, in a process that may take so many bytes more than it has; -1 where it came to no end.
template <class Call>
int status_with(std::size_t more, const Call& call) {
    const pid_t child = fork();
    if (child == 0) {
        constexpr unsigned patience = 20;
        alarm(patience);
        const std::size_t most = address_space() + more;
        const rlimit limit = {most, most};
        setrlimit(RLIMIT_AS, &limit);
        _exit(call());
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

glia_model* make_model() {
    glia_model* model = nullptr;
    EXPECT_EQ(glia_model_create(&model, inputs), GLIA_OK);
    EXPECT_EQ(glia_model_add_dense(model, 200, "relu"), GLIA_OK);
    EXPECT_EQ(glia_model_add_dense(model, 3, "softmax"), GLIA_OK);
    EXPECT_EQ(glia_model_initialize(model, "auto", 1), GLIA_OK);
    return model;
}

TEST(ScarceMemory, EndsACallWithAStatus) {
    if (glia::test::has_system_blas()) GTEST_SKIP() << "the system's OpenBLAS promises nothing";
    glia_model* const model = make_model();
    std::vector<float> x(rows * inputs, 0.5F);
    std::vector<float> y(rows * 3);
    const auto make_session = [&] {
        glia_session* session = nullptr;
        return glia_session_create(&session, model, rows);
    };
    const auto predict = [&] { return glia_model_predict(model, x.data(), rows, y.data()); };
    const auto train = [&] {
        glia_dataset* data = nullptr;
        glia_trainer* trainer = nullptr;
        const std::vector<std::int32_t> classes(rows, 1);
        glia_status status = glia_dataset_create_classes(&data, x.data(), rows, inputs, 0, classes.data(), 3);
        if (status == GLIA_OK) status = glia_trainer_create(&trainer, model);
        return status != GLIA_OK ? status : glia_trainer_fit(trainer, data, nullptr);
    };
    constexpr std::size_t megabyte = std::size_t{1} << 20;
    for (const std::size_t more : {std::size_t{0}, 10 * megabyte, 100 * megabyte, 1000 * megabyte}) {
        const auto ends = [more](int status) {
            return status == GLIA_OK || (status == GLIA_ERROR_OUT_OF_MEMORY && more < 1000 * megabyte);
        };
        EXPECT_PRED1(ends, status_with(more, make_session)) << more;
        EXPECT_PRED1(ends, status_with(more, predict)) << more;
        EXPECT_PRED1(ends, status_with(more, train)) << more;
    }
    glia_model_destroy(model);
}

}  // namespace

#endif
