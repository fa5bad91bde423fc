// Where the numbers of each column lie: what scaling is fitted to.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace glia {

// Of the values of one column that are known.
struct ColumnStatistics {
    std::size_t count = 0;
    double minimum = 0;
    double maximum = 0;
    double mean = 0;
    double deviation = 0;  // standard deviation of the population: divided by count
    double median = 0;     // quartiles only where asked for
    double first_quartile = 0;
    double third_quartile = 0;
};

// A table somewhere in memory. NaN stands for a value that is not known.
struct TableView {
    std::size_t rows;
    std::size_t columns;
    std::function<const float*(std::size_t row, float* buffer)> row;  // may be written to the buffer
};

// Sums are made in double and in the order of the rows.
std::vector<ColumnStatistics> column_statistics(const TableView& table, bool quartiles);

}  // namespace glia
