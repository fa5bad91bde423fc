#include "io/csv_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <vector>

#include "base/error.hpp"
#include "base/spec.hpp"

namespace glia {
namespace {

constexpr std::size_t shown_bytes = 40;  // enough to recognise an entry by

bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t';
}

// from_chars says only that T cannot hold it. Where a double can and it is small, the nearest that T can hold is 0.
template <class T>
CsvEntry parse_out_of_range(const char* begin, const char* end, T& value) noexcept {
    double wide = 0;
    const std::errc code = std::from_chars(begin, end, wide).ec;
    if (code != std::errc() || std::fabs(wide) > 1) return CsvEntry::too_large;
    value = static_cast<T>(wide);
    return CsvEntry::number;
}

}  // namespace

std::string_view without_blanks(std::string_view text) noexcept {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

template <class T>
CsvEntry parse_entry(std::string_view text, T& value) noexcept {
    text = without_blanks(text);
    if (text.empty()) return CsvEntry::empty;
    const bool plus = text.front() == '+' && text.size() > 1 && text[1] != '-';  // from_chars takes no plus sign
    const char* const begin = text.data() + (plus ? 1 : 0);
    const char* const end = text.data() + text.size();
    T parsed = 0;
    const auto [stop, code] = std::from_chars(begin, end, parsed);
    if (stop != end || code == std::errc::invalid_argument) return CsvEntry::text;
    if (code == std::errc::result_out_of_range) return parse_out_of_range(begin, end, value);
    if (!std::isfinite(parsed)) return CsvEntry::not_finite;
    value = parsed;
    return CsvEntry::number;
}

template CsvEntry parse_entry(std::string_view, float&) noexcept;
template CsvEntry parse_entry(std::string_view, double&) noexcept;

bool is_missing(std::string_view text) noexcept {
    constexpr std::string_view markers[] = {"", "NA", "N/A", "NaN", "nan", "NULL", "null", "?"};
    return std::find(std::begin(markers), std::end(markers), without_blanks(text)) != std::end(markers);
}

const char* delimiter_name(char delimiter) noexcept {
    return delimiter == ';' ? "semicolons" : delimiter == '\t' ? "tabs" : "commas";
}

std::string shown_entry(std::string_view text) {
    return "'" + printable(text, shown_bytes) + "'";
}

std::string similar_names(std::string_view name, std::span<const std::string> known) {
    std::vector<std::string> fit;
    for (const std::string& each : known) {
        if (each.size() <= shown_bytes && valid_utf8(each) && printable(each) == each) fit.push_back(each);
    }
    return name.empty() || name.size() > shown_bytes ? "" : did_you_mean(name, fit);
}

}  // namespace glia
