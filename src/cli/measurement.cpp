#include "measurement.hpp"

#include <time.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <limits>
#include <random>
#include <vector>

#include "activations.hpp"
#include "glia/activation.h"
#include "glia/system.h"
#include "handles.hpp"

namespace glia::cli {
namespace {

// The error of a float in units in the last place of the truth. An overflow counts as the power of two that would come
// after the greatest finite number.
double error_in_ulp(float got, double truth) {
    using Float = std::numeric_limits<float>;
    const double end = std::ldexp(1.0, Float::max_exponent);
    const auto clipped = [end](double value) { return std::abs(value) > end ? std::copysign(end, value) : value; };
    const double right = clipped(truth);
    const int exponent = right == 0 ? Float::min_exponent - 1 : std::max(std::ilogb(right), Float::min_exponent - 1);
    return std::abs(clipped(static_cast<double>(got)) - right) / std::ldexp(1.0, exponent - (Float::digits - 1));
}

// Numbers of every size, by their bits, and more where most functions bend.
std::vector<float> numbers_of_all_sizes() {
    constexpr std::uint32_t stride = 16381;  // a prime
    constexpr std::uint32_t infinity = 0x7f800000;
    std::vector<float> x;
    for (std::uint32_t bits = 0; bits < infinity; bits += stride) {
        x.push_back(std::bit_cast<float>(bits));
        x.push_back(-x.back());
    }
    std::mt19937 random(1);
    for (const float range : {1.0F, 4.0F, 16.0F, 120.0F}) {
        std::uniform_real_distribution<float> uniform(-range, range);
        for (int i = 0; i < 65536; ++i) x.push_back(uniform(random));
    }
    return x;
}

std::vector<float> logits(std::size_t count) {
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0, 5);
    std::vector<float> x(count);
    for (float& each : x) each = normal(random);
    return x;
}

double greatest_error(const std::string& spec, const std::vector<float>& x, std::size_t cols) {
    const std::vector<double> wide(x.begin(), x.end());
    std::vector<float> y(x.size());
    std::vector<double> truth(x.size());
    check(glia_activation_values(spec.c_str(), x.size() / cols, cols, x.data(), y.data()));
    check(glia_activation_values_f64(spec.c_str(), x.size() / cols, cols, wide.data(), truth.data()));
    double greatest = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::isnan(truth[i])) greatest = std::max(greatest, error_in_ulp(y[i], truth[i]));
    }
    return greatest;
}

// Nanoseconds that this thread has had of a processor: on a busy machine too, what the work took.
double processor_ns() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e9 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec);
}

template <class Call>
double elements_per_ns(std::size_t elements, const Call& call) {
    constexpr int runs = 8;
    constexpr double long_enough = 4e6;
    double best = 0;
    for (int run = 0; run < runs; ++run) {
        std::size_t calls = 0;
        double spent = 0;
        for (const double begin = processor_ns(); spent < long_enough; spent = processor_ns() - begin) {
            call();
            ++calls;
        }
        best = std::max(best, static_cast<double>(calls * elements) / spent);
    }
    return best;
}

}  // namespace

Measurement measure(const std::string& spec) {
    constexpr std::size_t rows = 128;
    constexpr std::size_t cols = 512;
    constexpr std::size_t columns_of_rows = 16;
    const Json json = activation_json(name_of_activation(spec));
    Measurement result{std::numeric_limits<double>::quiet_NaN(), 0, 0};
    if (json.at("float64").get<bool>()) {
        const Json& flags = json.at("flags");
        const bool elementwise = std::find(flags.begin(), flags.end(), "elementwise") != flags.end();
        result.error_ulp = elementwise ? greatest_error(spec, numbers_of_all_sizes(), 1)
                                       : greatest_error(spec, logits(5000 * columns_of_rows), columns_of_rows);
    }
    std::mt19937 random(1);
    std::uniform_real_distribution<float> uniform(-4, 4);
    std::vector<float> x(rows * cols);
    for (float& each : x) each = uniform(random);
    std::vector<float> y(x.size());
    std::vector<float> dx(x.size());
    result.forward_per_ns =
        elements_per_ns(x.size(), [&] { check(glia_activation_values(spec.c_str(), rows, cols, x.data(), y.data())); });
    result.backward_per_ns = elements_per_ns(x.size(), [&] {
        check(glia_activation_gradients(spec.c_str(), rows, cols, x.data(), y.data(), x.data(), dx.data()));
    });
    return result;
}

std::vector<Measurement> measure_beside_each_other(const std::vector<std::string>& specs) {
    constexpr int rounds = 4;
    std::vector<Measurement> best;
    for (const std::string& spec : specs) best.push_back(measure(spec));
    for (int round = 1; round < rounds; ++round) {
        for (std::size_t i = 0; i < specs.size(); ++i) {
            const Measurement again = measure(specs[i]);  // the error is the same each time
            best[i].forward_per_ns = std::max(best[i].forward_per_ns, again.forward_per_ns);
            best[i].backward_per_ns = std::max(best[i].backward_per_ns, again.backward_per_ns);
        }
    }
    return best;
}

std::string measured_on() {
    std::ifstream file("/proc/cpuinfo");
    const std::string key = "model name";
    std::string processor = "a processor that does not name itself";
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(key)) continue;
        processor = line.substr(std::min(line.size(), line.find(':') + 2));
        break;
    }
    return std::string(glia_cpu_name()) + " on " + processor;
}

}  // namespace glia::cli
