#include "open_data.hpp"

#include "row_metadata.hpp"

namespace glia::cli {

Options options_of(const DataSource& source, std::int32_t target_kind) {
    Options options = create<glia_data_options>([](glia_data_options** out) { return glia_data_options_create(out); });
    glia_data_options* const to = options.get();
    if (!source.labels.empty()) check(glia_data_options_set_labels(to, source.labels.c_str()));
    for (const std::string& column : source.targets) check(glia_data_options_add_target(to, column.c_str()));
    for (const std::string& column : source.ignored) check(glia_data_options_add_ignored(to, column.c_str()));
    for (const std::string& column : source.categorical) check(glia_data_options_add_categorical(to, column.c_str()));
    for (const auto& [column, kind] : metadata_columns(source)) {
        check(glia_data_options_add_metadata(to, column.c_str(), kind));
    }
    check(glia_data_options_set_header(to, source.header));
    if (!source.delimiter.empty()) check(glia_data_options_set_delimiter(to, source.delimiter.c_str()));
    check(glia_data_options_set_target_kind(to, target_kind));
    check(glia_data_options_set_missing(to, source.missing ? 1 : 0));
    check(glia_data_options_set_stream(to, source.stream ? 1 : 0, source.window));
    return options;
}

Dataset open_with(const DataSource& source, const glia_data_options* options) {
    return create<glia_dataset>(
        [&](glia_dataset** out) { return glia_dataset_open_with(out, source.path.c_str(), options); });
}

Dataset open(const DataSource& source, std::int32_t target_kind) {
    return open_with(source, options_of(source, target_kind).get());
}

Dataset open_classes(const DataSource& source, const std::vector<std::string>& classes) {
    std::vector<const char*> names;
    names.reserve(classes.size());
    for (const std::string& name : classes) names.push_back(name.c_str());
    const Options options = options_of(source, GLIA_TARGET_CLASSES);
    check(glia_data_options_set_classes(options.get(), names.data(), names.size()));
    return open_with(source, options.get());
}

}  // namespace glia::cli
