#include "glia/data_options.h"

#include <string_view>
#include <utility>

#include "api/guard.hpp"
#include "api/handles.hpp"
#include "api/open_data.hpp"
#include "io/csv_text.hpp"

using glia::CsvHeader;
using glia::invalid;
using glia::api::DataOptions;
using glia::api::guard;
using glia::api::required;
using glia::api::required_names;
using glia::api::required_text;

namespace {

// What every function that changes options does.
template <class Change>
glia_status change(glia_data_options* options, Change&& change_value) {
    return guard([&] { change_value(required(options, "options").value); });
}

}  // namespace

extern "C" {

glia_status glia_data_options_create(glia_data_options** out) {
    return guard([&] {
        required(out, "out") = nullptr;
        *out = new glia_data_options{};
        (*out)->value.csv.text_is_categorical = true;
    });
}

void glia_data_options_destroy(glia_data_options* options) {
    delete options;
}

glia_status glia_dataset_open_with(glia_dataset** out, const char* path, const glia_data_options* options) {
    return guard([&] {
        required(out, "out") = nullptr;
        const DataOptions& value = required(options, "options").value;
        *out = new glia_dataset{glia::api::open_data(required_text(path, "path"), value)};
    });
}

glia_status glia_data_options_set_labels(glia_data_options* options, const char* path) {
    return change(options, [&](DataOptions& value) {
        value.labels = path == nullptr ? std::optional<std::string>() : std::optional<std::string>(path);
    });
}

glia_status glia_data_options_add_target(glia_data_options* options, const char* column) {
    return change(options,
                  [&](DataOptions& value) { value.csv.targets.emplace_back(required_text(column, "column")); });
}

glia_status glia_data_options_set_target_kind(glia_data_options* options, int32_t target_kind) {
    return change(options, [&](DataOptions& value) {
        glia::api::csv_target(target_kind);
        value.target_kind = target_kind;
    });
}

glia_status glia_data_options_set_classes(glia_data_options* options, const char* const* classes, size_t class_count) {
    return change(options, [&](DataOptions& value) {
        value.csv.classes = required_names(classes, class_count, "classes", "class_count");
        value.target_kind = GLIA_TARGET_CLASSES;
    });
}

glia_status glia_data_options_add_ignored(glia_data_options* options, const char* column) {
    return change(options,
                  [&](DataOptions& value) { value.csv.ignored.emplace_back(required_text(column, "column")); });
}

glia_status glia_data_options_add_categorical(glia_data_options* options, const char* column) {
    return change(options,
                  [&](DataOptions& value) { value.csv.categorical.emplace_back(required_text(column, "column")); });
}

glia_status glia_data_options_add_categories(glia_data_options* options, const char* column,
                                             const char* const* categories, size_t count) {
    return change(options, [&](DataOptions& value) {
        const char* const name = required_text(column, "column");
        value.csv.categories.push_back({name, required_names(categories, count, "categories", "count")});
    });
}

glia_status glia_data_options_add_metadata(glia_data_options* options, const char* column, int32_t kind) {
    return change(options, [&](DataOptions& value) {
        const char* const name = required_text(column, "column");
        if (kind != GLIA_METADATA_NUMBERS && kind != GLIA_METADATA_NAMES) {
            throw invalid("kind is {}; it must be {} (numbers) or {} (names)", kind, +GLIA_METADATA_NUMBERS,
                          +GLIA_METADATA_NAMES);
        }
        value.csv.metadata.push_back({name, kind == GLIA_METADATA_NUMBERS});
    });
}

glia_status glia_data_options_set_delimiter(glia_data_options* options, const char* delimiter) {
    return change(options, [&](DataOptions& value) {
        const std::string_view text = required_text(delimiter, "delimiter");
        if (text != "," && text != ";" && text != "\t") {
            throw invalid("delimiter is {}; it must be ',', ';' or a tab", glia::shown_entry(text));
        }
        value.csv.delimiter = text.front();
    });
}

glia_status glia_data_options_set_header(glia_data_options* options, int32_t header) {
    return change(options, [&](DataOptions& value) {
        if (header < GLIA_HEADER_AUTO || header > GLIA_HEADER_NO) {
            throw invalid("header is {}; it must be {} (auto), {} (yes) or {} (no)", header, +GLIA_HEADER_AUTO,
                          +GLIA_HEADER_YES, +GLIA_HEADER_NO);
        }
        constexpr CsvHeader headers[] = {CsvHeader::automatic, CsvHeader::present, CsvHeader::absent};
        value.csv.header = headers[header];
    });
}

glia_status glia_data_options_set_missing(glia_data_options* options, int32_t allowed) {
    return change(options, [&](DataOptions& value) { value.csv.missing_allowed = allowed != 0; });
}
}
