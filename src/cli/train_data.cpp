#include "train_data.hpp"

#include "glia/split.h"
#include "number.hpp"
#include "row_metadata.hpp"
#include "validation_data.hpp"

namespace glia::cli {
namespace {

Dataset in_order_of_time(const DataSource& source, Dataset dataset) {
    if (source.times.empty()) return dataset;
    const std::vector<double> times = times_of(source, dataset.get());
    return create<glia_dataset>(
        [&](glia_dataset** out) { return glia_dataset_sort(out, dataset.get(), times.data(), times.size()); });
}

// Puts the two parts into *train and *validation.
glia_status split(const TrainOptions& options, const glia_dataset* dataset, glia_dataset** train,
                  glia_dataset** validation) {
    const double share = share_held_back(options);
    if (!options.source.groups.empty()) {
        const std::vector<std::int32_t> groups = groups_of(options.source, dataset);
        return glia_dataset_split_groups(dataset, share, groups.data(), groups.size(), options.seed, train, validation);
    }
    if (!options.source.times.empty() || options.split == split_time) {
        return glia_dataset_split_time(dataset, share, train, validation);
    }
    const bool stratified = options.split == split_stratified ||
                            (options.split == split_automatic && glia_dataset_class_count(dataset) > 0);
    return glia_dataset_split(dataset, share, stratified ? 1 : 0, options.seed, train, validation);
}

// The file of its own to validate with, as the user describes DATA.
DataSource validation_source(const TrainOptions& options) {
    DataSource source = options.source;
    source.path = options.validation_data;
    source.labels = options.validation_labels;
    return source;
}

}  // namespace

TrainData open_train_data(const TrainOptions& options) {
    TrainData data;
    data.train = in_order_of_time(options.source, open_for_training(options.source, options.target_kind));
    data.rows = glia_dataset_rows(data.train.get());
    if (!options.validation_data.empty()) {
        data.validation =
            open_for_validation(validation_source(options), options.target_kind, options.source, data.train.get());
    } else if (share_held_back(options) > 0) {
        const Dataset all = std::move(data.train);
        data.train = create<glia_dataset>([&](glia_dataset** out) {
            glia_dataset* validation = nullptr;
            const glia_status status = split(options, all.get(), out, &validation);
            data.validation.reset(validation);
            return status;
        });
        if (glia_dataset_rows(data.validation.get()) == 0) data.validation.reset();
    }
    if (glia_dataset_rows(data.train.get()) > 0) return data;
    throw Failure("the training set is empty: '" + options.source.path + "' has " + count_of(data.rows, "row") +
                  (data.rows > 0 ? ", of which --validation holds back all" : ""));
}

}  // namespace glia::cli
