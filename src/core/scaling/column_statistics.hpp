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

// Gathers all but the quartiles in one pass over the rows, so that a stream need not be read twice.
class ColumnTallies {
 public:
    explicit ColumnTallies(std::size_t columns) : tallies_(columns) {}

    // One more row. NaN stands for a value that is not known.
    void add(const float* row) noexcept;

    std::vector<ColumnStatistics> statistics() const;

 private:
    // A sum of twice the precision of double, as the unevaluated sum of two.
    struct Sum {
        double high = 0;
        double low = 0;
        void add(double value) noexcept;
    };

    struct Tally {
        std::size_t count = 0;
        double minimum = 0;
        double maximum = 0;
        Sum values;
        Sum squares;
    };

    static double mean(const Tally& tally) noexcept;
    static double deviation(const Tally& tally) noexcept;

    std::vector<Tally> tallies_;
};

// A table somewhere in memory. NaN stands for a value that is not known.
struct TableView {
    std::size_t rows;
    std::size_t columns;
    std::function<const float*(std::size_t row, float* buffer)> row;  // may be written to the buffer
};

// Quartiles need all values of a column at once.
void add_quartiles(const TableView& table, std::vector<ColumnStatistics>& all);

}  // namespace glia
