// glia/cpp/metrics.hpp: how good predictions are (metrics.h).
#ifndef GLIA_CPP_METRICS_HPP
#define GLIA_CPP_METRICS_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "glia/cpp/handle.hpp"
#include "glia/dataset.h"
#include "glia/metrics.h"

namespace glia {
// How good predictions are, of whole arrays.
namespace metrics {

// NULL for no weights, of which there must else be one for each row.
inline const float* weights_of(Span<const float> weights, std::size_t rows) {
    if (weights.empty()) return nullptr;
    detail::expect_size("weights", weights.size(), rows);
    return weights.data();
}

// The class of each row of outputs.
inline std::vector<std::int32_t> classify(Span<const float> y, std::size_t outputs) {
    const std::size_t rows = detail::rows_of("y", y.size(), outputs);
    std::vector<std::int32_t> classes(rows);
    detail::call(glia_metrics_classify, y.data(), rows, outputs, classes.data());
    return classes;
}

// The share of rows whose predicted class is the true one; NaN for no rows.
inline double accuracy(Span<const std::int32_t> truth, Span<const std::int32_t> predicted) {
    detail::expect_size("predicted", predicted.size(), truth.size());
    double value = 0;
    detail::call(glia_metrics_accuracy, truth.data(), predicted.data(), truth.size(), &value);
    return value;
}

// class_count x class_count: in row t and column p, the rows of true class t predicted as p.
inline std::vector<std::uint64_t> confusion(Span<const std::int32_t> truth, Span<const std::int32_t> predicted,
                                            std::size_t class_count) {
    detail::expect_size("predicted", predicted.size(), truth.size());
    std::vector<std::uint64_t> matrix(class_count <= GLIA_MAX_CLASSES ? class_count * class_count : 0);
    detail::call(glia_metrics_confusion, truth.data(), predicted.data(), truth.size(), class_count, matrix.data());
    return matrix;
}

// Figures of each class.
struct PerClass {
    // One number for each class; support is its rows, or their weight.
    std::vector<double> precision, recall, f1, support;
};
// Precision, recall and F1 of each class.
inline PerClass per_class(Span<const std::int32_t> truth, Span<const std::int32_t> predicted, std::size_t class_count,
                          Span<const float> weights = {}) {
    detail::expect_size("predicted", predicted.size(), truth.size());
    const std::vector<double> zeros(class_count <= GLIA_MAX_CLASSES ? class_count : 0);
    PerClass result{zeros, zeros, zeros, zeros};
    detail::call(glia_metrics_per_class, truth.data(), predicted.data(), weights_of(weights, truth.size()),
                 truth.size(), class_count, result.precision.data(), result.recall.data(), result.f1.data(),
                 result.support.data());
    return result;
}

// A metric, a spec, of outputs against targets or classes.
inline double compute(const std::string& metric, Span<const float> y, std::size_t outputs, Span<const float> targets,
                      Span<const float> weights = {}) {
    const std::size_t rows = detail::rows_of("y", y.size(), outputs);
    detail::expect_size("targets", targets.size(), y.size());
    double value = 0;
    detail::call(glia_metrics_compute, metric.c_str(), y.data(), rows, outputs, targets.data(),
                 weights_of(weights, rows), &value);
    return value;
}
inline double compute_classes(const std::string& metric, Span<const float> y, std::size_t outputs,
                              Span<const std::int32_t> classes, Span<const float> weights = {}) {
    const std::size_t rows = detail::rows_of("y", y.size(), outputs);
    detail::expect_size("classes", classes.size(), rows);
    double value = 0;
    detail::call(glia_metrics_compute_classes, metric.c_str(), y.data(), rows, outputs, classes.data(),
                 weights_of(weights, rows), &value);
    return value;
}

// The points of a curve.
struct Curve {
    // A point is (x[i], y[i]), for scores from thresholds[i] up.
    std::vector<double> x, y, thresholds;
};
// The curve that a function of metrics.h makes.
template <class Function>
Curve curve(Function function, Span<const float> scores, Span<const std::int32_t> truth, Span<const float> weights) {
    detail::expect_size("truth", truth.size(), scores.size());
    const std::vector<double> zeros(scores.size() + 1);
    Curve result{zeros, zeros, zeros};
    std::size_t points = 0;
    detail::call(function, scores.data(), truth.data(), weights_of(weights, scores.size()), scores.size(),
                 result.x.data(), result.y.data(), result.thresholds.data(), zeros.size(), &points);
    for (std::vector<double>* const axis : {&result.x, &result.y, &result.thresholds}) axis->resize(points);
    return result;
}
// The ROC curve. x: the false positive rate, y: the true positive rate.
inline Curve roc_curve(Span<const float> scores, Span<const std::int32_t> truth, Span<const float> weights = {}) {
    return curve(glia_metrics_roc_curve, scores, truth, weights);
}
// The precision-recall curve. x: recall, y: precision.
inline Curve precision_recall_curve(Span<const float> scores, Span<const std::int32_t> truth,
                                    Span<const float> weights = {}) {
    return curve(glia_metrics_precision_recall_curve, scores, truth, weights);
}

// The points of a calibration curve.
struct Calibration {
    // One number for each bin; NaN twice and weight 0 where it is empty.
    std::vector<double> mean_probability, positive_share, weight;
};
// The calibration curve, of `bins` bins of equal width over [0, 1].
inline Calibration calibration_curve(Span<const float> probabilities, Span<const std::int32_t> truth, std::size_t bins,
                                     Span<const float> weights = {}) {
    detail::expect_size("truth", truth.size(), probabilities.size());
    const std::vector<double> zeros(bins <= GLIA_MAX_CALIBRATION_BINS ? bins : 0);
    Calibration result{zeros, zeros, zeros};
    detail::call(glia_metrics_calibration_curve, probabilities.data(), truth.data(),
                 weights_of(weights, probabilities.size()), probabilities.size(), bins, result.mean_probability.data(),
                 result.positive_share.data(), result.weight.data());
    return result;
}

}  // namespace metrics

// A metric of rows that come in batches.
class Metric {
 public:
    // has_classes: whether each row has one class.
    Metric(const std::string& metric, std::size_t outputs, bool has_classes)
        : handle_(detail::make<Handle>(glia_metric_create, metric.c_str(), outputs, has_classes ? 1 : 0)),
          outputs_(outputs) {}

