// A column of a CSV file that says something of its rows (a weight, a group, a time), and is neither target nor
// feature.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "io/csv_layout.hpp"
#include "io/csv_target.hpp"

namespace glia {

// Reads such a column row by row.
class CsvMetadata {
 public:
    CsvMetadata(std::size_t column, bool numbers) : column_(column), numbers_(numbers) {}

    // Throws Error where the entry is empty or not UTF-8, or no finite number where it must be one.
    void add(const CsvReader& record, const CsvLayout& layout);

    // One for each row: the number; or the entry's index among the different ones, in the order of sorted_entries.
    std::vector<double> values() const;

 private:
    double number_in(const CsvReader& record, const CsvLayout& layout) const;
    std::uint32_t index_in(const CsvReader& record, const CsvLayout& layout);

    std::size_t column_;
    bool numbers_;
    std::vector<double> values_;          // of numbers
    std::vector<std::uint32_t> of_rows_;  // of names: their indices in the order in which they came
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> indices_;
};

}  // namespace glia
