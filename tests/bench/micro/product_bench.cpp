// Matrix products in the shapes of the workloads: by the way that glia chooses, and by OpenBLAS whatever the shape.
#include <benchmark/benchmark.h>

#include <vector>

#include "linalg/blas.hpp"
#include "linalg/product.hpp"
#include "linalg/shared_product.hpp"

namespace {

using Multiply = void (*)(std::size_t m, std::size_t n, std::size_t k, glia::Factor<float> a, glia::Factor<float> b,
                          float beta, float* c, std::size_t c_stride) noexcept;

// C (m x n) = A (m x k) B (k x n), with factors as they lie in memory.
void multiply_factors(benchmark::State& state, Multiply multiply, bool a_transposed, bool b_transposed) {
    const auto m = static_cast<std::size_t>(state.range(0));
    const auto n = static_cast<std::size_t>(state.range(1));
    const auto k = static_cast<std::size_t>(state.range(2));
    const std::vector<float> a(m * k, 0.5F);
    const std::vector<float> b(n * k, 0.25F);
    std::vector<float> c(m * n);
    for (auto _ : state) {
        multiply(m, n, k, {a.data(), a_transposed ? m : k, a_transposed},
                 {b.data(), b_transposed ? k : n, b_transposed}, 0.0F, c.data(), n);
        benchmark::ClobberMemory();
    }
    const auto calls = static_cast<double>(state.iterations());
    const double operations = 2.0 * static_cast<double>(m * n * k);
    const double weights = static_cast<double>(n * k * sizeof(float));
    state.counters["GFLOP"] = benchmark::Counter(calls * operations * 1e-9, benchmark::Counter::kIsRate);
    state.counters["weights_GB"] = benchmark::Counter(calls * weights * 1e-9, benchmark::Counter::kIsRate);
}

// What a dense layer computes: X W^T, and in training dZ^T X and dZ W.
void product(benchmark::State& state, Multiply multiply) {
    multiply_factors(state, multiply, false, true);
}
void weight_gradient(benchmark::State& state, Multiply multiply) {
    multiply_factors(state, multiply, true, false);
}
void input_gradient(benchmark::State& state, Multiply multiply) {
    multiply_factors(state, multiply, false, false);
}

// By one thread, as training does. What the kernels leave to others is left to OpenBLAS.
void packed(std::size_t m, std::size_t n, std::size_t k, glia::Factor<float> a, glia::Factor<float> b, float beta,
            float* c, std::size_t) noexcept {
    static glia::Workers alone(1);
    glia::multiply(alone, m, n, k, a, b, beta, c);
}

// What a layer computes in training.
void layer(std::size_t m, std::size_t n, std::size_t k, glia::Factor<float> a, glia::Factor<float> b, float, float* c,
           std::size_t) noexcept {
    static glia::Workers alone(1);
    static const std::vector<float> bias(4096);
    glia::multiply_add(alone, m, n, k, a.data, b.data, bias.data(), c);
}

// What is computed sets the pace.
void add_mini_batches(benchmark::internal::Benchmark* shapes) {
    shapes->ArgNames({"m", "n", "k"})
        ->Args({32, 128, 64})
        ->Args({32, 10, 128})
        ->Args({128, 512, 784})
        ->Args({128, 256, 512})
        ->Args({1024, 512, 784})
        ->Args({512, 3000, 3000})
        ->Args({512, 4096, 4096});
}

void add_shapes(benchmark::internal::Benchmark* shapes) {
    shapes
        ->ArgNames({"m", "n", "k"})
        // A row: what is read of the weights does.
        ->Args({1, 16, 16})
        ->Args({1, 128, 64})
        ->Args({1, 512, 784})
        ->Args({4, 16, 16});
    add_mini_batches(shapes);
}

// units x inputs, over a batch; and batch x inputs, over units.
void add_weight_gradients(benchmark::internal::Benchmark* shapes) {
    shapes->ArgNames({"m", "n", "k"})
        ->Args({128, 64, 32})
        ->Args({512, 784, 128})
        ->Args({256, 512, 128})
        ->Args({4096, 4096, 512});
}
void add_input_gradients(benchmark::internal::Benchmark* shapes) {
    shapes->ArgNames({"m", "n", "k"})->Args({32, 128, 10})->Args({128, 512, 256})->Args({512, 4096, 4096});
}

BENCHMARK_CAPTURE(product, glia, glia::multiply<float>)->Apply(add_shapes);
BENCHMARK_CAPTURE(product, packed, packed)->Apply(add_mini_batches);
BENCHMARK_CAPTURE(product, layer, layer)->Apply(add_mini_batches);
BENCHMARK_CAPTURE(product, openblas, glia::blas_multiply<float>)->Apply(add_shapes);
BENCHMARK_CAPTURE(weight_gradient, packed, packed)->Apply(add_weight_gradients);
BENCHMARK_CAPTURE(weight_gradient, openblas, glia::blas_multiply<float>)->Apply(add_weight_gradients);
BENCHMARK_CAPTURE(input_gradient, packed, packed)->Apply(add_input_gradients);
BENCHMARK_CAPTURE(input_gradient, openblas, glia::blas_multiply<float>)->Apply(add_input_gradients);

}  // namespace
