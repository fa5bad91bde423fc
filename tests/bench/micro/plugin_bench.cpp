// Training with an activation from a plugin file, beside the same object linked into this program: what it costs that
// the function comes from elsewhere.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "base/cpu.hpp"
#include "glia/glia.h"
#include "plugin/embedded_plugins.hpp"

namespace {

void check(glia_status status) {
    if (status == GLIA_OK) return;
    std::fprintf(stderr, "%s\n", glia_last_error());
    std::exit(1);
}

// An activation of the host program, under a name of its own, with the kernels that are linked in.
class Linked {
 public:
    explicit Linked(const std::string& activation) : name_(activation + "_linked") {
        const glia_plugin_t& plugin = *glia::embedded_plugin(activation);
        const glia_host_t host = {sizeof host, GLIA_PLUGIN_ABI, glia::permitted_isa(), 0};
        if (plugin.init(&host) != 0) std::exit(1);
        glia_activation_t table = *plugin.activation(0);
        table.name = name_.c_str();
        check(glia_registry_register_activation(&table));
    }
    ~Linked() { glia_registry_unregister_activation(name_.c_str()); }
    Linked(const Linked&) = delete;
    Linked& operator=(const Linked&) = delete;

    const char* name() const { return name_.c_str(); }

 private:
    std::string name_;
};

double processor_seconds() {
    timespec now = {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// A network inputs-width-width-10 and rows to train it with, a batch at a time.
class Training {
 public:
    Training(std::size_t width, const char* activation) : x_(rows * inputs), classes_(rows) {
        for (std::size_t i = 0; i < x_.size(); ++i) x_[i] = static_cast<float>(i * 7 % 31) * 0.1F - 1.5F;
        for (std::size_t i = 0; i < rows; ++i) classes_[i] = static_cast<std::int32_t>(i % 10);
        check(glia_model_create(&model_, inputs));
        for (int layer = 0; layer < 2; ++layer) check(glia_model_add_dense(model_, width, activation));
        check(glia_model_add_dense(model_, 10, "softmax"));
        check(glia_model_initialize(model_, "auto", 1));
        check(glia_trainer_create(&trainer_, model_));
        check(glia_trainer_set_threads(trainer_, 1));
        check(glia_trainer_set_batch_size(trainer_, 32));
        check(glia_trainer_set_epochs(trainer_, 1));
        check(glia_dataset_borrow_classes(&data_, x_.data(), rows, inputs, 0, classes_.data(), 10));
    }
    ~Training() {
        glia_trainer_destroy(trainer_);
        glia_dataset_destroy(data_);
        glia_model_destroy(model_);
    }
    Training(const Training&) = delete;
    Training& operator=(const Training&) = delete;

    // Seconds of the processor for an epoch, which others on the machine disturb less than those of the clock.
    double epoch() {
        const double start = processor_seconds();
        check(glia_trainer_fit(trainer_, data_, nullptr));
        return processor_seconds() - start;
    }

 private:
    static constexpr std::size_t inputs = 64;
    static constexpr std::size_t rows = 2048;

    std::vector<float> x_;
    std::vector<std::int32_t> classes_;
    glia_model* model_ = nullptr;
    glia_dataset* data_ = nullptr;
    glia_trainer* trainer_ = nullptr;
};

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

// Turn by turn, each first in every other turn, so that what the machine does meanwhile falls on both alike. The time
// is the plugin's; `plugin/linked` is the median of the ratios within a turn, `best/best` the ratio of each one's best.
void train_by_plugin_and_linked(benchmark::State& state, const char* activation) {
    const Linked same(activation);
    const auto width = static_cast<std::size_t>(state.range(0));
    Training plugin(width, activation);
    Training linked(width, same.name());
    plugin.epoch();
    linked.epoch();
    std::vector<double> ratios;
    double best_plugin = std::numeric_limits<double>::infinity();
    double best_linked = best_plugin;
    for (auto _ : state) {
        const bool plugin_first = ratios.size() % 2 == 0;
        const double first = (plugin_first ? plugin : linked).epoch();
        const double second = (plugin_first ? linked : plugin).epoch();
        const double by_plugin = plugin_first ? first : second;
        const double by_linked = plugin_first ? second : first;
        ratios.push_back(by_plugin / by_linked);
        best_plugin = std::min(best_plugin, by_plugin);
        best_linked = std::min(best_linked, by_linked);
        state.SetIterationTime(by_plugin);
    }
    state.counters["plugin/linked"] = median(ratios);
    state.counters["best/best"] = best_plugin / best_linked;
}

void of_each_width(benchmark::internal::Benchmark* training) {
    training->ArgName("width")->Arg(16)->Arg(128)->Arg(512);
    training->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(101);
}
BENCHMARK_CAPTURE(train_by_plugin_and_linked, silu, "silu")->Apply(of_each_width);
BENCHMARK_CAPTURE(train_by_plugin_and_linked, softmax, "softmax")->Apply(of_each_width);  // works on rows
BENCHMARK_CAPTURE(train_by_plugin_and_linked, prelu, "prelu")->Apply(of_each_width);      // has a trained parameter

}  // namespace
