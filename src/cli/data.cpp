#include "data.hpp"

#include <algorithm>

#include "glia/scaling.h"
#include "number.hpp"

namespace glia::cli {
namespace {

using Options = std::unique_ptr<glia_data_options, Destroy>;

Options options_of(const DataSource& source, std::int32_t target_kind) {
    Options options = create<glia_data_options>([](glia_data_options** out) { return glia_data_options_create(out); });
    glia_data_options* const to = options.get();
    if (!source.labels.empty()) check(glia_data_options_set_labels(to, source.labels.c_str()));
    for (const std::string& column : source.targets) check(glia_data_options_add_target(to, column.c_str()));
    for (const std::string& column : source.ignored) check(glia_data_options_add_ignored(to, column.c_str()));
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

Dataset open_with_classes(const DataSource& source, const std::vector<std::string>& classes) {
    std::vector<const char*> names;
    names.reserve(classes.size());
    for (const std::string& name : classes) names.push_back(name.c_str());
    const Options options = options_of(source, GLIA_TARGET_CLASSES);
    check(glia_data_options_set_classes(options.get(), names.data(), names.size()));
    return open_with(source, options.get());
}

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

template <class Object, class Name>
std::vector<std::string> names_of(const Object* object, std::size_t count, Name&& name) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(text([&](auto... out) { return name(object, i, out...); }));
    return names;
}

void require_inputs(const DataSource& source, const glia_dataset* dataset, std::size_t inputs) {
    const std::size_t features = glia_dataset_features(dataset);
    if (features == inputs) return;
    throw Failure("'" + source.path + "' has " + count_of(features, "feature") + "; the model takes " +
                  grouped(inputs));
}

}  // namespace

bool takes_missing(const glia_model* model) {
    return text([&](auto... out) { return glia_model_missing_policy(model, out...); }) == "mean";
}

Dataset open_for_training(const DataSource& source, std::int32_t target_kind) {
    Dataset dataset = open(source, target_kind);
    require_targets(source, dataset.get());
    return dataset;
}

Dataset open_for_evaluation(const DataSource& source, const glia_model* model) {
    const std::vector<std::string> classes = class_names(model);
    if (!source.labels.empty()) {
        Dataset dataset = open_with_labels(source, classes.empty());
        if (!classes.empty()) require_same_classes(source, dataset.get(), classes);
        return dataset;
    }
    try {
        return classes.empty() ? open(source, GLIA_TARGET_VALUES) : open_with_classes(source, classes);
    } catch (const Failure&) {
        // Images without their labels are no CSV file: say what is missing rather than that.
        refuse_missing_labels(source);
        throw;
    }
}

Dataset open_for_prediction(const DataSource& source, std::size_t inputs) {
    Dataset dataset = open_before_target(source, inputs);
    const bool may_end_with_target = source.targets.empty() && has_targets(dataset.get());
    if (may_end_with_target && glia_dataset_features(dataset.get()) + 1 == inputs) {
        dataset = open(source, GLIA_TARGET_NONE);
    }
    require_inputs(source, dataset.get(), inputs);
    return dataset;
}

std::vector<std::string> class_names(const glia_model* model) {
    return names_of(model, glia_model_class_count(model), glia_model_class_name);
}

std::vector<std::string> class_names(const glia_dataset* dataset) {
    return names_of(dataset, glia_dataset_class_count(dataset), glia_dataset_class_name);
}

std::string summary(const DataSource& source, const glia_dataset* dataset) {
    const std::size_t classes = glia_dataset_class_count(dataset);
    return source.path + ": " + count_of(glia_dataset_rows(dataset), "row") + ", " +
           count_of(glia_dataset_features(dataset), "feature") + ", " +
           (classes > 0 ? count_of(classes, "class") : count_of(glia_dataset_outputs(dataset), "target value"));
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
