#include "glia/metrics.h"

#include <algorithm>

#include "api/caller_array.hpp"
#include "api/guard.hpp"
#include "base/buffer.hpp"
#include "core/metrics/class_counts.hpp"
#include "core/metrics/metrics.hpp"
#include "glia/dataset.h"

using glia::invalid;
using glia::api::array;
using glia::api::guard;
using glia::api::optional_array;
using glia::api::required;

namespace {

void check_class_count(std::size_t class_count) {
    if (class_count >= 1 && class_count <= GLIA_MAX_CLASSES) return;
    throw invalid("class_count is {}; it must be from 1 to {}", class_count, GLIA_MAX_CLASSES);
}

// The score of each class, where the caller wants it.
void give_scores(const glia::ClassCounts& counts, glia::ClassScore score, double* scores) {
    if (scores == nullptr) return;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        scores[k] = score(counts.right[k], counts.truth[k], counts.predicted[k]);
    }
}

}  // namespace

extern "C" {

glia_status glia_metrics_classify(const float* y, size_t rows, size_t outputs, int32_t* classes) {
    return guard([&] {
        if (outputs == 0) throw invalid("outputs is 0; it must be at least 1");
        glia::classify(array(y, glia::checked_product(rows, outputs), "y").data(), outputs,
                       array(classes, rows, "classes"));
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
        check_class_count(class_count);
        glia::confusion(array(truth, rows, "truth"), array(predicted, rows, "predicted"), class_count,
                        &required(matrix, "matrix"));
    });
}

glia_status glia_metrics_per_class(const int32_t* truth, const int32_t* predicted, const float* weights, size_t rows,
                                   size_t class_count, double* precision, double* recall, double* f1, double* support) {
    return guard([&] {
        check_class_count(class_count);
        const glia::CountedClasses counted(array(truth, rows, "truth"), array(predicted, rows, "predicted"),
                                           optional_array(weights, rows), class_count);
        const glia::ClassCounts counts = counted.counts();
        give_scores(counts, glia::precision, precision);
        give_scores(counts, glia::recall, recall);
        give_scores(counts, glia::f1, f1);
        if (support != nullptr) std::copy(counts.truth.begin(), counts.truth.end(), support);
    });
}
}
