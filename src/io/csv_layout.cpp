#include "io/csv_layout.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>

#include "base/error.hpp"

namespace glia {
namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

std::optional<std::int64_t> as_index(std::string_view text) {
    std::int64_t index = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, index);
    if (stop != end || code != std::errc()) return std::nullopt;
    return index;
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

// The column called `name`, or nowhere.
std::size_t find_name(const CsvReader& first, const std::string& name) {
    std::size_t found = nowhere;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (name_in(first, i) != name) continue;
        if (found != nowhere) {
            throw error(GLIA_ERROR_FORMAT,
                        "{}: columns {} and {} are both called {}; name the column by its index ({} or {})",
                        first.name(), found + 1, i + 1, shown_entry(name), found, i);
        }
        found = i;
    }
    return found;
}

Error unknown_column(const CsvReader& first, const std::string& name, bool header) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < first.size(); ++i) known.emplace_back(name_in(first, i));
    // A name that is not there makes no header of a row of numbers.
    const std::vector<CsvEntry> entries = entries_of(first);
    header = header && std::find(entries.begin(), entries.end(), CsvEntry::text) != entries.end();
    const std::string hint = header ? similar_names(name, known) : "";
    const std::size_t columns = first.size();
    return error(GLIA_ERROR_NOT_FOUND, "{}: no column {}{}{} give its name, or an index from 0 to {} (or -{} to -1)",
                 first.name(), shown_entry(name), header ? "" : " (there is no header)",
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
std::size_t find_column(const CsvReader& first, bool header, const std::string& wanted) {
    const std::size_t found = header ? find_name(first, wanted) : nowhere;
    if (found != nowhere) return found;
    const std::optional<std::int64_t> index = as_index(wanted);
    if (!index) throw unknown_column(first, wanted, header);
    return place_of(first, *index);
}

bool names_a_column(const std::vector<std::string>& wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [](const std::string& name) { return !as_index(name); });
}

std::vector<std::string> metadata_columns(const CsvOptions& options) {
    std::vector<std::string> columns;
    for (const CsvOptions::Metadata& each : options.metadata) columns.push_back(each.column);
    return columns;
}

// Whether a column, so far as an index says it, is other than an ordinary feature.
std::vector<bool> not_features(const CsvReader& first, const CsvOptions& options) {
    std::vector<bool> apart(first.size());
    const auto columns = static_cast<std::int64_t>(first.size());
    const auto mark = [&](const std::vector<std::string>& wanted) {
        for (const std::string& name : wanted) {
            const std::int64_t index = as_index(name).value_or(columns);
            if (index >= -columns && index < columns) apart[place_of(first, index)] = true;
        }
    };
    mark(options.targets);
    mark(options.ignored);
    mark(metadata_columns(options));
    if (options.targets.empty() && options.kind != CsvTarget::none) apart.back() = true;
    return apart;
}

// Only text makes a header: a missing or infinite value in the first row is a defect of data. Where columns of text are
// welcome, the first row must differ from the second, or have no number in any column.
bool looks_like_header(const CsvReader& first, const std::vector<CsvEntry>& second, const CsvOptions& options) {
    const std::vector<CsvEntry> entries = entries_of(first);
    const std::vector<bool> apart = not_features(first, options);
    bool text = false;
    bool other_than_second = false;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (apart[i] || entries[i] != CsvEntry::text) continue;
        text = true;
        other_than_second |= i < second.size() && second[i] == CsvEntry::number;
    }
    if (!text || !options.text_is_categorical || second.empty()) return text;
    return other_than_second || std::find(entries.begin(), entries.end(), CsvEntry::number) == entries.end();
}

bool has_header(const CsvReader& first, const std::vector<CsvEntry>& second, const CsvOptions& options) {
    if (options.header != CsvHeader::automatic) return options.header == CsvHeader::present;
    const auto named = [](const CsvOptions::Categories& each) { return !as_index(each.column); };
    return names_a_column(options.targets) || names_a_column(options.ignored) || names_a_column(options.categorical) ||
           std::any_of(options.categories.begin(), options.categories.end(), named) ||
           names_a_column(metadata_columns(options)) || looks_like_header(first, second, options);
}

enum class Role {
    feature,
    target,
    ignored,
    metadata,
};

const char* role_name(Role role) noexcept {
    return role == Role::target ? "a target" : role == Role::ignored ? "left out" : "metadata";
}

// Gives columns their roles; one that has been given another is an error of the options.
void assign(const CsvReader& first, bool header, const std::vector<std::string>& wanted, Role role,
            std::vector<Role>& roles) {
    for (const std::string& name : wanted) {
        Role& found = roles[find_column(first, header, name)];
        if (found != Role::feature) {
            throw invalid("column {} is {} already; each column is given once", shown_entry(name), role_name(found));
        }
        found = role;
    }
}

}  // namespace

std::vector<std::string> CsvLayout::feature_names() const {
    std::vector<std::string> result;
    if (!header) return result;
    for (const std::size_t column : features) result.push_back(names[column]);
    return result;
}

std::vector<CsvEntry> entries_of(const CsvReader& record) {
    std::vector<CsvEntry> entries(record.size());
    float ignored = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) entries[i] = parse_entry(record.text(i), ignored);
    return entries;
}

CsvLayout find_layout(const CsvReader& first, const std::vector<CsvEntry>& second, const CsvOptions& options) {
    CsvLayout layout;
    layout.columns = first.size();
    const bool targets = options.kind != CsvTarget::none;
    if (targets && layout.columns == 1) {
        const bool other_separator = first.text(0).find_first_of(",;\t") != std::string_view::npos;
        throw error(GLIA_ERROR_FORMAT, "{}: there is one column, but a target and at least one feature are needed{}{}",
                    first.name(), other_separator ? "; fields must be separated by " : "",
                    other_separator ? delimiter_name(options.delimiter) : "");
    }
    layout.header = has_header(first, second, options);
    if (layout.header) layout.names = read_names(first);

    std::vector<Role> roles(layout.columns, Role::feature);
    assign(first, layout.header, options.ignored, Role::ignored, roles);
    const std::vector<std::string> metadata = metadata_columns(options);
    assign(first, layout.header, metadata, Role::metadata, roles);
    assign(first, layout.header, options.targets, Role::target, roles);
    for (const std::string& name : metadata) layout.metadata.push_back(find_column(first, layout.header, name));
    for (const std::string& name : options.targets) {
        layout.targets.push_back(find_column(first, layout.header, name));
    }
    if (targets && options.targets.empty()) {
        std::size_t last = layout.columns;
        while (last > 0 && roles[last - 1] != Role::feature) --last;
        if (last > 0) layout.targets.push_back(last - 1);
        if (last > 0) roles[last - 1] = Role::target;
    }
    for (std::size_t i = 0; i < layout.columns; ++i) {
        if (roles[i] == Role::feature) layout.features.push_back(i);
    }
    if (layout.features.empty()) throw error(GLIA_ERROR_FORMAT, "{}: no column is left for a feature", first.name());
    return layout;
}

std::size_t find_feature(const CsvReader& first, const CsvLayout& layout, const std::string& name) {
    const std::size_t column = find_column(first, layout.header, name);
    const auto found = std::find(layout.features.begin(), layout.features.end(), column);
    if (found != layout.features.end()) return static_cast<std::size_t>(found - layout.features.begin());
    throw invalid("column {} cannot be categorical: it is no feature", shown_entry(name));
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
