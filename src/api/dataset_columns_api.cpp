// Columns of which values may be missing, or that hold categories.
#include <string>
#include <vector>

#include "api/caller_rows.hpp"
#include "api/guard.hpp"
#include "api/handles.hpp"
#include "api/names.hpp"
#include "glia/dataset.h"

using glia::Dataset;
using glia::invalid;
using glia::api::give_text;
using glia::api::guard;
using glia::api::Keep;
using glia::api::Nan;
using glia::api::required;
using glia::api::with_classes;
using glia::api::with_values;

extern "C" {

glia_status glia_dataset_create_missing(glia_dataset** out, const float* x, size_t rows, size_t features,
                                        size_t x_stride, const float* targets, size_t outputs, size_t targets_stride) {
    return guard([&] {
        required(out, "out") = nullptr;
        *out = new glia_dataset{with_values({x, rows, features, x_stride, "x"},
                                            {targets, rows, outputs, targets_stride, "targets"}, Keep::copy,
                                            Nan::missing)};
    });
}

glia_status glia_dataset_create_classes_missing(glia_dataset** out, const float* x, size_t rows, size_t features,
                                                size_t x_stride, const int32_t* classes, size_t class_count) {
    return guard([&] {
        required(out, "out") = nullptr;
        *out = new glia_dataset{
            with_classes({x, rows, features, x_stride, "x"}, classes, class_count, Keep::copy, Nan::missing)};
    });
}

glia_status glia_dataset_with_categories(const glia_dataset* dataset, size_t feature, const char* const* names,
                                         size_t count, glia_dataset** out) {
    return guard([&] {
        required(out, "out") = nullptr;
        const Dataset& value = required(dataset, "dataset").value;
        *out = new glia_dataset{value.with_categories(feature, glia::api::copy_names(names, count, "names", "count"))};
    });
}

size_t glia_dataset_category_count(const glia_dataset* dataset, size_t feature) {
    return dataset == nullptr ? 0 : dataset->value.categories(feature).size();
}

glia_status glia_dataset_category_name(const glia_dataset* dataset, size_t feature, size_t index, char* buffer,
                                       size_t capacity, size_t* needed) {
    return guard([&] {
        const Dataset& value = required(dataset, "dataset").value;
        if (feature >= value.features()) {
            throw invalid("feature {} does not exist; the data set has {}", feature, value.features());
        }
        const auto names = value.categories(feature);
        if (index >= names.size()) {
            throw invalid("category {} does not exist; feature {} has {}", index, feature, names.size());
        }
        give_text(names[index], buffer, capacity, needed);
    });
}

int32_t glia_dataset_has_missing(const glia_dataset* dataset) {
    int32_t missing = 0;
    guard([&] { missing = dataset != nullptr && dataset->value.has_missing() ? 1 : 0; });
    return missing;
}
}
