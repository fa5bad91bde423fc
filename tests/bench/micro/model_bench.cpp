// Model files of a network 784-512-256-10.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "glia/glia.h"

namespace {

void check(glia_status status) {
    if (status == GLIA_OK) return;
    std::fprintf(stderr, "%s\n", glia_last_error());
    std::exit(1);
}

glia_model* make_model() {
    glia_model* model = nullptr;
    check(glia_model_create(&model, 784));
    check(glia_model_add_dense(model, 512, "relu"));
    check(glia_model_add_dense(model, 256, "relu"));
    check(glia_model_add_dense(model, 10, "softmax"));
    check(glia_model_initialize(model, "auto", 1));
    return model;
}

void count_bytes(benchmark::State& state, const glia_model* model) {
    std::size_t bytes = 0;
    glia_model_save_memory(model, nullptr, 0, &bytes);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

// To a file, and back. Saving waits for the disk.
class ModelFile : public benchmark::Fixture {
 public:
    void SetUp(const benchmark::State&) override {
        char name[] = "/tmp/glia_micro_bench_XXXXXX";
        const int file = mkstemp(name);
        if (file < 0) std::exit(1);
        std::fclose(fdopen(file, "w"));
        path = name;
        model = make_model();
        check(glia_model_save(model, path.c_str()));
    }
    void TearDown(const benchmark::State&) override {
        glia_model_destroy(model);
        std::remove(path.c_str());
    }

    glia_model* model = nullptr;
    std::string path;
};

BENCHMARK_F(ModelFile, save)(benchmark::State& state) {
    for (auto _ : state) check(glia_model_save(model, path.c_str()));
    count_bytes(state, model);
}

BENCHMARK_F(ModelFile, load)(benchmark::State& state) {
    for (auto _ : state) {
        glia_model* loaded = nullptr;
        check(glia_model_load(&loaded, path.c_str()));
        glia_model_destroy(loaded);
    }
    count_bytes(state, model);
}

void load_from_memory(benchmark::State& state) {
    glia_model* const model = make_model();
    std::size_t needed = 0;
    glia_model_save_memory(model, nullptr, 0, &needed);
    std::vector<char> bytes(needed);
    check(glia_model_save_memory(model, bytes.data(), bytes.size(), nullptr));
    for (auto _ : state) {
        glia_model* loaded = nullptr;
        check(glia_model_load_memory(&loaded, bytes.data(), bytes.size()));
        glia_model_destroy(loaded);
    }
    count_bytes(state, model);
    glia_model_destroy(model);
}
BENCHMARK(load_from_memory);

}  // namespace
