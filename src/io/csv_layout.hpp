// Which columns a CSV file has: whether its first record is a header, and where the target stands.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv_reader.hpp"
#include "io/csv_text.hpp"

namespace glia {

struct CsvLayout {
    static constexpr std::size_t no_target = std::numeric_limits<std::size_t>::max();

    std::size_t columns = 0;
    std::size_t target = no_target;  // a column, from 0
    bool header = false;
    std::vector<std::string> names;  // of the columns; empty without a header

    std::size_t features() const noexcept { return target == no_target ? columns : columns - 1; }
    std::vector<std::string> feature_names() const;
    // A column's name for error texts; "" where it has none.
    std::string_view label(std::size_t column) const noexcept {
        return header ? std::string_view(names[column]) : std::string_view();
    }
};

// Whether there is a target column, and which.
struct CsvTargetColumn {
    bool present = true;
    const std::string* name = nullptr;  // or its index in decimal; null: the last column
};

// Judges the reader's first record. Throws Error.
CsvLayout find_layout(const CsvReader& first, const CsvTargetColumn& wanted);

// The rows have as many fields as the first record. Throws Error.
void check_width(const CsvReader& record, const CsvLayout& layout);

// "'iris.csv': line 3, column 2 ('petal_width'): <what>" for a field of the record, counted from 0.
Error failure_at(const CsvReader& record, const CsvLayout& layout, std::size_t field, std::string_view what);

// What a field names: a column or a class. Blanks around it belong to it only inside quotes.
inline std::string_view name_in(const CsvReader& record, std::size_t field) noexcept {
    return record.quoted(field) ? record.text(field) : without_blanks(record.text(field));
}

}  // namespace glia
