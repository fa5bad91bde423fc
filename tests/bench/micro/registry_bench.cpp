// Finding activations: one that is loaded already, and one whose plugin has to be opened first.
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "plugin/registry.hpp"

namespace {

namespace fs = std::filesystem;

// What adding a layer begins with, by as many threads as the label says.
void look_up_loaded(benchmark::State& state) {
    glia::Registry& registry = glia::Registry::process();
    registry.find("relu");
    for (auto _ : state) benchmark::DoNotOptimize(registry.table("relu"));
}
BENCHMARK(look_up_loaded)->Threads(1)->Threads(2);

class Directory {
 public:
    Directory() {
        std::string pattern = "/tmp/glia_micro_bench_XXXXXX";
        if (mkdtemp(pattern.data()) == nullptr) std::exit(1);
        path_ = pattern;
    }
    ~Directory() { fs::remove_all(path_); }
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;

    const fs::path& path() const { return path_; }

 private:
    fs::path path_;
};

// A fresh registry and a copy of the file that the process has not seen before (the loader knows a file again by its
// path and by its place on the disk), behind a directory with so many other plugins: checking the file, loading,
// judging and starting the plugin. The file is in the system's cache.
void use_for_the_first_time(benchmark::State& state) {
    const fs::path plugin = fs::path(GLIA_TEST_PLUGINS) / "gelu.so";
    const Directory directory;
    const fs::path others = directory.path() / "others";
    fs::create_directory(others);
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        fs::create_symlink(plugin, others / ("plugin_" + std::to_string(i) + ".so"));
    }
    std::size_t copies = 0;
    for (auto _ : state) {
        const fs::path fresh = directory.path() / std::to_string(copies++);
        fs::create_directory(fresh);
        fs::copy_file(plugin, fresh / "gelu.so");
        glia::Registry registry(glia::SearchPath({others, fresh}));
        const auto start = std::chrono::steady_clock::now();
        benchmark::DoNotOptimize(registry.table("gelu"));
        state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
}
BENCHMARK(use_for_the_first_time)->ArgName("others")->Arg(0)->Arg(200)->UseManualTime()->Iterations(100);

}  // namespace
