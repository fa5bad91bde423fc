#include "api/open_data.hpp"

#include <unordered_set>
#include <utility>

#include "api/guard.hpp"
#include "base/error.hpp"
#include "io/array_source.hpp"
#include "io/csv.hpp"
#include "io/csv_source.hpp"
#include "io/csv_text.hpp"
#include "io/idx.hpp"
#include "io/npy.hpp"
#include "io/npy_header.hpp"

namespace glia::api {
namespace {

// What only a file with columns can have.
void refuse_columns(const InputFile& file, const char* kind, const CsvOptions& options) {
    if (!options.targets.empty()) {
        throw invalid("{} is an {} file and has no columns, so there is no target column to choose", file.name(), kind);
    }
    const std::string* const named = !options.ignored.empty()       ? &options.ignored.front()
                                     : !options.categorical.empty() ? &options.categorical.front()
                                     : !options.categories.empty()  ? &options.categories.front().column
                                     : !options.metadata.empty()    ? &options.metadata.front().column
                                                                    : nullptr;
    if (named != nullptr) {
        throw invalid("{} is an {} file and has no columns, so there is no column {}", file.name(), kind,
                      shown_entry(*named));
    }
}

}  // namespace

CsvTarget csv_target(std::int32_t target_kind) {
    if (target_kind < GLIA_TARGET_AUTO || target_kind > GLIA_TARGET_NONE) {
        throw invalid("target_kind is {}; it must be from {} (auto) to {} (none)", target_kind, +GLIA_TARGET_AUTO,
                      +GLIA_TARGET_NONE);
    }
    constexpr CsvTarget kinds[] = {CsvTarget::automatic, CsvTarget::classes, CsvTarget::values, CsvTarget::none};
    return kinds[target_kind];
}

std::vector<std::string> required_names(const char* const* names, std::size_t count, const char* what,
                                        const char* count_name) {
    required(names, what);
    if (count == 0 || count > max_classes) {
        throw invalid("{} is {}; it must be from 1 to {}", count_name, count, max_classes);
    }
    std::vector<std::string> result;
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < count; ++i) {
        if (names[i] == nullptr) throw invalid("{}[{}] is NULL", what, i);
        if (!valid_utf8(names[i])) throw invalid("{}[{}] is not UTF-8: {}", what, i, shown_entry(names[i]));
        if (!seen.insert(names[i]).second) throw invalid("{}: {} is given twice", what, shown_entry(names[i]));
        result.emplace_back(names[i]);
    }
    return result;
}

Dataset open_idx(InputFile& images, const DataOptions& options) {
    std::optional<InputFile> labels;
    if (options.labels) labels.emplace(*options.labels);
    InputFile* const given = labels ? &*labels : nullptr;
    if (options.stream) return stream_idx(std::move(images), given, options.window);
    return read_idx(images, given);
}

// The file of targets is read where there is one; the kind says how.
Dataset open_npy(InputFile& x, const DataOptions& options) {
    const std::int32_t kind = options.target_kind;
    csv_target(kind);  // the same kinds
    if (!options.labels && kind != GLIA_TARGET_AUTO && kind != GLIA_TARGET_NONE) {
        throw invalid("target_kind is {}, but there is no file of targets: it must be {} (auto) or {} (none)", kind,
                      +GLIA_TARGET_AUTO, +GLIA_TARGET_NONE);
    }
    if (options.labels && kind == GLIA_TARGET_NONE) {
        throw invalid("target_kind is {} (none), but there is a file of targets, {}", kind,
                      shown_entry(*options.labels));
    }
    constexpr NpyTargets kinds[] = {NpyTargets::automatic, NpyTargets::classes, NpyTargets::values,
                                    NpyTargets::automatic};
    std::optional<InputFile> targets;
    if (options.labels) targets.emplace(*options.labels);
    InputFile* const given = targets ? &*targets : nullptr;
    if (options.stream)
        return stream_npy(std::move(x), given, kinds[kind], options.window, options.csv.missing_allowed);
    return read_npy(x, given, kinds[kind], options.csv.missing_allowed);
}

Dataset open_data(const char* path, const DataOptions& options) {
    CsvOptions csv = options.csv;
    csv.kind = csv_target(options.target_kind);
    InputFile file(path);
    if (looks_like_npy(file)) {
        refuse_columns(file, "NPY", csv);
        return open_npy(file, options);
    }
    if (looks_like_idx(file)) {
        refuse_columns(file, "IDX", csv);
        if (options.target_kind != GLIA_TARGET_AUTO && options.target_kind != GLIA_TARGET_NONE) {
            throw invalid("{} is an IDX file and has no columns, so there is no target column to choose", file.name());
        }
        return open_idx(file, options);
    }
    if (options.labels) {
        throw invalid(
            "{} is no IDX or NPY file, so it takes no file of labels: the labels of a CSV file are a column of it",
            file.name());
    }
    if (options.stream) return stream_csv(std::move(file), csv, options.window);
    return read_csv(file, csv);
}

}  // namespace glia::api
