#include "row_metadata.hpp"

#include <algorithm>

namespace glia::cli {
namespace {

std::vector<double> metadata_of(const DataSource& source, const glia_dataset* dataset, const std::string& column) {
    const MetadataColumns columns = metadata_columns(source);
    const auto found = std::ranges::find(columns, column, &MetadataColumns::value_type::first);
    std::vector<double> values(glia_dataset_rows(dataset));
    check(glia_dataset_get_metadata(dataset, static_cast<std::size_t>(found - columns.begin()), values.data(),
                                    values.size(), nullptr));
    return values;
}

}  // namespace

MetadataColumns metadata_columns(const DataSource& source) {
    MetadataColumns columns;
    if (!source.weights.empty()) columns.emplace_back(source.weights, GLIA_METADATA_NUMBERS);
    if (!source.groups.empty()) columns.emplace_back(source.groups, GLIA_METADATA_NAMES);
    if (!source.times.empty()) columns.emplace_back(source.times, GLIA_METADATA_NAMES);
    return columns;
}

Dataset with_weights(const DataSource& source, Dataset dataset) {
    if (source.weights.empty()) return dataset;
    std::vector<float> weights;
    for (const double weight : metadata_of(source, dataset.get(), source.weights)) {
        weights.push_back(static_cast<float>(weight));
    }
    return create<glia_dataset>([&](glia_dataset** out) {
        return glia_dataset_with_weights(out, dataset.get(), weights.data(), weights.size());
    });
}

std::vector<std::int32_t> groups_of(const DataSource& source, const glia_dataset* dataset) {
    const std::vector<double> indices = metadata_of(source, dataset, source.groups);
    return {indices.begin(), indices.end()};
}

std::vector<double> times_of(const DataSource& source, const glia_dataset* dataset) {
    return metadata_of(source, dataset, source.times);
}

}  // namespace glia::cli
