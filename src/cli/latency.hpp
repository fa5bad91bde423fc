// How long predictions of a model take, on this machine and now.
#pragma once

#include <cstddef>
#include <vector>

#include "handles.hpp"

namespace glia::cli {

struct LatencyJob {
    std::size_t batch = 1;    // rows of a call
    std::size_t threads = 1;  // which call at the same time, each with a session of its own
    double seconds = 1;
};

// Of one call, in seconds, without what measuring takes. All calls of all threads count.
struct Latency {
    std::size_t calls = 0;
    double least = 0;
    double mean = 0;
    double p50 = 0;
    double p99 = 0;
    double p999 = 0;
    double most = 0;
    double rows_per_second = 0;  // of all threads together
};

// Rows that the model takes: random numbers where it takes any, 0 otherwise. Throws Failure where it refuses both.
std::vector<float> rows_for(const glia_model* model, std::size_t rows);

// x: as many rows as a call has. Throws Failure.
Latency measure_latency(const glia_model* model, const std::vector<float>& x, const LatencyJob& job);

}  // namespace glia::cli
