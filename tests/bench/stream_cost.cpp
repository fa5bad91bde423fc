// What a row costs, and what memory it takes, in training on a stream of so many rows from an NPY file:
//
//     stream_cost ROWS FOLDER SECONDS
//
// Prints seconds for each row, and the most memory that was resident in MiB. The files are removed at the end.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "contestants/job.h"
#include "glia/glia.h"
#include "stream_files.hpp"

namespace {

constexpr std::size_t features = 8;
constexpr std::size_t window = 50000;  // rows: small beside the larger files, so that their size would show
constexpr std::size_t batch = 250;     // all sizes are multiples

void check(glia_status status) {
    if (status == GLIA_OK) return;
    std::fprintf(stderr, "%s: %s\n", glia_status_name(status), glia_last_error());
    std::exit(1);
}

glia_dataset* open(const std::string& path, const std::string& targets) {
    glia_data_options* options = nullptr;
    glia_dataset* data = nullptr;
    check(glia_data_options_create(&options));
    check(glia_data_options_set_labels(options, targets.c_str()));
    check(glia_data_options_set_target_kind(options, GLIA_TARGET_VALUES));
    check(glia_data_options_set_stream(options, 1, window));
    check(glia_dataset_open_with(&data, path.c_str(), options));
    glia_data_options_destroy(options);
    return data;
}

// The most memory that this program had since it was loaded. (getrusage would tell what its parent had, where that is
// more.)
double peak_mib() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        double kib = 0;
        if (word == "VmHWM:" && status >> kib) return kib / 1024;
    }
    return 0;
}

// The first epoch warms up; of the others, at least two, the one that took least counts.
struct Watch {
    double enough;
    double start = 0;  // of the epoch under way
    double sum = 0;
    double least = 1e9;
    int epochs = 0;
};

int32_t watch_epochs(const glia_trainer*, int32_t event, void* user) {
    if (event != GLIA_EVENT_EPOCH) return 0;
    auto& watch = *static_cast<Watch*>(user);
    if (watch.start != 0) {
        const double taken = now() - watch.start;
        watch.least = std::min(watch.least, taken);
        watch.sum += taken;
        ++watch.epochs;
    }
    watch.start = now();
    return watch.epochs >= 2 && watch.sum >= watch.enough;
}

double seconds_of_epoch(const glia_dataset* data, double seconds) {
    glia_model* model = nullptr;
    glia_trainer* trainer = nullptr;
    Watch watch = {seconds};
    check(glia_model_create(&model, features));
    check(glia_model_add_dense(model, 64, "relu"));
    check(glia_model_add_dense(model, 64, "relu"));
    check(glia_model_add_dense(model, 1, "identity"));
    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_batch_size(trainer, batch));
    check(glia_trainer_set_epochs(trainer, 1000000));  // more than the watch lets happen
    check(glia_trainer_set_callback(trainer, watch_epochs, &watch, nullptr));
    const glia_status status = glia_trainer_fit(trainer, data, nullptr);
    if (status != GLIA_ERROR_CANCELLED) check(status);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    return watch.least;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::fprintf(stderr, "usage: stream_cost ROWS FOLDER SECONDS\n");
        return 2;
    }
    const std::size_t rows = std::strtoull(arguments[1], nullptr, 10);
    const std::string path = std::string(arguments[2]) + "/stream.npy";
    const std::string targets = path + ".targets";
    write_npy(path, rows, features, false);
    write_npy(targets, rows, 1, true);
    glia_dataset* const data = open(path, targets);
    const double seconds = seconds_of_epoch(data, std::atof(arguments[3]));
    glia_dataset_destroy(data);
    std::remove(path.c_str());
    std::remove(targets.c_str());
    std::printf("%.9g %.1f\n", seconds / static_cast<double>(rows), peak_mib());
    return 0;
}
