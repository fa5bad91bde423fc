#include "core/scaling/column_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace glia {
namespace {

// The value at the place q (n - 1) among n in rising order, between two of them by linear interpolation: definition 7
// of Hyndman and Fan (1996), and what numpy calls linear. Orders `values` partly.
double quantile(std::span<float> values, double q) {
    const double place = q * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(values.begin(), at, values.end());
    const double low = *at;
    const double share = place - static_cast<double>(below);
    if (share == 0) return low;
    const double high = *std::min_element(at + 1, values.end());
    return low + share * (high - low);
}

}  // namespace

// Knuth's two-sum: what rounding takes from high + value is kept in low (Dekker, A Floating-Point Technique for
// Extending the Available Precision, 1971).
void ColumnTallies::Sum::add(double value) noexcept {
    const double sum = high + value;
    const double part = sum - high;
    const double rounded_off = (high - (sum - part)) + (value - part) + low;
    high = sum + rounded_off;
    low = rounded_off - (high - sum);
}

void ColumnTallies::add(const float* row) noexcept {
    for (std::size_t j = 0; j < tallies_.size(); ++j) {
        if (std::isnan(row[j])) continue;
        const double value = row[j];
        Tally& tally = tallies_[j];
        tally.minimum = tally.count == 0 ? value : std::min(tally.minimum, value);
        tally.maximum = tally.count == 0 ? value : std::max(tally.maximum, value);
        tally.values.add(value);
        tally.squares.add(value * value);  // exact: a float has half the digits of a double
        ++tally.count;
    }
}

double ColumnTallies::mean(const Tally& tally) noexcept {
    const double mean = (tally.values.high + tally.values.low) / static_cast<double>(tally.count);
    // Rounding must not take the mean of equal numbers away from them.
    return std::clamp(mean, tally.minimum, tally.maximum);
}

// With S the sum of x and Q that of x^2, and any m near the mean:
//     D = sum(x - m)   = S - n m
//     E = sum(x - m)^2 = Q - m S - m D
//     deviation^2      = (E - D^2 / n) / n
// Q and m S nearly cancel where the mean is far from 0; they have digits to spare for that.
double ColumnTallies::deviation(const Tally& tally) noexcept {
    if (tally.minimum == tally.maximum) return 0;
    const auto n = static_cast<double>(tally.count);
    const double m = mean(tally);
    const double d = std::fma(-n, m, tally.values.high) + tally.values.low;
    const double product = m * tally.values.high;
    const double product_low = std::fma(m, tally.values.high, -product) + m * tally.values.low;
    const double e = (tally.squares.high - product) + (tally.squares.low - product_low - m * d);
    return std::sqrt(std::max(0.0, e - d * d / n) / n);
}

std::vector<ColumnStatistics> ColumnTallies::statistics() const {
    std::vector<ColumnStatistics> all;
    all.reserve(tallies_.size());
    for (const Tally& tally : tallies_) {
        if (tally.count == 0) {
            all.emplace_back();
            continue;
        }
        all.push_back({.count = tally.count,
                       .minimum = tally.minimum,
                       .maximum = tally.maximum,
                       .mean = mean(tally),
                       .deviation = deviation(tally)});
    }
    return all;
}

void add_quartiles(const TableView& table, std::vector<ColumnStatistics>& all) {
    // Columns that are gathered at once: a cache line of a row holds so many numbers.
    constexpr std::size_t group = 16;
    std::vector<float> buffer(table.columns);
    for (std::size_t first = 0; first < table.columns; first += group) {
        const std::size_t columns = std::min(group, table.columns - first);
        std::vector<std::vector<float>> gathered(columns);
        for (std::size_t j = 0; j < columns; ++j) gathered[j].reserve(all[first + j].count);
        for (std::size_t i = 0; i < table.rows; ++i) {
            const float* const row = table.row(i, buffer.data()) + first;
            for (std::size_t j = 0; j < columns; ++j) {
                if (!std::isnan(row[j])) gathered[j].push_back(row[j]);
            }
        }
        for (std::size_t j = 0; j < columns; ++j) {
            if (gathered[j].empty()) continue;
            constexpr double quarter = 0.25;
            all[first + j].first_quartile = quantile(gathered[j], quarter);
            all[first + j].median = quantile(gathered[j], 2 * quarter);
            all[first + j].third_quartile = quantile(gathered[j], 3 * quarter);
        }
    }
}

}  // namespace glia
