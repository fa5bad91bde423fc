// Which columns a CSV file has: whether its first record is a header, and what each column is for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv_options.hpp"
#include "io/csv_reader.hpp"
#include "io/csv_text.hpp"

namespace glia {

struct CsvLayout {
    std::size_t columns = 0;
    bool header = false;
    std::vector<std::string> names;     // of the columns; empty without a header
    std::vector<std::size_t> targets;   // columns, from 0, as they were asked for
    std::vector<std::size_t> features;  // columns, from 0, in rising order
    std::vector<std::size_t> metadata;  // columns, from 0, as they were asked for

    std::vector<std::string> feature_names() const;
    // A column's name for error texts; "" where it has none.
    std::string_view label(std::size_t column) const noexcept {
        return header ? std::string_view(names[column]) : std::string_view();
    }
};

// What the entries of a record are.
std::vector<CsvEntry> entries_of(const CsvReader& record);

// Judges the reader's first record; `second` holds the entries of the record after it, and is empty where there is
// none. Throws Error.
CsvLayout find_layout(const CsvReader& first, const std::vector<CsvEntry>& second, const CsvOptions& options);

// The place among the features of a column that is named in the options; a target or a column that is left out is an
// Error.
std::size_t find_feature(const CsvReader& first, const CsvLayout& layout, const std::string& name);

// The rows have as many fields as the first record. Throws Error.
void check_width(const CsvReader& record, const CsvLayout& layout);

// "'iris.csv': line 3, column 2 ('petal_width'): <what>" for a field of the record, counted from 0.
Error failure_at(const CsvReader& record, const CsvLayout& layout, std::size_t field, std::string_view what);

// What a field names: a column, a class or a category. Blanks around it belong to it only inside quotes.
inline std::string_view name_in(const CsvReader& record, std::size_t field) noexcept {
    return record.quoted(field) ? record.text(field) : without_blanks(record.text(field));
}

}  // namespace glia
