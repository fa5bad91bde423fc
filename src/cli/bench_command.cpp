// glia bench: how fast a model predicts on this machine.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <thread>

#include "command.hpp"
#include "data.hpp"
#include "json.hpp"
#include "latency.hpp"
#include "number.hpp"
#include "options.hpp"
#include "output.hpp"
#include "table.hpp"

namespace glia::cli {
namespace {

// Beyond these nobody measures; but a slip of the hand would fill the memory, or run for days.
constexpr std::uint64_t most_rows = 10'000'000;
constexpr std::uint64_t most_threads = 1024;
constexpr std::uint64_t most_seconds = 3600;

struct BenchOptions {
    std::string model;
    std::vector<std::size_t> batches = {1, 32, 1024};
    std::vector<std::size_t> threads;  // empty: 1, and as many as there are processors
    double seconds = 0.5;
    bool json = false;
};

std::vector<std::size_t> usual_threads() {
    const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
    return processors == 1 ? std::vector<std::size_t>{1} : std::vector<std::size_t>{1, processors};
}

// 0.00000123 -> "1.23 us", three digits of it.
std::string time_text(double seconds) {
    const char* unit = " s";
    double value = seconds;
    for (const char* const smaller : {" ms", " us", " ns"}) {
        if (value >= 1) break;
        value *= 1000;
        unit = smaller;
    }
    return fixed(value, value >= 100 ? 0 : value >= 10 ? 1 : 2) + unit;
}

void bench(const BenchOptions& options) {
    const Model model = load_model(options.model);
    Table table({Align::right, Align::right, Align::right, Align::right, Align::right, Align::right});
    table.add({"batch", "threads", "p50", "p99", "p99.9", "rows/s"});
    Json measurements = Json::array();
    for (const std::size_t batch : options.batches) {
        const std::vector<float> x = rows_for(model.get(), batch);
        for (const std::size_t threads : options.threads.empty() ? usual_threads() : options.threads) {
            const Latency l = measure_latency(model.get(), x, {batch, threads, options.seconds});
            table.add({grouped(batch), grouped(threads), time_text(l.p50), time_text(l.p99), time_text(l.p999),
                       grouped(static_cast<std::size_t>(std::llround(l.rows_per_second)))});
            measurements.push_back({{"batch", batch},
                                    {"threads", threads},
                                    {"calls", l.calls},
                                    {"min_seconds", l.least},
                                    {"mean_seconds", l.mean},
                                    {"p50_seconds", l.p50},
                                    {"p99_seconds", l.p99},
                                    {"p99.9_seconds", l.p999},
                                    {"max_seconds", l.most},
                                    {"rows_per_second", l.rows_per_second}});
        }
    }
    print(options.json ? Json{{"model", options.model}, {"measurements", measurements}}.dump(2) + "\n" : table.str());
}

}  // namespace

Command add_bench(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("bench", "Measure how fast a model predicts");
    const auto options = std::make_shared<BenchOptions>();
    add_model(command, options->model);
    command.add_option("--batch", options->batches, "rows of a call, a list (1,32,1024)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("N")
        ->check(whole_number(1, most_rows));
    command.add_option("--threads", options->threads, "threads that call at once, a list (1 and all)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("N")
        ->check(whole_number(1, most_threads));
    command.add_option("--seconds", options->seconds, "how long each is measured (0.5)")
        ->type_name("SECONDS")
        ->check(number_up_to(most_seconds));
    command.add_flag("--json", options->json, "as a JSON object, for programs");
    command.footer(
        "Each thread calls glia_session_predict again and again, with random rows. The\n"
        "percentiles are of the times of single calls, all that were made, within 1 %;\n"
        "the rows per second are of all threads together. --json has more.\n\n"
        "Examples:\n"
        "  glia bench iris.safetensors\n"
        "  glia bench iris.safetensors --batch 1 --threads 1,2,4 --seconds 5");
    return {&command, [options] { bench(*options); }};
}

}  // namespace glia::cli