    // Adds rows with their targets or classes.
    Metric& add(Span<const float> y, Span<const float> targets, Span<const float> weights = {}) {
        const std::size_t rows = detail::rows_of("y", y.size(), outputs_);
        detail::expect_size("targets", targets.size(), y.size());
        detail::call(glia_metric_add, get(), y.data(), rows, targets.data(), metrics::weights_of(weights, rows));
        return *this;
    }
    Metric& add_classes(Span<const float> y, Span<const std::int32_t> classes, Span<const float> weights = {}) {
        const std::size_t rows = detail::rows_of("y", y.size(), outputs_);
        detail::expect_size("classes", classes.size(), rows);
        detail::call(glia_metric_add_classes, get(), y.data(), rows, classes.data(),
                     metrics::weights_of(weights, rows));
        return *this;
    }
    // The figure of all rows so far.
    double value() const {
        double result = 0;
        detail::call(glia_metric_value, get(), &result);
        return result;
    }
    // Forgets all rows.
    void reset() { detail::call(glia_metric_reset, get()); }

    // The handle, for functions of C; the object keeps it.
    glia_metric* get() noexcept { return handle_.get(); }
    const glia_metric* get() const noexcept { return handle_.get(); }

 private:
    using Handle = detail::Handle<glia_metric, glia_metric_destroy>;

    Handle handle_;
    std::size_t outputs_;
};

}  // namespace glia

#endif
