// Activations: each plugin with each instruction set of this processor, beside a copy of as many numbers, which no
// function of each number can beat.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
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

std::vector<float> random_numbers() {
    std::mt19937 random(1);
    std::uniform_real_distribution<float> even(-4, 4);
    std::vector<float> numbers(elements);
    for (float& each : numbers) each = even(random);
    return numbers;
}

void count_elements(benchmark::State& state) {
    const double done = static_cast<double>(state.iterations()) * static_cast<double>(elements);
    state.counters["Gelements"] = benchmark::Counter(done * 1e-9, benchmark::Counter::kIsRate);
}

void copy(benchmark::State& state) {
    const std::vector<float> x = random_numbers();
    std::vector<float> y(elements);
    for (auto _ : state) {
        std::memcpy(y.data(), x.data(), elements * sizeof(float));
        benchmark::ClobberMemory();
    }
    count_elements(state);
}

void forward(benchmark::State& state, const std::string& name, std::uint32_t isa) {
    const glia_activation_t& table = glia::test::activation(name, isa);
    const std::vector<double> parameters = glia::test::default_parameters(table);
    const std::vector<float> x = random_numbers();
    std::vector<float> y(elements);
    for (auto _ : state) {
        glia::test::forward(table, parameters, rows, cols, x.data(), y.data());
        benchmark::ClobberMemory();
    }
    count_elements(state);
}

void backward(benchmark::State& state, const std::string& name, std::uint32_t isa) {
    const glia_activation_t& table = glia::test::activation(name, isa);
    const std::vector<double> parameters = glia::test::default_parameters(table);
    const std::vector<float> x = random_numbers();
    std::vector<float> y(elements);
    std::vector<float> dx(elements);
    glia::test::forward(table, parameters, rows, cols, x.data(), y.data());
    for (auto _ : state) {
        glia::test::backward(table, parameters, rows, cols, x.data(), y.data(), x.data(), dx.data());
        benchmark::ClobberMemory();
    }
    count_elements(state);
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
    benchmark::RegisterBenchmark("activation/copy", copy);
    for (const std::string& name : plugin_names()) {
        for (const std::uint32_t isa : glia::test::runnable_isas()) {
            const std::string label = "activation/" + name + "/" + glia::isa_name(isa);
            benchmark::RegisterBenchmark((label + "/forward").c_str(), forward, name, isa);
            benchmark::RegisterBenchmark((label + "/backward").c_str(), backward, name, isa);
        }
    }
}
