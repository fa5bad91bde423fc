#include "glia/metrics.h"

#include "api/guard.hpp"
#include "core/metrics.hpp"
#include "glia/dataset.h"

using glia::invalid;
using glia::api::guard;
using glia::api::required;

namespace {

// An array of `rows` numbers, which may be NULL when there are none.
template <class T>
std::span<T> array(T* values, std::size_t rows, const char* name) {
    if (rows > 0) required(values, name);
    return {values, rows};
}

}  // namespace

extern "C" {

glia_status glia_metrics_classify(const float* y, size_t rows, size_t outputs, int32_t* classes) {
    return guard([&] {
        if (outputs == 0) throw invalid("outputs is 0; it must be at least 1");
        glia::classify(array(y, rows, "y").data(), outputs, array(classes, rows, "classes"));
    });
}

glia_status glia_metrics_accuracy(const int32_t* truth, const int32_t* predicted, size_t rows, double* accuracy) {
    return guard([&] {
        required(accuracy, "accuracy") =
            glia::accuracy(array(truth, rows, "truth"), array(predicted, rows, "predicted"));
    });
}

glia_status glia_metrics_confusion(const int32_t* truth, const int32_t* predicted, size_t rows, size_t class_count,
                                   uint64_t* matrix) {
    return guard([&] {
        if (class_count < 1 || class_count > GLIA_MAX_CLASSES) {
            throw invalid("class_count is {}; it must be from 1 to {}", class_count, GLIA_MAX_CLASSES);
        }
        glia::confusion(array(truth, rows, "truth"), array(predicted, rows, "predicted"), class_count,
                        &required(matrix, "matrix"));
    });
}
}
