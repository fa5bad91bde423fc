// Measures small parts of glia. Options are those of Google Benchmark: --benchmark_filter=relu, for example.
#include <benchmark/benchmark.h>

#include <cstdio>

#include "glia/glia.h"

void add_activation_benchmarks();

int main(int count, char** arguments) {
    // The program is no neighbour of the plugins, as libglia is.
    if (glia_registry_add_directory(GLIA_TEST_PLUGINS) != GLIA_OK) {
        std::fprintf(stderr, "%s\n", glia_last_error());
        return 1;
    }
    add_activation_benchmarks();
    benchmark::Initialize(&count, arguments);
    if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
