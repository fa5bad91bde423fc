#include "latency.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <random>
#include <system_error>
#include <thread>

namespace glia::cli {
namespace {

using Clock = std::chrono::steady_clock;

float seconds_between(Clock::time_point start, Clock::time_point end) {
    return std::chrono::duration<float>(end - start).count();
}

// What the clock tells between two readings with nothing between them.
float clock_cost() {
    constexpr std::size_t readings = 1001;
    std::vector<float> costs(readings);
    Clock::time_point before = Clock::now();
    for (float& cost : costs) {
        const Clock::time_point now = Clock::now();
        cost = seconds_between(before, now);
        before = now;
    }
    std::nth_element(costs.begin(), costs.begin() + readings / 2, costs.end());
    return costs[readings / 2];
}

// One thread's part.
class Caller {
 public:
    Caller(const glia_model* model, const std::vector<float>& x, std::size_t batch)
        : session_(create<glia_session>([&](glia_session** out) { return glia_session_create(out, model, batch); })),
          x_(x),
          batch_(batch),
          y_(batch * glia_model_outputs(model)) {
        times_.reserve(most_times);
    }

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
            if (times_.size() < most_times) times_.push_back(seconds_between(before, now));
            before = now;
            ++calls_;
        } while (before < end);
    }

    const std::vector<float>& times() const { return times_; }
    std::size_t calls() const { return calls_; }

 private:
    static constexpr std::size_t most_times = std::size_t{1} << 20;  // of the first calls, where there are more

    std::unique_ptr<glia_session, Destroy> session_;
    const std::vector<float>& x_;
    std::size_t batch_;
    std::vector<float> y_;
    std::vector<float> times_;
    std::size_t calls_ = 0;
};

// Runs all at once, and returns how long it took.
float run_together(std::vector<Caller>& callers, double seconds) {
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
    return seconds_between(start, Clock::now());
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

double percentile(const std::vector<float>& sorted, double share) {
    const double rank = std::ceil(share * static_cast<double>(sorted.size()));
    return static_cast<double>(sorted[rank < 1 ? 0 : static_cast<std::size_t>(rank) - 1]);
}

Latency measure_latency(const glia_model* model, const std::vector<float>& x, const LatencyJob& job) {
    std::vector<Caller> callers;
    for (std::size_t i = 0; i < job.threads; ++i) callers.emplace_back(model, x, job.batch).warm_up();
    const float cost = clock_cost();
    const float seconds = run_together(callers, job.seconds);
    Latency latency;
    std::vector<float> times;
    for (const Caller& caller : callers) {
        times.insert(times.end(), caller.times().begin(), caller.times().end());
        latency.calls += caller.calls();
    }
    for (float& time : times) time = std::max(time - cost, 0.0F);
    std::sort(times.begin(), times.end());
    latency.p50 = percentile(times, 0.5);
    latency.p99 = percentile(times, 0.99);
    latency.p999 = percentile(times, 0.999);
    latency.rows_per_second = static_cast<double>(latency.calls * job.batch) / static_cast<double>(seconds);
    return latency;
}

}  // namespace glia::cli
