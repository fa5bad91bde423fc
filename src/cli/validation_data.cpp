#include "validation_data.hpp"

#include "names.hpp"
#include "number.hpp"
#include "open_data.hpp"
#include "row_metadata.hpp"

namespace glia::cli {
namespace {

std::vector<std::string> feature_names(const glia_dataset* dataset) {
    return names_of(dataset, glia_dataset_features(dataset), glia_dataset_feature_name);
}

// Without a header, the names of features are their indices.
bool are_indices(const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] != std::to_string(i)) return false;
    }
    return true;
}

void require_same_columns(const DataSource& source, const glia_dataset* dataset, const DataSource& train_source,
                          const glia_dataset* train) {
    const std::vector<std::string> names = feature_names(dataset);
    const std::vector<std::string> known = feature_names(train);
    if (names.size() != known.size()) {
        throw Failure("'" + source.path + "' has " + count_of(names.size(), "feature") + "; '" + train_source.path +
                      "' has " + grouped(known.size()));
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool has = glia_dataset_category_count(dataset, i) > 0;
        if (has == (glia_dataset_category_count(train, i) > 0)) continue;
        throw Failure("feature " + std::to_string(i) + " of '" + source.path + "' holds " +
                      (has ? "categories" : "numbers") + "; that of '" + train_source.path + "' holds " +
                      (has ? "numbers" : "categories"));
    }
    if (are_indices(names) || are_indices(known)) return;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == known[i]) continue;
        throw Failure("feature " + std::to_string(i) + " of '" + source.path + "' is '" + names[i] + "', but of '" +
                      train_source.path + "' it is '" + known[i] + "'; both must have the same columns");
    }
}

}  // namespace

Dataset open_for_validation(const DataSource& source, std::int32_t target_kind, const DataSource& train_source,
                            const glia_dataset* train) {
    const std::vector<std::string> classes = class_names(train);
    Dataset dataset = !source.labels.empty() ? open(source, target_kind)
                      : classes.empty()      ? open(source, GLIA_TARGET_VALUES)
                                             : open_classes(source, classes);
    if (glia_dataset_rows(dataset.get()) == 0) throw Failure("'" + source.path + "' has no rows to validate with");
    require_same_columns(source, dataset.get(), train_source, train);
    return with_weights(source, std::move(dataset));
}

}  // namespace glia::cli
