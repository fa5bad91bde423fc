#include "core/scaling/column_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace glia {
namespace {

void add_means(const TableView& table, std::vector<ColumnStatistics>& all) {
    std::vector<float> buffer(table.columns);
    for (std::size_t i = 0; i < table.rows; ++i) {
        const float* const row = table.row(i, buffer.data());
        for (std::size_t j = 0; j < table.columns; ++j) {
            if (std::isnan(row[j])) continue;
            const double value = row[j];
            ColumnStatistics& column = all[j];
            column.minimum = column.count == 0 ? value : std::min(column.minimum, value);
            column.maximum = column.count == 0 ? value : std::max(column.maximum, value);
            column.mean += value;
            ++column.count;
        }
    }
    for (ColumnStatistics& column : all) {
        if (column.count == 0) continue;
        // Rounding must not take the mean of equal numbers away from them.
        column.mean = std::clamp(column.mean / static_cast<double>(column.count), column.minimum, column.maximum);
    }
}

// The corrected two-pass algorithm (Chan, Golub and LeVeque, 1983): sum(d)^2 / n, with d the difference from the mean,
// takes out what the mean's rounding adds to sum(d^2).
void add_deviations(const TableView& table, std::vector<ColumnStatistics>& all) {
    std::vector<double> sums(table.columns);
    std::vector<double> squares(table.columns);
    std::vector<float> buffer(table.columns);
    for (std::size_t i = 0; i < table.rows; ++i) {
        const float* const row = table.row(i, buffer.data());
        for (std::size_t j = 0; j < table.columns; ++j) {
            if (std::isnan(row[j])) continue;
            const double d = row[j] - all[j].mean;
            sums[j] += d;
            squares[j] += d * d;
        }
    }
    for (std::size_t j = 0; j < table.columns; ++j) {
        if (all[j].count == 0) continue;
        const auto count = static_cast<double>(all[j].count);
        all[j].deviation = std::sqrt(std::max(0.0, squares[j] - sums[j] * sums[j] / count) / count);
    }
}

// The value at the place q (n - 1) among n in rising order, between two of them by linear interpolation: definition 7 of
// Hyndman and Fan (1996), and what numpy calls linear. Orders `values` partly.
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

}  // namespace

std::vector<ColumnStatistics> column_statistics(const TableView& table, bool quartiles) {
    std::vector<ColumnStatistics> all(table.columns);
    add_means(table, all);
    add_deviations(table, all);
    if (quartiles) add_quartiles(table, all);
    return all;
}

}  // namespace glia
