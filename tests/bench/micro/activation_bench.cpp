// Activations: each plugin with each instruction set of this processor, beside the bound of memory: reading as many
// arrays and writing one, which no function of each number can beat.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/cpu.hpp"
#include "plugins/loaded_plugin.hpp"

namespace {

constexpr std::size_t rows = 128;  // a mini-batch of a layer: 256 KiB each of x and y
constexpr std::size_t cols = 512;
constexpr std::size_t elements = rows * cols;

std::vector<float> random_numbers(std::size_t count = elements) {
    std::mt19937 random(1);
    std::uniform_real_distribution<float> even(-4, 4);
    std::vector<float> numbers(count);
    for (float& each : numbers) each = even(random);
    return numbers;
}

// Does next to nothing with what it reads: one array, or the sum of two or three.
#if defined(__x86_64__)
__attribute__((target_clones("avx512f", "avx2", "default")))
#endif
void pass_over(std::size_t reads, std::size_t count, const float* a, const float* b, const float* c, float* y) {
    if (reads == 1) {
        for (std::size_t i = 0; i < count; ++i) y[i] = -a[i];
    } else if (reads == 2) {
        for (std::size_t i = 0; i < count; ++i) y[i] = a[i] + b[i];
    } else {
        for (std::size_t i = 0; i < count; ++i) y[i] = a[i] + b[i] + c[i];
    }
}

// Arrays that so many are read of, and one that is written.
struct Arrays {
    std::array<std::vector<float>, 3> read;
    std::vector<float> written;

    Arrays(std::size_t reads, std::size_t count) : written(count) {
        for (std::size_t i = 0; i < reads; ++i) read[i] = random_numbers(count);
    }
    void pass(std::size_t reads) {
        pass_over(reads, written.size(), read[0].data(), read[1].data(), read[2].data(), written.data());
        benchmark::ClobberMemory();
    }
};

// Seconds for passing over a mini-batch: the least of many, right before what it is the bound of.
double bound(std::size_t reads) {
    Arrays arrays(reads, elements);
    double least = 1;
    for (int i = 0; i < 200; ++i) {
        const auto start = std::chrono::steady_clock::now();
        arrays.pass(reads);
        least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return least;
}

void count_elements(benchmark::State& state, std::size_t count) {
    const double done = static_cast<double>(state.iterations()) * static_cast<double>(count);
    state.counters["Gelements"] = benchmark::Counter(done * 1e-9, benchmark::Counter::kIsRate);
}

// What part of the bound is reached.
void compare(benchmark::State& state, double seconds_of_bound) {
    const double of_all = static_cast<double>(state.iterations()) * seconds_of_bound;
    state.counters["of_bound"] = benchmark::Counter(of_all, benchmark::Counter::kIsRate);
}

void memory(benchmark::State& state, std::size_t reads, std::size_t count) {
    Arrays arrays(reads, count);
    for (auto _ : state) arrays.pass(reads);
    count_elements(state, count);
}

void forward(benchmark::State& state, const std::string& name, std::uint32_t isa) {
    const glia_activation_t& table = glia::test::activation(name, isa);
    const std::vector<double> parameters = glia::test::default_parameters(table);
    const std::vector<float> x = random_numbers();
    std::vector<float> y(elements);
    const double seconds_of_bound = bound(1);
    for (auto _ : state) {
        glia::test::forward(table, parameters, rows, cols, x.data(), y.data());
        benchmark::ClobberMemory();
    }
    count_elements(state, elements);
    compare(state, seconds_of_bound);
}

void backward(benchmark::State& state, const std::string& name, std::uint32_t isa) {
    const glia_activation_t& table = glia::test::activation(name, isa);
    const std::vector<double> parameters = glia::test::default_parameters(table);
    const std::vector<float> x = random_numbers();
    const std::vector<float> dy = x;
    std::vector<float> y(elements);
    std::vector<float> dx(elements);
    glia::test::forward(table, parameters, rows, cols, x.data(), y.data());
    const bool reads_x = (table.flags & GLIA_ACTIVATION_GRAD_IGNORES_X) == 0;
    const bool reads_y = (table.flags & GLIA_ACTIVATION_GRAD_IGNORES_Y) == 0;
    const double seconds_of_bound = bound(1 + std::size_t{reads_x} + std::size_t{reads_y});
    for (auto _ : state) {
        glia::test::backward(table, parameters, rows, cols, x.data(), y.data(), dy.data(), dx.data());
        benchmark::ClobberMemory();
    }
    count_elements(state, elements);
    compare(state, seconds_of_bound);
}

std::vector<std::string> plugin_names() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(GLIA_TEST_PLUGINS)) {
        if (entry.path().extension() == ".so") names.push_back(entry.path().stem());
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

void add_activation_benchmarks() {
    for (std::size_t reads = 1; reads <= 3; ++reads) {
        const std::string label = "memory/" + std::to_string(reads) + "_read_1_written";
        benchmark::RegisterBenchmark((label + "/mini_batch").c_str(), memory, reads, elements);
        benchmark::RegisterBenchmark((label + "/256_MiB_each").c_str(), memory, reads, std::size_t{1} << 26);
    }
    for (const std::string& name : plugin_names()) {
        for (const std::uint32_t isa : glia::test::runnable_isas()) {
            const std::string label = "activation/" + name + "/" + glia::isa_name(isa);
            benchmark::RegisterBenchmark((label + "/forward").c_str(), forward, name, isa);
            benchmark::RegisterBenchmark((label + "/backward").c_str(), backward, name, isa);
        }
    }
}
