#include "io/csv_layout.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "base/error.hpp"

namespace glia {
namespace {

constexpr std::size_t no_target = CsvLayout::no_target;

std::optional<std::int64_t> as_index(std::string_view text) {
    std::int64_t index = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, index);
    if (stop != end || code != std::errc()) return std::nullopt;
    return index;
}

// Only text makes a header: a missing or infinite value in the first row is a defect of data.
bool looks_like_header(const CsvReader& first, std::size_t target) {
    for (std::size_t i = 0; i < first.size(); ++i) {
        float ignored = 0;
        if (i != target && parse_entry(first.text(i), ignored) == CsvEntry::text) return true;
    }
    return false;
}

std::vector<std::string> read_names(const CsvReader& first) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const std::string_view name = name_in(first, i);
        if (!valid_utf8(name)) {
            throw first.failure(first.line(i), i + 1, format("the column name {} is not UTF-8", shown_entry(name)));
        }
        names.emplace_back(name);
    }
    return names;
}

// The column called `name`, or no_target.
std::size_t find_name(const CsvReader& first, const std::string& name) {
    std::size_t found = no_target;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (name_in(first, i) != name) continue;
        if (found != no_target) {
            throw error(GLIA_ERROR_FORMAT,
                        "{}: columns {} and {} are both called {}; name the target by its index ({} or {})",
                        first.name(), found + 1, i + 1, shown_entry(name), found, i);
        }
        found = i;
    }
    return found;
}

Error unknown_column(const CsvReader& first, const std::string& name) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < first.size(); ++i) known.emplace_back(name_in(first, i));
    const std::string hint = similar_names(name, known);
    const std::size_t columns = first.size();
    return error(GLIA_ERROR_NOT_FOUND, "{}: no column {}{}{} give its name, or an index from 0 to {} (or -{} to -1)",
                 first.name(), shown_entry(name), looks_like_header(first, no_target) ? "" : " (there is no header)",
                 hint.empty() ? ";" : hint + " Or", columns - 1, columns);
}

std::size_t place_of(const CsvReader& first, std::int64_t index) {
    const auto columns = static_cast<std::int64_t>(first.size());
    if (index < -columns || index >= columns) {
        throw error(GLIA_ERROR_NOT_FOUND, "{}: no column {}; there are {}, so an index is from 0 to {} (or -{} to -1)",
                    first.name(), index, columns, columns - 1, columns);
    }
    return static_cast<std::size_t>(index < 0 ? index + columns : index);
}

// A name that reads as an index is taken for a name where the header has it.
void find_target(const CsvReader& first, const std::string& wanted, CsvLayout& layout) {
    const std::optional<std::int64_t> index = as_index(wanted);
    if (!index) {
        layout.target = find_name(first, wanted);
        if (layout.target == no_target) throw unknown_column(first, wanted);
        layout.header = true;
        return;
    }
    layout.header = looks_like_header(
        first, *index < 0 || *index >= static_cast<std::int64_t>(first.size()) ? no_target : place_of(first, *index));
    if (layout.header) layout.target = find_name(first, wanted);
    if (layout.target == no_target) layout.target = place_of(first, *index);
}

}  // namespace

std::vector<std::string> CsvLayout::feature_names() const {
    std::vector<std::string> result = names;
    if (header && target != no_target) result.erase(result.begin() + static_cast<std::ptrdiff_t>(target));
    return result;
}

CsvLayout find_layout(const CsvReader& first, const CsvTargetColumn& wanted) {
    CsvLayout layout;
    layout.columns = first.size();
    if (wanted.present && layout.columns == 1) {
        const bool other_separator = first.text(0).find_first_of(";\t") != std::string_view::npos;
        throw error(GLIA_ERROR_FORMAT, "{}: there is one column, but a target and at least one feature are needed{}",
                    first.name(), other_separator ? "; fields must be separated by commas" : "");
    }
    if (wanted.present && wanted.name != nullptr) {
        find_target(first, *wanted.name, layout);
    } else {
        layout.target = wanted.present ? layout.columns - 1 : no_target;
        layout.header = looks_like_header(first, layout.target);
    }
    if (layout.header) layout.names = read_names(first);
    return layout;
}

void check_width(const CsvReader& record, const CsvLayout& layout) {
    const std::size_t size = record.size();
    if (size == layout.columns) return;
    throw record.failure(record.line(0), std::min(size, layout.columns) + 1,
                         format("the row has {} fields, but the first has {}", size, layout.columns));
}

Error failure_at(const CsvReader& record, const CsvLayout& layout, std::size_t field, std::string_view what) {
    return record.failure(record.line(field), field + 1, what, layout.label(field));
}

}  // namespace glia
