// The learning-rate range test: its curve, for people and as a file.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "handles.hpp"

namespace glia::cli {

struct RateRange {
    double lowest = 0;
    double highest = 0;
    std::size_t steps = 0;
};

inline constexpr const char* default_rate_range = "1e-7:10:100";

// Reads "LOW:HIGH:STEPS". Throws Failure.
RateRange parse_rate_range(const std::string& text);

struct RateCurve {
    std::vector<double> rates;
    std::vector<double> losses;  // of the mini-batch before each update
};

// The trainer and its model stay as they are. Throws Failure.
RateCurve measure_rates(const glia_trainer* trainer, const glia_dataset* train, const RateRange& range);

// The curve as a table, and a learning rate to try.
std::string rate_table(const RateCurve& curve);

// Every point, as CSV. The file is replaced in one step. Throws Failure.
void write_curve(const RateCurve& curve, const std::string& path);

}  // namespace glia::cli
