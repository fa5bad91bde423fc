// Trains for two epochs on a source of many gigabytes that it makes, and tells the resident memory as it goes:
//
//     stream_bench csv|npy|callback GIGABYTES FOLDER
//
// The file is removed at the end.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "glia/glia.h"
#include "stream_files.hpp"

namespace {

constexpr std::size_t features = 100;
constexpr double gigabyte = 1e9;

void check(glia_status status) {
    if (status == GLIA_OK) return;
    std::fprintf(stderr, "%s: %s\n", glia_status_name(status), glia_last_error());
    std::exit(1);
}

double resident_mib() {
    std::ifstream statm("/proc/self/statm");
    double size = 0;
    double resident = 0;
    statm >> size >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

double peak_mib() {
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

// Rows of numbers as text, about 7 bytes each. Returns how many.
std::size_t write_csv(const std::string& path, double bytes) {
    std::FILE* const file = std::fopen(path.c_str(), "w");
    double written = 0;
    std::size_t row = 0;
    for (; written < bytes; ++row) {
        char line[(features + 1) * 12];
        int length = 0;
        for (std::size_t j = 0; j < features; ++j) {
            length += std::snprintf(line + length, sizeof line - static_cast<std::size_t>(length), "%.4f,",
                                    static_cast<double>(number(row, j)));
        }
        length += std::snprintf(line + length, sizeof line - static_cast<std::size_t>(length), "%.4f\n",
                                static_cast<double>(target(row)));
        written += static_cast<double>(std::fwrite(line, 1, static_cast<std::size_t>(length), file));
    }
    std::fclose(file);
    return row;
}

int32_t deliver(size_t first, size_t capacity, float* x, float* targets, int32_t*, size_t* delivered, void* user) {
    const std::size_t rows = *static_cast<const std::size_t*>(user);
    const std::size_t count = std::min(capacity, rows - first);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < features; ++j) x[i * features + j] = number(first + i, j);
        targets[i] = target(first + i);
    }
    *delivered = count;
    return 0;
}

struct Watch {
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    std::size_t steps = 0;
};

int32_t tell(const glia_trainer* trainer, int32_t event, void* user) {
    constexpr std::size_t lines = 5;  // for each epoch
    auto& watch = *static_cast<Watch*>(user);
    std::size_t epoch = 0;
    std::size_t batch = 0;
    std::size_t batches = 0;
    double loss = 0;
    glia_trainer_progress(trainer, &epoch, nullptr, &batch, &batches);
    if (event != GLIA_EVENT_BATCH || batch % std::max<std::size_t>(1, batches / lines) != 0) return 0;
    glia_trainer_metric(trainer, "loss", &loss);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - watch.start).count();
    std::printf("epoch %zu, batch %zu of %zu: loss %.5f, %.0f s, resident %.1f MiB, peak %.1f MiB\n", epoch, batch,
                batches, loss, seconds, resident_mib(), peak_mib());
    std::fflush(stdout);
    return 0;
}

void train(const glia_dataset* data) {
    glia_model* model = nullptr;
    glia_trainer* trainer = nullptr;
    Watch watch;
    check(glia_model_create(&model, features));
    check(glia_model_add_dense(model, 16, "tanh"));
    check(glia_model_add_dense(model, 1, "identity"));
    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_batch_size(trainer, 1024));
    check(glia_trainer_set_epochs(trainer, 2));
    check(glia_trainer_set_callback(trainer, tell, &watch, nullptr));
    check(glia_trainer_fit(trainer, data, nullptr));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

glia_dataset* open(const std::string& path, const char* labels) {
    glia_data_options* options = nullptr;
    glia_dataset* data = nullptr;
    check(glia_data_options_create(&options));
    check(glia_data_options_set_labels(options, labels));
    check(glia_data_options_set_target_kind(options, GLIA_TARGET_VALUES));
    check(glia_data_options_set_stream(options, 1, 0));
    check(glia_dataset_open_with(&data, path.c_str(), options));
    glia_data_options_destroy(options);
    return data;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::fprintf(stderr, "stream_bench csv|npy|callback GIGABYTES FOLDER\n");
        return 2;
    }
    const std::string kind = arguments[1];
    const double bytes = std::atof(arguments[2]) * gigabyte;
    const std::string path = std::string(arguments[3]) + "/glia-stream." + kind;
    const std::string targets = path + ".targets";
    std::size_t rows = static_cast<std::size_t>(bytes / (features * sizeof(float)));
    glia_dataset* data = nullptr;
    if (kind == "csv") {
        rows = write_csv(path, bytes);
        data = open(path, nullptr);
    } else if (kind == "npy") {
        write_npy(path, rows, features, false);
        write_npy(targets, rows, 1, true);
        data = open(path, targets.c_str());
    } else {
        check(glia_dataset_stream_callback(&data, rows, features, 1, 0, 0, deliver, &rows, nullptr));
    }
    std::printf("%s: %zu rows of %zu features, %.1f GB; resident %.1f MiB\n", kind.c_str(), rows, features,
                bytes / gigabyte, resident_mib());
    train(data);
    glia_dataset_destroy(data);
    std::remove(path.c_str());
    std::remove(targets.c_str());
    return 0;
}
