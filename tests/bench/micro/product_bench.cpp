// Matrix products in the shapes of the workloads: by the way that glia chooses, and by OpenBLAS whatever the shape.
#include <benchmark/benchmark.h>

#include <vector>

#include "linalg/blas.hpp"
#include "linalg/product.hpp"

namespace {

using Multiply = void (*)(std::size_t m, std::size_t n, std::size_t k, glia::Factor<float> a, glia::Factor<float> b,
                          float beta, float* c, std::size_t c_stride) noexcept;

// C (m x n) = A (m x k) B (k x n), B as a layer stores its weights: transposed.
void product(benchmark::State& state, Multiply multiply) {
    const auto m = static_cast<std::size_t>(state.range(0));
    const auto n = static_cast<std::size_t>(state.range(1));
    const auto k = static_cast<std::size_t>(state.range(2));
    const std::vector<float> a(m * k, 0.5F);
    const std::vector<float> b(n * k, 0.25F);
    std::vector<float> c(m * n);
    for (auto _ : state) {
        multiply(m, n, k, {a.data(), k, false}, {b.data(), k, true}, 0.0F, c.data(), n);
        benchmark::ClobberMemory();
    }
    const auto calls = static_cast<double>(state.iterations());
    const double operations = 2.0 * static_cast<double>(m * n * k);
    const double weights = static_cast<double>(n * k * sizeof(float));
    state.counters["GFLOP"] = benchmark::Counter(calls * operations * 1e-9, benchmark::Counter::kIsRate);
    state.counters["weights_GB"] = benchmark::Counter(calls * weights * 1e-9, benchmark::Counter::kIsRate);
}

void add_shapes(benchmark::internal::Benchmark* shapes) {
    shapes
        ->ArgNames({"m", "n", "k"})
        // A row: what is read of the weights sets the pace.
        ->Args({1, 16, 16})
        ->Args({1, 128, 64})
        ->Args({1, 512, 784})
        // Mini-batches: what is computed does.
        ->Args({4, 16, 16})
        ->Args({32, 128, 64})
        ->Args({32, 10, 128})
        ->Args({128, 512, 784})
        ->Args({128, 256, 512})
        ->Args({1024, 512, 784})
        ->Args({512, 4096, 4096});
}

BENCHMARK_CAPTURE(product, glia, glia::multiply<float>)->Apply(add_shapes);
BENCHMARK_CAPTURE(product, openblas, glia::blas_multiply<float>)->Apply(add_shapes);

}  // namespace
