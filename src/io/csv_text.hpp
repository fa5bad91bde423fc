// What the text of one CSV field means.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace glia {

enum class CsvEntry {
    number,      // finite
    empty,       // nothing, or blanks
    text,        // not a number
    not_finite,  // "nan", "inf", as other programs write them
    too_large,   // a number, but not one that the type can hold
};

// What stands for a value that is not known: nothing or blanks, NA, N/A, NaN, nan, NULL, null, ?
bool is_missing(std::string_view text) noexcept;

// "commas", "semicolons", "tabs": what a delimiter is called.
const char* delimiter_name(char delimiter) noexcept;

// The field without the blanks (spaces and tabs) around it.
std::string_view without_blanks(std::string_view text) noexcept;

// Reads a decimal number as float or double, whatever the locale; blanks around it and a plus sign are fine. A number
// too small for float becomes 0. `value` is set for CsvEntry::number only.
template <class T>
CsvEntry parse_entry(std::string_view text, T& value) noexcept;

// The beginning of a field, in quotes, fit for one line of UTF-8.
std::string shown_entry(std::string_view text);

// "; did you mean 'setosa'?" for the names nearest to `name`, or "". Passes over names unfit for one line of text.
std::string similar_names(std::string_view name, std::span<const std::string> known);

}  // namespace glia
