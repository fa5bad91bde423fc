// What a row costs, and what memory it takes, in training on a stream of so many rows from an NPY file:
//
//     stream_cost ROWS FOLDER
//
// Trains on a span of rows, to warm up, and then on another for each line of its input, and answers with the seconds
// that it took for each row. Where the input ends, it prints the most memory that was resident, in MiB. The files are
// removed at the end.
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
constexpr std::size_t span = 250000;   // rows

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

struct Watch {
    double start = 0;  // of the span under way
    std::size_t batches = 0;
};

// At the end of a span: answers, and waits for the next line, at whose end it stops the fit.
int32_t watch_spans(const glia_trainer*, int32_t event, void* user) {
    auto& watch = *static_cast<Watch*>(user);
    if (event != GLIA_EVENT_BATCH || ++watch.batches % (span / batch) != 0) return 0;
    if (watch.start != 0) {
        std::printf("%.9g\n", (now() - watch.start) / static_cast<double>(span));
        std::fflush(stdout);
    }
    char line[8];
    if (std::fgets(line, sizeof line, stdin) == nullptr) return 1;
    watch.start = now();
    return 0;
}

void train_in_spans(const glia_dataset* data) {
    glia_model* model = nullptr;
    glia_trainer* trainer = nullptr;
    Watch watch;
    check(glia_model_create(&model, features));
    check(glia_model_add_dense(model, 64, "relu"));
    check(glia_model_add_dense(model, 64, "relu"));
    check(glia_model_add_dense(model, 1, "identity"));
    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_batch_size(trainer, batch));
    check(glia_trainer_set_epochs(trainer, 1000000000));  // more than the input has lines for
    check(glia_trainer_set_callback(trainer, watch_spans, &watch, nullptr));
    const glia_status status = glia_trainer_fit(trainer, data, nullptr);
    if (status != GLIA_ERROR_CANCELLED) check(status);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

}  // namespace

int main(int count, char** arguments) {
    const std::size_t rows = count == 3 ? std::strtoull(arguments[1], nullptr, 10) : 0;
    if (rows == 0) {
        std::fprintf(stderr, "usage: stream_cost ROWS FOLDER\n");
        return 2;
    }
    const std::string path = std::string(arguments[2]) + "/stream-" + arguments[1] + ".npy";
    const std::string targets = path + ".targets";
    write_npy(path, rows, features, false);
    write_npy(targets, rows, 1, true);
    glia_dataset* const data = open(path, targets);
    train_in_spans(data);
    glia_dataset_destroy(data);
    std::remove(path.c_str());
    std::remove(targets.c_str());
    std::printf("%.1f\n", peak_mib());
    return 0;
}
