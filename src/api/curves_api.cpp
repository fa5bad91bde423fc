// Curves over thresholds: the third part of metrics.h.
#include "core/metrics/curves.hpp"

#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "api/caller_array.hpp"
#include "api/guard.hpp"
#include "core/data/row_weights.hpp"
#include "core/metrics/calibration.hpp"
#include "glia/metrics.h"

using glia::CalibrationBin;
using glia::CurvePoint;
using glia::invalid;
using glia::Ranking;
using glia::Scored;
using glia::api::array;
using glia::api::guard;
using glia::api::optional_array;
using glia::api::required;
using glia::api::takes;

namespace {

// Throws Error for what cannot be a score, a truth or a weight.
std::vector<Scored> scored_rows(const float* scores, const char* name, const std::int32_t* truth, const float* weights,
                                std::size_t rows) {
    const std::span<const float> values = array(scores, rows, name);
    const std::span<const std::int32_t> positive = array(truth, rows, "truth");
    const std::span<const float> weight = optional_array(weights, rows);
    glia::check_row_weights(weight);
    std::vector<Scored> scored(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        if (!std::isfinite(values[i]))
            throw invalid("{}: row {} (from 0) is {}; it must be finite", name, i, values[i]);
        if (positive[i] != 0 && positive[i] != 1) {
            throw invalid("truth: row {} (from 0) is {}; it must be 0 or 1", i, positive[i]);
        }
        scored[i] = {values[i], positive[i] == 1, weight.empty() ? 1 : static_cast<double>(weight[i])};
    }
    return scored;
}

// Where a curve's points go.
struct CurveArrays {
    double* x;
    double* y;
    double* thresholds;
    const char* x_name;
    const char* y_name;
};

void give(const std::vector<CurvePoint>& points, const CurveArrays& arrays, std::size_t capacity, std::size_t* needed) {
    if (!takes(points.size(), "points", arrays.x, capacity, needed)) return;
    required(arrays.x, arrays.x_name);
    required(arrays.y, arrays.y_name);
    required(arrays.thresholds, "thresholds");
    for (std::size_t i = 0; i < points.size(); ++i) {
        arrays.x[i] = points[i].x;
        arrays.y[i] = points[i].y;
        arrays.thresholds[i] = points[i].threshold;
    }
}

void check_bins(std::size_t bins) {
    if (bins >= 1 && bins <= GLIA_MAX_CALIBRATION_BINS) return;
    throw invalid("bins is {}; it must be from 1 to {}", bins, GLIA_MAX_CALIBRATION_BINS);
}

std::vector<double> gather(const std::vector<Scored>& rows, std::size_t bins) {
    std::vector<double> gathered(bins * glia::numbers_of_bin);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].score < 0 || rows[i].score > 1) {
            throw invalid("probabilities: row {} (from 0) is {}; it must be in [0, 1]", i, rows[i].score);
        }
        glia::add_to_bin(rows[i].score, rows[i].positive, rows[i].weight, gathered);
    }
    return gathered;
}

}  // namespace

extern "C" {

glia_status glia_metrics_roc_curve(const float* scores, const int32_t* truth, const float* weights, size_t rows,
                                   double* false_positive_rate, double* true_positive_rate, double* thresholds,
                                   size_t capacity, size_t* needed) {
    return guard([&] {
        const Ranking ranking(scored_rows(scores, "scores", truth, weights, rows));
        give(roc_curve(ranking),
             {false_positive_rate, true_positive_rate, thresholds, "false_positive_rate", "true_positive_rate"},
             capacity, needed);
    });
}

glia_status glia_metrics_precision_recall_curve(const float* scores, const int32_t* truth, const float* weights,
                                                size_t rows, double* recall, double* precision, double* thresholds,
                                                size_t capacity, size_t* needed) {
    return guard([&] {
        const Ranking ranking(scored_rows(scores, "scores", truth, weights, rows));
        give(precision_recall_curve(ranking), {recall, precision, thresholds, "recall", "precision"}, capacity, needed);
    });
}

glia_status glia_metrics_calibration_curve(const float* probabilities, const int32_t* truth, const float* weights,
                                           size_t rows, size_t bins, double* mean_probability, double* positive_share,
                                           double* weight) {
    return guard([&] {
        check_bins(bins);
        required(mean_probability, "mean_probability");
        required(positive_share, "positive_share");
        required(weight, "weight");
        const std::vector<double> gathered =
            gather(scored_rows(probabilities, "probabilities", truth, weights, rows), bins);
        for (std::size_t i = 0; i < bins; ++i) {
            const CalibrationBin bin = glia::bin_of(gathered, i);
            mean_probability[i] = bin.probability / bin.weight;
            positive_share[i] = bin.truth / bin.weight;
            weight[i] = bin.weight;
        }
    });
}
}
