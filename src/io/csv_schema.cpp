#include "io/csv_schema.hpp"

#include <limits>

#include "base/error.hpp"
#include "io/csv_features.hpp"

namespace glia {
namespace {

void check_options(const CsvOptions& options) {
    const std::size_t targets = options.targets.size();
    if (options.kind == CsvTarget::none && targets > 0) {
        throw invalid("target is {}; there can be none where there is no target column",
                      shown_entry(options.targets.front()));
    }
    if (options.kind == CsvTarget::classes && targets > 1) {
        throw invalid("there are {} target columns; classes come from one, several targets must be values", targets);
    }
}

// What the columns are, from the first two records.
CsvLayout survey_layout(InputFile& file, const CsvOptions& options) {
    CsvReader reader = csv_reader(file, options.delimiter);
    if (!reader.next()) throw error(GLIA_ERROR_FORMAT, "{} is empty; a header or a row is needed", file.name());
    std::vector<CsvEntry> second;
    if (options.text_is_categorical && options.header == CsvHeader::automatic) {
        if (reader.next()) second = entries_of(reader);
        reader = csv_reader(file, options.delimiter);
        reader.next();
    }
    return find_layout(reader, second, options);
}

// Calls use(record) for every row.
template <class Use>
void for_each_row(InputFile& file, const CsvLayout& layout, char delimiter, Use&& use) {
    CsvReader reader = csv_reader(file, delimiter);
    if (layout.header) reader.next();
    while (reader.next()) {
        check_width(reader, layout);
        use(reader);
    }
}

std::optional<RowCell> missing_in(const CsvReader& record, const CsvSchema& schema) {
    for (std::size_t j = 0; j < schema.features(); ++j) {
        if (is_missing(record.text(schema.layout.features[j]))) return RowCell{schema.rows, j};
    }
    return std::nullopt;
}

float number_at(const CsvReader& record, const CsvLayout& layout, std::size_t column) {
    float value = 0;
    const std::string_view text = record.text(column);
    const CsvEntry type = parse_entry(text, value);
    if (type == CsvEntry::number) return value;
    const auto fail = [&](std::string_view what) { return failure_at(record, layout, column, what); };
    switch (type) {
        case CsvEntry::empty:
            throw fail("the field is empty; a number is needed");
        case CsvEntry::not_finite:
            throw fail(format("{} is not a finite number", shown_entry(text)));
        case CsvEntry::too_large:
            throw fail(format("{} is outside the range of float32", shown_entry(text)));
        default:
            throw fail(format("{} is not a number", shown_entry(text)));
    }
}

}  // namespace

CsvReader csv_reader(InputFile& file, char delimiter) {
    file.rewind();
    return {[&file](std::span<char> bytes) { return file.read(bytes); }, file.name(), delimiter};
}

CsvSchema survey_csv(InputFile& file, const CsvOptions& options) {
    check_options(options);
    CsvSchema schema;
    schema.layout = survey_layout(file, options);
    schema.delimiter = options.delimiter;
    schema.missing_allowed = options.missing_allowed;

    CsvReader first = csv_reader(file, options.delimiter);
    first.next();
    FeatureSurvey features(first, schema.layout, options);
    const bool several = schema.layout.targets.size() > 1;
    const CsvTarget kind = several ? CsvTarget::values : options.kind;
    const bool learn = kind == CsvTarget::automatic || (kind == CsvTarget::classes && options.classes.empty());
    TargetSurvey target(kind, learn ? schema.layout.targets.front() : 0);
    for_each_row(file, schema.layout, schema.delimiter, [&](const CsvReader& record) {
        if (learn) target.add(record, schema.layout);
        if (features.looks()) features.add(record, schema.layout);
        if (options.missing_allowed && !schema.missing) schema.missing = missing_in(record, schema);
        ++schema.rows;
    });
    schema.kind = learn ? target.kind() : kind;
    schema.classes = learn && schema.kind == CsvTarget::classes ? target.names() : options.classes;

    schema.categories = features.known();
    CategorySurvey categories(features.learn(), options.missing_allowed);
    if (!categories.looks()) return schema;
    for_each_row(file, schema.layout, schema.delimiter,
                 [&](const CsvReader& record) { categories.add(record, schema.layout); });
    categories.put(schema.categories);
    return schema;
}

DatasetRows describe_csv(const CsvSchema& schema) {
    DatasetRows rows;
    rows.rows = schema.rows;
    rows.features = schema.features();
    rows.outputs = schema.outputs();
    rows.feature_names = schema.layout.feature_names();
    rows.class_names = schema.classes;
    for (const auto& names : schema.categories) {
        if (!names.empty()) rows.feature_categories = schema.categories;
    }
    rows.missing_allowed = schema.missing_allowed;
    rows.missing = schema.missing;
    return rows;
}

CsvRowParser::CsvRowParser(const CsvSchema& schema) : schema_(schema), classes_(schema.classes, {"class", "classes"}) {
    categories_.reserve(schema.categories.size());
    for (const auto& names : schema.categories) {
        categories_.emplace_back(names, EntryLookup::Words{"category", "categories"});
    }
}

void CsvRowParser::parse(const CsvReader& record, const RowPlace& place) const {
    const CsvLayout& layout = schema_.layout;
    check_width(record, layout);
    if (place.x != nullptr) {
        for (std::size_t j = 0; j < layout.features.size(); ++j) place.x[j] = feature_at(record, j);
    }
    if (place.targets != nullptr) {
        for (std::size_t j = 0; j < layout.targets.size(); ++j) {
            place.targets[j] = number_at(record, layout, layout.targets[j]);
        }
    }
    if (place.classes != nullptr) *place.classes = classes_.of(record, layout, layout.targets.front());
}

float CsvRowParser::feature_at(const CsvReader& record, std::size_t feature) const {
    const std::size_t column = schema_.layout.features[feature];
    if (schema_.missing_allowed && is_missing(record.text(column))) return std::numeric_limits<float>::quiet_NaN();
    if (schema_.categories[feature].empty()) return number_at(record, schema_.layout, column);
    return static_cast<float>(categories_[feature].of(record, schema_.layout, column));
}

}  // namespace glia
