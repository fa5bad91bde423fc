// Metrics by name.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "core/metrics/calibration.hpp"
#include "core/metrics/decision_metrics.hpp"
#include "core/metrics/probability_metrics.hpp"
#include "core/metrics/ranking_metrics.hpp"
#include "core/metrics/regression_metrics.hpp"

namespace glia {
namespace {

constexpr std::string_view family = "metric";

const std::vector<SpecDefinition>& definitions() {
    static const std::vector<SpecDefinition> list = {
        {"accuracy", "share of rows whose class is the predicted one; of answers, for labels", {}},
        {"balanced_accuracy", "mean over classes of their recall", {}},
        {"brier", "squared error of probabilities (Brier, 1950)", {}},
        {"calibration_error",
         "difference between probabilities and how often they come true, in bins (Naeini et al., 2015)",
         {{"bins", 10, 1, max_calibration_bins}}},
        {"cohen_kappa", "agreement beyond what chance gives (Cohen, 1960)", {}},
        {"explained_variance", "share of the targets' variance that outputs account for", {}},
        {"f1", "harmonic mean of precision and recall, of the second of two classes", {}},
        {"f1_macro", "mean over classes of their f1", {}},
        {"f1_micro", "f1 of the sums over classes", {}},
        {"f1_weighted", "mean over classes of their f1, by their rows", {}},
        {"log_loss", "-log of the probability given to the truth", {}},
        {"mae", "mean absolute error", {}},
        {"mape", "mean absolute error relative to the target, as a share", {}},
        {"matthews_correlation", "correlation of classes and predictions (Matthews, 1975)", {}},
        {"median_absolute_error", "median of absolute errors", {}},
        {"mse", "mean squared error", {}},
        {"pr_auc", "average precision, the area below precision over recall; each class against the rest", {}},
        {"precision", "share of the rows predicted as the second of two classes that are of it", {}},
        {"precision_macro", "mean over classes of their precision", {}},
        {"precision_micro", "precision of the sums over classes", {}},
        {"precision_weighted", "mean over classes of their precision, by their rows", {}},
        {"r2", "coefficient of determination: 1 - squared errors / squared deviations of the targets", {}},
        {"recall", "share of the rows of the second of two classes that are predicted as it", {}},
        {"recall_macro", "mean over classes of their recall", {}},
        {"recall_micro", "recall of the sums over classes", {}},
        {"recall_weighted", "mean over classes of their recall, by their rows", {}},
        {"rmse", "root of the mean squared error", {}},
        {"roc_auc", "area below true over false positives (Hanley and McNeil, 1982); each class against the rest", {}},
        {"top_k_accuracy",
         "share of rows whose class is among the k largest outputs",
         {{"k", 5, 1, std::numeric_limits<std::int32_t>::max()}}},
    };
    return list;
}

// The figures that are errors; all others are better when larger.
constexpr std::array<std::string_view, 8> errors = {
    "brier", "calibration_error", "log_loss", "mae", "mape", "median_absolute_error", "mse", "rmse",
};

// A figure of counts that takes no score of a class.
template <double (*Figure)(const ClassCounts&) noexcept>
double without_score(const ClassCounts& counts, ClassScore /*score*/) {
    return Figure(counts);
}

struct CountFigure {
    std::string_view name;
    CountMetric::Figure figure;
    ClassScore score;
    enum class For {
        all,
        classes,      // not labels
        two_classes,  // of which the second is meant
    } use;
};

constexpr std::array<CountFigure, 16> count_figures = {{
    {"accuracy", without_score<counted_accuracy>, nullptr, CountFigure::For::all},
    {"balanced_accuracy", without_score<balanced_accuracy>, nullptr, CountFigure::For::classes},
    {"cohen_kappa", without_score<cohen_kappa>, nullptr, CountFigure::For::classes},
    {"matthews_correlation", without_score<matthews_correlation>, nullptr, CountFigure::For::classes},
    {"f1", binary, f1, CountFigure::For::two_classes},
    {"f1_macro", macro, f1, CountFigure::For::all},
    {"f1_micro", micro, f1, CountFigure::For::all},
    {"f1_weighted", weighted, f1, CountFigure::For::all},
    {"precision", binary, precision, CountFigure::For::two_classes},
    {"precision_macro", macro, precision, CountFigure::For::all},
    {"precision_micro", micro, precision, CountFigure::For::all},
    {"precision_weighted", weighted, precision, CountFigure::For::all},
    {"recall", binary, recall, CountFigure::For::two_classes},
    {"recall_macro", macro, recall, CountFigure::For::all},
    {"recall_micro", micro, recall, CountFigure::For::all},
    {"recall_weighted", weighted, recall, CountFigure::For::all},
}};

struct RegressionFigure {
    std::string_view name;
    MeanError::Measure measure;
    MeanError::Finish finish;
};

double as_it_is(double mean) noexcept {
    return mean;
}

double root(double mean) noexcept {
    return std::sqrt(mean);
}

constexpr std::array<RegressionFigure, 4> mean_errors = {{
    {"mae", absolute_error, as_it_is},
    {"mape", relative_error, as_it_is},
    {"mse", squared_error, as_it_is},
    {"rmse", squared_error, root},
}};

void require_fit(const CountFigure& figure, const MetricTask& task) {
    if (figure.use != CountFigure::For::all && task.has_labels()) {
        throw invalid("{0} is for one class a row; with several labels in a row, take {1}", figure.name,
                      figure.score != nullptr ? format("{0}_macro, {0}_micro or {0}_weighted", figure.name)
                                              : "accuracy or f1_macro");
    }
    if (figure.use != CountFigure::For::two_classes || task.class_count() == 2) return;
    throw invalid("{0} is for two classes; with {1}, take {0}_macro, {0}_micro or {0}_weighted", figure.name,
                  task.class_count());
}

std::unique_ptr<Metric> make_count_metric(const std::string& name, const MetricTask& task) {
    for (const CountFigure& figure : count_figures) {
        if (figure.name != name) continue;
        require_fit(figure, task);
        return std::make_unique<CountMetric>(name, task, figure.figure, figure.score);
    }
    return nullptr;
}

std::unique_ptr<Metric> make_regression_metric(const std::string& name, const MetricTask& task) {
    std::unique_ptr<Metric> metric;
    for (const RegressionFigure& figure : mean_errors) {
        if (figure.name == name) metric = std::make_unique<MeanError>(name, task, figure.measure, figure.finish);
    }
    using Errors = VariationExplained::Errors;
    if (name == "r2") metric = std::make_unique<VariationExplained>(name, task, Errors::as_they_are);
    if (name == "explained_variance") metric = std::make_unique<VariationExplained>(name, task, Errors::from_mean);
    if (name == "median_absolute_error") metric = std::make_unique<MedianAbsoluteError>(name, task);
    if (metric != nullptr && task.has_classes) {
        throw invalid("{} is for target values, not for classes; take accuracy, f1_macro, log_loss or brier", name);
    }
    return metric;
}

std::size_t whole(const std::string& name, const char* parameter, double value) {
    if (value == std::floor(value)) return static_cast<std::size_t>(value);
    throw invalid("metric '{}': {} is {}; it must be a whole number", name, parameter, format_number(value));
}

std::unique_ptr<Metric> make_top_k(const std::string& name, const MetricTask& task, std::size_t k) {
    if (task.has_labels()) throw invalid("{} is for one class a row, not for several labels", name);
    if (k >= task.class_count() || task.outputs == 1) {
        throw invalid("{}: k is {}; with {} classes it must be below {}, or every row would be right{}", name, k,
                      task.class_count(), task.class_count(), task.class_count() == 2 ? ": take accuracy" : "");
    }
    return std::make_unique<TopKAccuracy>(name, task, k);
}

struct Bound {
    std::string name;
    std::vector<double> values;
    std::string shortest;
};

Bound bind(std::string_view text) {
    const Spec spec = parse_spec(family, text);
    const SpecDefinition& definition = find_definition(family, spec.name, definitions());
    std::vector<double> values = bind_spec(family, spec, definition);
    std::string shortest = format_spec(definition, values);
    return {spec.name, std::move(values), std::move(shortest)};
}

}  // namespace

std::span<const SpecDefinition> metric_definitions() {
    return definitions();
}

bool higher_is_better(std::string_view spec) {
    return std::find(errors.begin(), errors.end(), bind(spec).name) == errors.end();
}

std::string canonical_metric(std::string_view spec) {
    return bind(spec).shortest;
}

std::unique_ptr<Metric> make_metric(std::string_view text, const MetricTask& task) {
    const auto [name, values, shortest] = bind(text);
    if (auto metric = make_regression_metric(name, task)) return metric;
    if (auto metric = make_count_metric(name, task)) return metric;
    if (name == "brier") return std::make_unique<Brier>(name, task);
    if (name == "log_loss") return std::make_unique<LogLoss>(name, task);
    if (name == "calibration_error") {
        return std::make_unique<CalibrationError>(name, task, whole(name, "bins", values[0]));
    }
    if (name == "pr_auc") return std::make_unique<RankingMetric>(name, task, average_precision);
    if (name == "roc_auc") return std::make_unique<RankingMetric>(name, task, area_under_roc);
    return make_top_k(name, task, whole(name, "k", values[0]));
}

}  // namespace glia
