#include "data.hpp"

#include <algorithm>
#include <utility>

#include "glia/scaling.h"
#include "model_categories.hpp"
#include "names.hpp"
#include "number.hpp"
#include "open_data.hpp"
#include "row_metadata.hpp"

namespace glia::cli {
namespace {

// Whole numbers in an NPY file are values to a model without classes; IDX labels are classes always.
Dataset open_with_labels(const DataSource& source, bool values) {
    if (values) {
        glia_dataset* dataset = nullptr;
        const Options options = options_of(source, GLIA_TARGET_VALUES);
        const glia_status status = glia_dataset_open_with(&dataset, source.path.c_str(), options.get());
        Dataset opened(dataset);
        if (status == GLIA_OK) return opened;
        if (status != GLIA_ERROR_INVALID_ARGUMENT) check(status);
    }
    return open(source, GLIA_TARGET_AUTO);
}

bool has_targets(const glia_dataset* dataset) {
    return glia_dataset_class_count(dataset) > 0 || glia_dataset_outputs(dataset) > 0;
}

void require_targets(const DataSource& source, const glia_dataset* dataset) {
    if (has_targets(dataset)) return;
    if (glia_dataset_rows(dataset) == 0) throw Failure("'" + source.path + "' has no rows");
    throw Failure("'" + source.path + "' holds no targets; give the file of its labels with --labels");
}

void refuse_missing_labels(const DataSource& source) {
    glia_dataset* dataset = nullptr;
    if (glia_dataset_open(&dataset, source.path.c_str(), nullptr, nullptr, GLIA_TARGET_AUTO) != GLIA_OK) return;
    const Dataset opened(dataset);
    require_targets(source, dataset);
}

// Labels in a file of their own are numbers: they mean the model's classes only where those are called so.
void require_same_classes(const DataSource& source, const glia_dataset* dataset,
                          const std::vector<std::string>& classes) {
    for (const std::string& name : class_names(dataset)) {
        if (std::find(classes.begin(), classes.end(), name) == classes.end()) {
            throw Failure("'" + source.labels + "' has class '" + name + "', which the model does not know");
        }
    }
    const std::vector<std::string> names = class_names(dataset);
    if (!std::equal(names.begin(), names.end(), classes.begin())) {
        throw Failure("the classes of '" + source.labels + "' are not in the order of the model's");
    }
}

// Every column but the target's. A file of one column for a model of one input has no target to leave out.
Dataset open_before_target(const DataSource& source, std::size_t inputs) {
    try {
        return open(source, GLIA_TARGET_AUTO);
    } catch (const Failure&) {
        if (inputs != 1 || !source.targets.empty()) throw;
        return open(source, GLIA_TARGET_NONE);
    }
}

Dataset open_with_targets_of(const glia_model* model, const DataSource& source) {
    const std::vector<std::string> classes = class_names(model);
    if (!source.labels.empty()) {
        Dataset dataset = open_with_labels(source, classes.empty());
        if (!classes.empty()) require_same_classes(source, dataset.get(), classes);
        return dataset;
    }
    try {
        return classes.empty() ? open(source, GLIA_TARGET_VALUES) : open_classes(source, classes);
    } catch (const Failure&) {
        // Images without their labels are no CSV file: say what is missing rather than that.
        refuse_missing_labels(source);
        throw;
    }
}

Dataset open_inputs(const DataSource& source, std::size_t inputs) {
    Dataset dataset = open_before_target(source, inputs);
    const bool may_end_with_target = source.targets.empty() && has_targets(dataset.get());
    if (may_end_with_target && glia_dataset_features(dataset.get()) + 1 == inputs) {
        dataset = open(source, GLIA_TARGET_NONE);
    }
    require_inputs(source, dataset.get(), inputs);
    return dataset;
}

}  // namespace

void require_inputs(const DataSource& source, const glia_dataset* dataset, std::size_t inputs) {
    const std::size_t features = glia_dataset_features(dataset);
    if (features == inputs) return;
    throw Failure("'" + source.path + "' has " + count_of(features, "feature") + "; the model takes " +
                  grouped(inputs));
}

bool takes_missing(const glia_model* model) {
    return text([&](auto... out) { return glia_model_missing_policy(model, out...); }) == "mean";
}

Dataset open_for_training(const DataSource& source, std::int32_t target_kind) {
    Dataset dataset = open(source, target_kind);
    require_targets(source, dataset.get());
    return with_weights(source, std::move(dataset));
}

Dataset open_for_evaluation(const DataSource& source, const glia_model* model) {
    Dataset dataset = open_with_targets_of(model, source);
    const DataSource fitting = with_categories_of(model, dataset.get(), source);
    if (fitting.categorical.size() > source.categorical.size()) dataset = open_with_targets_of(model, fitting);
    return dataset;
}

Dataset open_for_prediction(const DataSource& source, const glia_model* model) {
    const std::size_t inputs = glia_model_inputs(model);
    Dataset dataset = open_inputs(source, inputs);
    const DataSource fitting = with_categories_of(model, dataset.get(), source);
    if (fitting.categorical.size() > source.categorical.size()) dataset = open_inputs(fitting, inputs);
    return dataset;
}

std::vector<std::string> class_names(const glia_model* model) {
    return names_of(model, glia_model_class_count(model), glia_model_class_name);
}

std::vector<std::string> class_names(const glia_dataset* dataset) {
    return names_of(dataset, glia_dataset_class_count(dataset), glia_dataset_class_name);
}

std::string summary(const DataSource& source, std::size_t rows, const glia_dataset* dataset) {
    const std::size_t classes = glia_dataset_class_count(dataset);
    return source.path + ": " + count_of(rows, "row") + ", " + count_of(glia_dataset_features(dataset), "feature") +
           ", " + (classes > 0 ? count_of(classes, "class") : count_of(glia_dataset_outputs(dataset), "target value"));
}

Rows copy_rows(const glia_dataset* dataset, std::size_t first, std::size_t count) {
    Rows rows;
    rows.x.resize(count * glia_dataset_features(dataset));
    rows.targets.resize(count * glia_dataset_outputs(dataset));
    rows.classes.resize(glia_dataset_class_count(dataset) > 0 ? count : 0);
    check(glia_dataset_get_rows(dataset, first, count, rows.x.data(),
                                rows.targets.empty() ? nullptr : rows.targets.data(),
                                rows.classes.empty() ? nullptr : rows.classes.data()));
    return rows;
}

}  // namespace glia::cli
