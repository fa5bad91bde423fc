// The very first prediction of a session asks nobody for anything either: all that it needs, creating the session has
// got. Each is made by a process of its own, forked from one in which no session has predicted if this file's tests run
// alone, as the test memory_first_call does.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <string>
#include <thread>
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

struct Network {
    std::string name;
    std::size_t inputs;
    std::vector<std::string> layers;  // "units activation", or a layer that is not dense
};

// Small ones, whose products have kernels of their own, one that leaves products to OpenBLAS, and every kind of layer.
const std::vector<Network> networks = {
    {"one layer", 4, {"1 identity"}},
    {"16-16-4", 16, {"16 relu", "4 softmax"}},
    {"64-128-10", 64, {"128 tanh", "10 softmax"}},
    {"wide", 300, {"512 relu", "400 gelu", "10 identity"}},
    {"every kind",
     24,
     {"40 leaky_relu(alpha=0.1)", "40 prelu", "layer_norm", "batch_norm", "dropout", "40 trainable_swish",
      "residual(span=1)", "3 sigmoid"}},
};

constexpr std::size_t most_rows = 300;
const std::vector<std::size_t> batches = {1, 2, 7, 32, most_rows};

glia_model* make_model(const Network& network) {
    glia_model* model = nullptr;
    EXPECT_EQ(glia_model_create(&model, network.inputs), GLIA_OK);
    for (const std::string& layer : network.layers) {
        const std::size_t space = layer.find(' ');
        const glia_status status =
            space == std::string::npos
                ? glia_model_add_layer(model, layer.c_str())
                : glia_model_add_dense(model, std::stoul(layer.substr(0, space)), layer.substr(space + 1).c_str());
        EXPECT_EQ(status, GLIA_OK) << glia_last_error();
    }
    EXPECT_EQ(glia_model_initialize(model, "auto", 1), GLIA_OK) << glia_last_error();
    return model;
}

// A session that has not predicted yet, with all that its first call takes.
class Fresh {
 public:
    Fresh(const Network& network, std::size_t rows)
        : model_(make_model(network)),
          rows_(rows),
          x_(rows * network.inputs, 0.25F),
          y_(rows * glia_model_outputs(model_)) {
        EXPECT_EQ(glia_session_create(&session_, model_, rows), GLIA_OK) << glia_last_error();
    }
    ~Fresh() {
        glia_session_destroy(session_);
        glia_model_destroy(model_);
    }
    Fresh(const Fresh&) = delete;
    Fresh& operator=(const Fresh&) = delete;

    glia_status predict() { return glia_session_predict(session_, x_.data(), rows_, y_.data()); }

 private:
    glia_model* model_;
    glia_session* session_ = nullptr;
    std::size_t rows_;
    std::vector<float> x_;
    std::vector<float> y_;
};

// The status of a process that predicts for the first time, and is ended by a call of the operating system: 0 where the
// call succeeded and asked for nothing, 1 where it failed, 2 where it asked for memory or a lock.
int status_of_first_call(Fresh& fresh) {
    return status_with_rules(no_system_calls, [&fresh] {
        glia_status status = GLIA_OK;
        const std::size_t requests = requests_in([&] { status = fresh.predict(); });
        if (status != GLIA_OK) _exit(1);
        if (requests != 0) _exit(2);
    });
}

void expect_clean(int status, const Network& network, std::size_t rows, const char* thread) {
    const std::string where = network.name + ", " + std::to_string(rows) + " rows, on " + thread;
    EXPECT_FALSE(WIFSIGNALED(status)) << where << ": ended by signal " << WTERMSIG(status);
    if (WIFEXITED(status)) {
        EXPECT_EQ(WEXITSTATUS(status), 0) << where;
    }
}

// run(work): does the work on the thread of that name, and waits for it.
template <class Run>
void expect_clean_first_calls(const char* thread, const Run& run) {
    if (glia::test::has_system_blas()) GTEST_SKIP() << "the system's OpenBLAS promises nothing";
    const int forbidden = status_with_rules(no_system_calls, [] { getppid(); });
    if (cannot_forbid(forbidden)) GTEST_SKIP() << "system calls cannot be forbidden";
    for (const Network& network : networks) {
        for (const std::size_t rows : batches) {
            Fresh fresh(network, rows);
            int status = 0;
            run([&] { status = status_of_first_call(fresh); });
            expect_clean(status, network, rows, thread);
        }
    }
}

TEST(FirstCall, AsksForNothing) {
    expect_clean_first_calls("the thread that made the session", [](const auto& work) { work(); });
}

// A thread that has never called libglia, in which nothing that belongs to a thread is there yet.
TEST(FirstCall, OfAnotherThreadAsksForNothing) {
    expect_clean_first_calls("another thread", [](const auto& work) { std::thread(work).join(); });
}

// The same in this process, where system calls cannot be forbidden, too.
TEST(FirstCall, InThisProcessAsksForNoMemoryOrLock) {
    if (glia::test::has_system_blas()) GTEST_SKIP() << "the system's OpenBLAS promises nothing";
    for (const Network& network : networks) {
        for (const std::size_t rows : batches) {
            Fresh here(network, rows);
            Fresh there(network, rows);
            EXPECT_EQ(requests_in([&] { EXPECT_EQ(here.predict(), GLIA_OK); }), 0u) << network.name << ", " << rows;
            std::thread([&] {
                EXPECT_EQ(requests_in([&] { EXPECT_EQ(there.predict(), GLIA_OK); }), 0u)
                    << network.name << ", " << rows;
            }).join();
        }
    }
}

}  // namespace

#endif
