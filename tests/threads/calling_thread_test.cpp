// An activation of the host program asks whose call it works for, while two trainers use their teams at once.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "glia/glia.h"

namespace {

constexpr std::size_t threads_of_fit = 4;
constexpr std::size_t rows = 1024;  // as many as are worth four parts
constexpr std::size_t inputs = 2;
constexpr std::size_t units = 64;

// What an activation has seen of the threads that it ran on.
struct Seen {
    std::atomic<std::uint64_t> caller = 0;   // what it has to be told
    std::atomic<std::size_t> threads = 0;    // that it ran on
    std::atomic<std::size_t> different = 0;  // times that it was told something else

    // The first part that a thread gets is held until every thread of the team has one.
    void note() {
        static thread_local const Seen* here = nullptr;
        if (glia_calling_thread() != caller) ++different;
        if (here != this) {
            here = this;
            ++threads;
        }
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (threads < threads_of_fit && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    }
};

void forward(const glia_activation_t* self, const double* /*parameters*/, std::size_t count, std::size_t cols,
             const float* x, float* y) {
    static_cast<Seen*>(self->user)->note();
    for (std::size_t i = 0; i < count * cols; ++i) y[i] = x[i];
}

void backward(const glia_activation_t* self, const double* /*parameters*/, std::size_t count, std::size_t cols,
              const float* /*x*/, const float* /*y*/, const float* dy, float* dx) {
    static_cast<Seen*>(self->user)->note();
    for (std::size_t i = 0; i < count * cols; ++i) dx[i] = dy[i];
}

void fit(const std::string& activation) {
    const std::vector<float> x(rows * inputs, 0.5F);
    const std::vector<float> targets(rows, 1);
    glia_model* model = nullptr;
    glia_dataset* data = nullptr;
    glia_trainer* trainer = nullptr;
    ASSERT_EQ(glia_model_create(&model, inputs), GLIA_OK);
    EXPECT_EQ(glia_model_add_dense(model, units, activation.c_str()), GLIA_OK);
    EXPECT_EQ(glia_model_add_dense(model, 1, "identity"), GLIA_OK);
    EXPECT_EQ(glia_dataset_create(&data, x.data(), rows, inputs, 0, targets.data(), 1, 0), GLIA_OK);
    EXPECT_EQ(glia_trainer_create(&trainer, model), GLIA_OK);
    EXPECT_EQ(glia_trainer_set_threads(trainer, threads_of_fit), GLIA_OK);
    EXPECT_EQ(glia_trainer_set_batch_size(trainer, rows), GLIA_OK);
    EXPECT_EQ(glia_trainer_set_epochs(trainer, 3), GLIA_OK);
    EXPECT_EQ(glia_trainer_fit(trainer, data, data), GLIA_OK) << glia_last_error();
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(data);
    glia_model_destroy(model);
}

void fit_and_look(const std::string& name, Seen& seen) {
    glia_activation_t table = {};
    table.struct_size = sizeof table;
    table.flags = GLIA_ACTIVATION_ELEMENTWISE;
    table.name = name.c_str();
    table.revision = 1;
    table.variant = "host";
    table.user = &seen;
    table.forward = forward;
    table.backward = backward;
    seen.caller = glia_calling_thread();
    ASSERT_EQ(glia_registry_register_activation(&table), GLIA_OK) << glia_last_error();
    fit(name);
    EXPECT_EQ(glia_calling_thread(), seen.caller);  // as before
    EXPECT_EQ(glia_registry_unregister_activation(name.c_str()), GLIA_OK);
}

TEST(CallingThread, IsThatOfTheFitOnEachThreadOfItsTeam) {
    Seen first;
    Seen second;
    std::thread one([&] { fit_and_look("asks_for_first", first); });
    std::thread other([&] { fit_and_look("asks_for_second", second); });
    one.join();
    other.join();
    for (const Seen* seen : {&first, &second}) {
        EXPECT_EQ(seen->threads, threads_of_fit);
        EXPECT_EQ(seen->different, 0U);
    }
    EXPECT_NE(first.caller, second.caller);
}

TEST(CallingThread, HasANumberThatNoOtherHas) {
    std::vector<std::uint64_t> numbers(50);
    for (std::uint64_t& number : numbers) {  // one after another: an address would be used again
        std::thread([&] { number = glia_calling_thread(); }).join();
    }
    numbers.push_back(glia_calling_thread());
    const std::set<std::uint64_t> different(numbers.begin(), numbers.end());
    EXPECT_EQ(different.size(), numbers.size());
    EXPECT_EQ(different.count(0), 0U);
    EXPECT_EQ(glia_calling_thread(), numbers.back());
}

}  // namespace
