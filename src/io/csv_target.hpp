// What the target column of a CSV file holds: learnt by looking at every entry once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "io/csv_layout.hpp"

namespace glia {

// Lets a table of strings be asked with a view, without making a string.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

using EntrySet = std::unordered_set<std::string, TextHash, std::equal_to<>>;

// Numbers in rising order, then text in alphabetical order (by code point).
std::vector<std::string> sorted_entries(const EntrySet& entries);

// Collects the different entries, and decides whether they are classes or values.
class TargetSurvey {
 public:
    TargetSurvey(CsvTarget kind, std::size_t column) : kind_(kind), column_(column) {}

    // Looks at the target of one record. Throws Error where it is empty, is not UTF-8, or leaves open what is meant.
    void add(const CsvReader& record, const CsvLayout& layout);

    // What the column is, from what has been seen; CsvTarget::none where nothing has.
    CsvTarget kind() const noexcept;

    // The classes, in the order of sorted_entries.
    std::vector<std::string> names() const;

 private:
    void add_new(const CsvReader& record, const CsvLayout& layout, std::string_view entry);

    CsvTarget kind_;
    std::size_t column_;
    EntrySet seen_;
    std::size_t numbers_ = 0;  // different ones in seen_
    bool has_text_ = false;
    bool has_values_ = false;  // a number that is not whole, or more different numbers than there would be classes
};

// The index of each entry of a column of classes or categories.
class EntryLookup {
 public:
    // What the names are of, for error texts: "class", "classes".
    struct Words {
        const char* one;
        const char* many;
    };

    // The names must outlive it. Throws Error (GLIA_ERROR_INVALID_ARGUMENT) where one is given twice.
    EntryLookup(const std::vector<std::string>& names, Words words);

    // Throws Error (GLIA_ERROR_FORMAT) where the record's entry is none of them.
    std::int32_t of(const CsvReader& record, const CsvLayout& layout, std::size_t column) const;

 private:
    const std::vector<std::string>& names_;
    Words words_;
    std::unordered_map<std::string_view, std::int32_t> index_;
};

}  // namespace glia
