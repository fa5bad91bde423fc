// Matrix products in the shapes of the workloads, through glia's door to OpenBLAS.
#include <benchmark/benchmark.h>

#include <vector>

#include "linalg/blas.hpp"

namespace {

// C (m x n) = A (m x k) B (k x n), B as a layer stores its weights: transposed.
void product(benchmark::State& state) {
    const auto m = static_cast<std::size_t>(state.range(0));
    const auto n = static_cast<std::size_t>(state.range(1));
    const auto k = static_cast<std::size_t>(state.range(2));
    const std::vector<float> a(m * k, 0.5F);
    const std::vector<float> b(n * k, 0.25F);
    std::vector<float> c(m * n);
    for (auto _ : state) {
        glia::multiply<float>(m, n, k, {a.data(), k, false}, {b.data(), k, true}, 0.0F, c.data(), n);
        benchmark::ClobberMemory();
    }
    const auto calls = static_cast<double>(state.iterations());
    const double operations = 2.0 * static_cast<double>(m * n * k);
    const double weights = static_cast<double>(n * k * sizeof(float));
    state.counters["GFLOP"] = benchmark::Counter(calls * operations * 1e-9, benchmark::Counter::kIsRate);
    state.counters["weights_GB"] = benchmark::Counter(calls * weights * 1e-9, benchmark::Counter::kIsRate);
}

BENCHMARK(product)
    ->ArgNames({"m", "n", "k"})
    // A row: what is read of the weights sets the pace.
    ->Args({1, 16, 16})
    ->Args({1, 128, 64})
    ->Args({1, 512, 784})
    // Mini-batches: what is computed does.
    ->Args({32, 128, 64})
    ->Args({32, 10, 128})
    ->Args({128, 512, 784})
    ->Args({128, 256, 512})
    ->Args({1024, 512, 784})
    ->Args({512, 4096, 4096});

}  // namespace
