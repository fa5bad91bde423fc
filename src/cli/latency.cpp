#include "latency.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <random>
#include <system_error>
#include <thread>

#include "durations.hpp"

namespace glia::cli {
namespace {

using Clock = std::chrono::steady_clock;

// What a call of nothing takes: reading the clock, and counting.
Durations::Nanoseconds cost_of_measuring() {
    constexpr int calls = 1001;
    Durations durations;
    Clock::time_point before = Clock::now();
    for (int i = 0; i < calls; ++i) {
        const Clock::time_point now = Clock::now();
        durations.add(now - before);
        before = now;
    }
    return durations.percentile(0.5);
}

// One thread's part, in cache lines of its own (processors fetch them in pairs): threads do not wait for one another.
class alignas(128) Caller {
 public:
    Caller(const glia_model* model, const std::vector<float>& x, std::size_t batch)
        : session_(create<glia_session>([&](glia_session** out) { return glia_session_create(out, model, batch); })),
          x_(x),
          batch_(batch),
          y_(batch * glia_model_outputs(model)) {}

    void warm_up() {
        constexpr int calls = 3;
        for (int i = 0; i < calls; ++i) check(glia_session_predict(session_.get(), x_.data(), batch_, y_.data()));
    }

    // Calls until the time is over, and at least once.
    void run(Clock::time_point end) {
        Clock::time_point before = Clock::now();
        do {
            if (glia_session_predict(session_.get(), x_.data(), batch_, y_.data()) != GLIA_OK) return;
            const Clock::time_point now = Clock::now();
            durations_.add(now - before);
            before = now;
        } while (before < end);
    }

    const Durations& durations() const { return durations_; }

 private:
    std::unique_ptr<glia_session, Destroy> session_;
    const std::vector<float>& x_;
    std::size_t batch_;
    std::vector<float> y_;
    Durations durations_;
};

// Runs all at once, and returns how many seconds it took.
double run_together(std::vector<Caller>& callers, double seconds) {
    const auto length = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    std::atomic<std::size_t> ready = 0;
    std::atomic<bool> go = false;
    std::vector<std::jthread> threads;
    try {
        for (std::size_t i = 1; i < callers.size(); ++i) {
            threads.emplace_back([&, i] {
                ++ready;
                while (!go) std::this_thread::yield();
                callers[i].run(Clock::now() + length);
            });
        }
    } catch (const std::system_error& e) {
        go = true;  // for those that have started
        throw Failure(std::to_string(callers.size()) + " threads cannot be started: " + e.code().message());
    }
    while (ready < threads.size()) std::this_thread::yield();
    const Clock::time_point start = Clock::now();
    go = true;
    callers[0].run(start + length);
    threads.clear();
    return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

std::vector<float> rows_for(const glia_model* model, std::size_t rows) {
    std::vector<float> x(rows * glia_model_inputs(model));
    std::vector<float> y(rows * glia_model_outputs(model));
    std::mt19937 random;
    std::uniform_real_distribution<float> numbers(0, 1);
    for (float& each : x) each = numbers(random);
    if (glia_model_predict(model, x.data(), rows, y.data()) == GLIA_OK) return x;
    std::fill(x.begin(), x.end(), 0.0F);  // the first category of each column
    check(glia_model_predict(model, x.data(), rows, y.data()));
    return x;
}

Latency measure_latency(const glia_model* model, const std::vector<float>& x, const LatencyJob& job) {
    std::vector<Caller> callers;
    for (std::size_t i = 0; i < job.threads; ++i) callers.emplace_back(model, x, job.batch).warm_up();
    const Durations::Nanoseconds cost = cost_of_measuring();
    const double seconds = run_together(callers, job.seconds);
    Durations all;
    for (const Caller& caller : callers) all.add(caller.durations());
    const auto without_cost = [cost](std::chrono::duration<double> time) {
        return std::max(std::chrono::duration<double>(time - cost).count(), 0.0);
    };
    Latency latency;
    latency.calls = all.count();
    latency.least = without_cost(all.least());
    latency.mean = without_cost(std::chrono::duration<double>(all.mean()));
    latency.p50 = without_cost(all.percentile(0.5));
    latency.p99 = without_cost(all.percentile(0.99));
    latency.p999 = without_cost(all.percentile(0.999));
    latency.most = without_cost(all.most());
    latency.rows_per_second = static_cast<double>(latency.calls * job.batch) / seconds;
    return latency;
}

}  // namespace glia::cli
