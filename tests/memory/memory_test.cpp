// Training must not take more than 1.2 times the memory of what it cannot do without. Each case runs in a process of
// its own, whose peak the operating system tells.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "glia/glia.h"

namespace {

constexpr double allowance = 1.2;

struct Job {
    std::size_t rows;
    std::size_t inputs;
    std::vector<std::size_t> units;
    std::size_t batch;
    const char* optimizer;
    std::size_t slots;  // numbers that the optimizer keeps for each parameter
    const char* hidden = "relu";
    bool keeps_logits = false;  // whether the hidden activation's derivative needs its input
    std::size_t validation_rows = 0;
};

// Bytes of parameters, gradients, optimizer state, activations of one batch with their gradients, and the data set.
double needed_bytes(const Job& job) {
    double parameters = 0;
    double widths = static_cast<double>(job.inputs);
    std::size_t inputs = job.inputs;
    for (std::size_t i = 0; i < job.units.size(); ++i) {
        const std::size_t units = job.units[i];
        const bool is_hidden = i + 1 < job.units.size();
        parameters += static_cast<double>(units) * static_cast<double>(inputs + 1);
        widths += static_cast<double>(units) * (is_hidden && job.keeps_logits ? 2 : 1);
        inputs = units;
    }
    const double data = static_cast<double>(job.rows + job.validation_rows) * static_cast<double>(job.inputs + 1);
    const auto slots = static_cast<double>(job.slots);
    return sizeof(float) * (parameters * (2 + slots) + static_cast<double>(job.batch) * widths + data);
}

long peak_kib() {
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

int32_t stop_after_two(const glia_trainer* trainer, int32_t event, void*) {
    std::size_t batch = 0;
    glia_trainer_progress(trainer, nullptr, nullptr, &batch, nullptr);
    std::size_t batches = 0;
    glia_trainer_progress(trainer, nullptr, nullptr, nullptr, &batches);
    return event == GLIA_EVENT_EPOCH || (batch == 2 && batches > 8) ? 1 : 0;
}

// Trains for two batches of many, or for a short epoch with its validation; the process ends with what it found.
[[noreturn]] void train(const Job& job, long limit_kib) {
    const std::size_t classes = job.units.back();
    glia_model* model = nullptr;
    glia_model_create(&model, job.inputs);
    for (std::size_t i = 0; i < job.units.size(); ++i) {
        glia_model_add_dense(model, job.units[i], i + 1 < job.units.size() ? job.hidden : "softmax");
    }
    const long before = peak_kib();
    const std::size_t all_rows = job.rows + job.validation_rows;
    std::vector<float> x(all_rows * job.inputs, 0.5F);
    std::vector<std::int32_t> truth(all_rows);
    for (std::size_t i = 0; i < all_rows; ++i) truth[i] = static_cast<std::int32_t>(i % classes);
    glia_dataset* data = nullptr;
    glia_dataset* validation = nullptr;
    glia_trainer* trainer = nullptr;
    glia_dataset_borrow_classes(&data, x.data(), job.rows, job.inputs, 0, truth.data(), classes);
    if (job.validation_rows > 0) {
        glia_dataset_borrow_classes(&validation, x.data() + job.rows * job.inputs, job.validation_rows, job.inputs, 0,
                                    truth.data() + job.rows, classes);
    }
    glia_trainer_create(&trainer, model);
    glia_trainer_set_optimizer(trainer, job.optimizer);
    glia_trainer_set_batch_size(trainer, job.batch);
    glia_trainer_set_epochs(trainer, 1);
    glia_trainer_set_callback(trainer, stop_after_two, nullptr, nullptr);
    const glia_status status = glia_trainer_fit(trainer, data, validation);
    const long used = peak_kib() - before;
    std::fprintf(stderr, "peak %ld KiB, limit %ld KiB: %s\n", used, limit_kib, glia_last_error());
    _exit(status == GLIA_ERROR_CANCELLED && used <= limit_kib ? 0 : 1);
}

void expect_within_budget(const Job& job) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer's own memory would be measured";
#endif
    const long limit_kib = static_cast<long>(allowance * needed_bytes(job) / 1024);
    const pid_t child = fork();
    ASSERT_NE(child, -1);
    if (child == 0) train(job, limit_kib);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(Memory, StaysInBudgetWhereTheDataIsLarge) {
    expect_within_budget({200000, 200, {64, 10}, 128, "adam", 2});
}

TEST(Memory, StaysInBudgetWhereTheModelIsLarge) {
    expect_within_budget({512, 1024, {4096, 2048, 10}, 128, "sgd(momentum=0.9)", 1});
}

TEST(Memory, StaysInBudgetForPlainDescent) {
    expect_within_budget({512, 1024, {4096, 2048, 10}, 128, "sgd", 0});
}

TEST(Memory, StaysInBudgetWhereTheDerivativeNeedsTheInput) {
    expect_within_budget({20000, 300, {2048, 2048, 10}, 1024, "adam", 2, "gelu", true});
}

TEST(Memory, StaysInBudgetWithAValidationSet) {
    expect_within_budget({1024, 1024, {2048, 512, 10}, 256, "adam", 2, "relu", false, 4096});
}

TEST(Memory, StaysInBudgetWhereTheBatchIsAllOfALargeSet) {
    expect_within_budget({60000, 300, {256, 10}, 60000, "adam", 2});
}

}  // namespace
