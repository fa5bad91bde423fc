#include "reading.hpp"

#include <cstdlib>

namespace {

// As wide as the widest registers; narrower processors take several.
using Lanes = float __attribute__((vector_size(64), aligned(64)));

struct Weights {
    const Lanes* numbers;
    std::size_t count;
    float sum;
};

// Eight sums, so that no load waits for an addition.
__attribute__((target_clones("avx512f", "avx2", "default"))) void add_up(void* user) {
    constexpr std::size_t sums = 8;
    Weights& weights = *static_cast<Weights*>(user);
    Lanes sum[sums] = {};
    for (std::size_t i = 0; i + sums <= weights.count; i += sums) {
#pragma GCC unroll 8
        for (std::size_t j = 0; j < sums; ++j) sum[j] += weights.numbers[i + j];
    }
    for (const Lanes& each : sum) weights.sum += each[0];
}

}  // namespace

void read_weights(const job& job, work& work) {
    std::size_t floats = 0;
    for (std::size_t i = 1; i < job.width_count; ++i) floats += (job.widths[i - 1] + 1) * job.widths[i];
    float* const memory = random_floats(floats);
    Weights weights = {reinterpret_cast<const Lanes*>(memory), floats * sizeof(float) / sizeof(Lanes), 0};
    measure_calls(add_up, &weights, 1, job.seconds, &work);
    std::free(memory);
}
