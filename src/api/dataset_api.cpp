#include "glia/dataset.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/caller_rows.hpp"
#include "api/guard.hpp"
#include "api/handles.hpp"
#include "api/open_data.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "io/csv.hpp"
#include "io/csv_text.hpp"

using glia::CsvOptions;
using glia::CsvTarget;
using glia::Dataset;
using glia::InputFile;
using glia::invalid;
using glia::Json;
using glia::shown_entry;
using glia::api::DataOptions;
using glia::api::give_text;
using glia::api::guard;
using glia::api::Keep;
using glia::api::required;
using glia::api::required_text;
using glia::api::with_classes;
using glia::api::with_values;

namespace {

CsvOptions csv_options(const char* target, std::int32_t target_kind) {
    CsvOptions options;
    options.kind = glia::api::csv_target(target_kind);
    if (target == nullptr) return options;
    if (options.kind == CsvTarget::none) {
        throw invalid("target is {}; it must be NULL where there is no target column", shown_entry(target));
    }
    options.targets = {target};
    return options;
}

DataOptions data_options(const char* labels_path, std::int32_t target_kind) {
    DataOptions options;
    if (labels_path != nullptr) options.labels = labels_path;
    options.target_kind = target_kind;
    return options;
}

Json description(const Dataset& dataset) {
    Json features = Json::array();
    for (std::size_t i = 0; i < dataset.features(); ++i) features.push_back(dataset.feature_name(i));
    Json result;
    result["rows"] = dataset.rows();
    result["features"] = std::move(features);
    result["outputs"] = dataset.outputs();
    result["classes"] = dataset.class_names();
    const std::vector<std::size_t> class_rows = dataset.class_rows();
    const bool known = class_rows.size() == dataset.class_count();
    result["class_rows"] = known ? Json(class_rows) : Json(nullptr);
    return result;
}

void check_rows(const Dataset& dataset, std::size_t first, std::size_t count) {
    if (first <= dataset.rows() && count <= dataset.rows() - first) return;
    throw invalid("first is {} and count is {}; the data set has {} rows", first, count, dataset.rows());
}

// What every function that makes a data set does.
template <class Make>
glia_status make(glia_dataset** out, Make&& make_value) {
    return guard([&] {
        required(out, "out") = nullptr;
        *out = new glia_dataset{make_value()};
    });
}

}  // namespace

