// Training on a stream takes the memory of its windows, however many rows there are. Each case runs in a process of its
// own, whose peak the operating system tells.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "glia/glia.h"

namespace {

constexpr std::size_t rows = 200'000;
constexpr std::size_t features = 250;  // 200 MB
constexpr std::size_t window = 4096;   // 4 MB

long peak_kib() {
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

int32_t deliver(size_t first, size_t capacity, float* x, float* targets, int32_t*, size_t* delivered, void*) {
    const std::size_t count = std::min(capacity, rows - first);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < features; ++j) x[i * features + j] = static_cast<float>((first + i) * j % 7);
        targets[i] = x[i * features + 1];
    }
    *delivered = count;
    return 0;
}

// An NPY file of zeros, which takes no room on the disk where the file system knows holes.
std::string sparse_npy(const char* name, std::size_t columns) {
    const std::string path = testing::TempDir() + "glia-" + std::to_string(::getpid()) + "-" + name;
    const std::string dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(rows) + ", " +
                                   std::to_string(columns) + "), }";
    std::FILE* const file = std::fopen(path.c_str(), "wb");
    std::fwrite("\x93NUMPY\1", 1, 7, file);
    const char rest[] = {'\0', static_cast<char>(dictionary.size()), '\0'};
    std::fwrite(rest, 1, sizeof rest, file);
    std::fwrite(dictionary.data(), 1, dictionary.size(), file);
    std::fclose(file);
    EXPECT_EQ(::truncate(path.c_str(), static_cast<off_t>(10 + dictionary.size() + rows * columns * sizeof(float))), 0);
    return path;
}

// Two epochs; the process ends with whether they took less than the windows and some room to work in.
[[noreturn]] void train(const glia_dataset* data, long before) {
    constexpr long windows_kib = 2 * window * (features + 1) * sizeof(float) / 1024;
    constexpr long room_kib = 8 * 1024;  // model, batch, thread, file buffers
    glia_model* model = nullptr;
    glia_trainer* trainer = nullptr;
    glia_model_create(&model, features);
    glia_model_add_dense(model, 1, "identity");
    glia_trainer_create(&trainer, model);
    glia_trainer_set_batch_size(trainer, 256);
    glia_trainer_set_epochs(trainer, 2);
    const glia_status status = glia_trainer_fit(trainer, data, nullptr);
    const long used = peak_kib() - before;
    std::fprintf(stderr, "peak %ld KiB over %ld KiB of windows: %s\n", used, windows_kib, glia_last_error());
    _exit(status == GLIA_OK && used <= windows_kib + room_kib ? 0 : 1);
}

template <class Open>
void expect_flat(Open&& open) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer's own memory would be measured";
#endif
    const pid_t child = fork();
    ASSERT_NE(child, -1);
    if (child == 0) {
        const long before = peak_kib();
        train(open(), before);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(StreamMemory, IsThatOfTheWindowsForRowsFromACallback) {
    expect_flat([] {
        glia_dataset* data = nullptr;
        glia_dataset_stream_callback(&data, rows, features, 1, 0, window, deliver, nullptr, nullptr);
        return data;
    });
}

TEST(StreamMemory, IsThatOfTheWindowsForAnNpyFile) {
    const std::string x = sparse_npy("x.npy", features);
    const std::string y = sparse_npy("y.npy", 1);
    expect_flat([&] {
        glia_data_options* options = nullptr;
        glia_dataset* data = nullptr;
        glia_data_options_create(&options);
        glia_data_options_set_labels(options, y.c_str());
        glia_data_options_set_stream(options, 1, window);
        glia_dataset_open_with(&data, x.c_str(), options);
        glia_data_options_destroy(options);
        return data;
    });
    std::remove(x.c_str());
    std::remove(y.c_str());
}

}  // namespace