extern "C" {

glia_status glia_dataset_create(glia_dataset** out, const float* x, size_t rows, size_t features, size_t x_stride,
                                const float* targets, size_t outputs, size_t targets_stride) {
    return make(out, [&] {
        return with_values({x, rows, features, x_stride, "x"}, {targets, rows, outputs, targets_stride, "targets"},
                           Keep::copy);
    });
}

glia_status glia_dataset_create_classes(glia_dataset** out, const float* x, size_t rows, size_t features,
                                        size_t x_stride, const int32_t* classes, size_t class_count) {
    return make(out, [&] {
        return with_classes({x, rows, features, x_stride, "x"}, classes, class_count, Keep::copy);
    });
}

glia_status glia_dataset_borrow(glia_dataset** out, const float* x, size_t rows, size_t features, size_t x_stride,
                                const float* targets, size_t outputs, size_t targets_stride) {
    return make(out, [&] {
        return with_values({x, rows, features, x_stride, "x"}, {targets, rows, outputs, targets_stride, "targets"},
                           Keep::pointers);
    });
}

glia_status glia_dataset_borrow_classes(glia_dataset** out, const float* x, size_t rows, size_t features,
                                        size_t x_stride, const int32_t* classes, size_t class_count) {
    return make(out, [&] {
        return with_classes({x, rows, features, x_stride, "x"}, classes, class_count, Keep::pointers);
    });
}

glia_status glia_dataset_open_csv(glia_dataset** out, const char* path, const char* target, int32_t target_kind) {
    return make(out, [&] {
        const CsvOptions options = csv_options(target, target_kind);
        InputFile file(required_text(path, "path"));
        return glia::read_csv(file, options);
    });
}

glia_status glia_dataset_open_csv_classes(glia_dataset** out, const char* path, const char* target,
                                          const char* const* classes, size_t class_count) {
    return make(out, [&] {
        CsvOptions options = csv_options(target, GLIA_TARGET_CLASSES);
        options.classes = glia::api::required_names(classes, class_count, "classes", "class_count");
        InputFile file(required_text(path, "path"));
        return glia::read_csv(file, options);
    });
}

glia_status glia_dataset_open_idx(glia_dataset** out, const char* images_path, const char* labels_path) {
    return make(out, [&] {
        InputFile images(required_text(images_path, "images_path"));
        return glia::api::open_idx(images, data_options(labels_path, GLIA_TARGET_AUTO));
    });
}

glia_status glia_dataset_open_npy(glia_dataset** out, const char* x_path, const char* targets_path,
                                  int32_t target_kind) {
    return make(out, [&] {
        InputFile x(required_text(x_path, "x_path"));
        return glia::api::open_npy(x, data_options(targets_path, target_kind));
    });
}

glia_status glia_dataset_open(glia_dataset** out, const char* path, const char* labels_path, const char* target,
                              int32_t target_kind) {
    return make(out, [&] {
        DataOptions options = data_options(labels_path, target_kind);
        options.csv = csv_options(target, target_kind);
        return glia::api::open_data(required_text(path, "path"), options);
    });
}

glia_status glia_dataset_split(const glia_dataset* dataset, double fraction, int32_t stratify, uint64_t seed,
                               glia_dataset** first, glia_dataset** second) {
    return guard([&] {
        if (first != nullptr) *first = nullptr;
        if (second != nullptr) *second = nullptr;
        if (&required(first, "first") == &required(second, "second")) {
            throw invalid("first and second are the same pointer; they must be two, for the two parts");
        }
        glia::Split parts = glia::split(required(dataset, "dataset").value, fraction, stratify != 0, seed);
        auto one = std::make_unique<glia_dataset>(glia_dataset{std::move(parts.first)});
        *second = new glia_dataset{std::move(parts.second)};
        *first = one.release();
    });
}

glia_status glia_dataset_with_weights(glia_dataset** out, const glia_dataset* dataset, const float* weights,
                                      size_t count) {
    return make(out, [&] {
        const Dataset& value = required(dataset, "dataset").value;
        if (count > 0) required(weights, "weights");
        // Before anything is copied: a wrong count could be any number.
        if (count != value.rows()) {
            throw invalid("count is {}; the data set has {} rows, and each needs a weight", count, value.rows());
        }
        return value.with_weights({weights, weights + count});
    });
}

void glia_dataset_destroy(glia_dataset* dataset) {
    delete dataset;
}

size_t glia_dataset_rows(const glia_dataset* dataset) {
    return dataset == nullptr ? 0 : dataset->value.rows();
}

size_t glia_dataset_features(const glia_dataset* dataset) {
    return dataset == nullptr ? 0 : dataset->value.features();
}

size_t glia_dataset_outputs(const glia_dataset* dataset) {
    return dataset == nullptr ? 0 : dataset->value.outputs();
}

size_t glia_dataset_class_count(const glia_dataset* dataset) {
    return dataset == nullptr ? 0 : dataset->value.class_count();
}

glia_status glia_dataset_class_name(const glia_dataset* dataset, size_t index, char* buffer, size_t capacity,
                                    size_t* needed) {
    return guard([&] {
        const Dataset& value = required(dataset, "dataset").value;
        if (index >= value.class_count()) {
            throw invalid("class {} does not exist; the data set has {}", index, value.class_count());
        }
        give_text(value.class_names()[index], buffer, capacity, needed);
    });
}

glia_status glia_dataset_feature_name(const glia_dataset* dataset, size_t index, char* buffer, size_t capacity,
                                      size_t* needed) {
    return guard([&] {
        const Dataset& value = required(dataset, "dataset").value;
        if (index >= value.features()) {
            throw invalid("feature {} does not exist; the data set has {}", index, value.features());
        }
        give_text(value.feature_name(index), buffer, capacity, needed);
    });
}

glia_status glia_dataset_get_rows(const glia_dataset* dataset, size_t first, size_t count, float* x, float* targets,
                                  int32_t* classes) {
    return guard([&] {
        const Dataset& value = required(dataset, "dataset").value;
        value.require_picking();
        check_rows(value, first, count);
        if (targets != nullptr && value.outputs() == 0) throw invalid("targets must be NULL: the data set has none");
        if (classes != nullptr && !value.has_classes()) throw invalid("classes must be NULL: the data set has none");
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t row = first + i;
            if (x != nullptr) value.copy_x(row, x + i * value.features());
            if (targets != nullptr) std::copy_n(value.targets(row), value.outputs(), targets + i * value.outputs());
            if (classes != nullptr) classes[i] = value.class_of(row);
        }
    });
}

int32_t glia_dataset_has_weights(const glia_dataset* dataset) {
    return dataset != nullptr && dataset->value.has_weights() ? 1 : 0;
}

glia_status glia_dataset_get_weights(const glia_dataset* dataset, float* weights, size_t capacity, size_t* needed) {
    return guard([&] {
        const Dataset& value = required(dataset, "dataset").value;
        if (!glia::api::takes(value.rows(), "elements", weights, capacity, needed)) return;
        for (std::size_t i = 0; i < value.rows(); ++i) weights[i] = value.weight(i);
    });
}

glia_status glia_dataset_get_metadata(const glia_dataset* dataset, size_t index, double* values, size_t capacity,
                                      size_t* needed) {
    return guard([&] {
        const Dataset& value = required(dataset, "dataset").value;
        if (index >= value.metadata_columns()) {
            throw invalid("metadata column {} does not exist; the data set has {}", index, value.metadata_columns());
        }
        if (!glia::api::takes(value.rows(), "elements", values, capacity, needed)) return;
        for (std::size_t i = 0; i < value.rows(); ++i) values[i] = value.metadata(index, i);
    });
}

glia_status glia_dataset_describe(const glia_dataset* dataset, char* buffer, size_t capacity, size_t* needed) {
    return guard([&] { give_text(description(required(dataset, "dataset").value).dump(), buffer, capacity, needed); });
}
}
