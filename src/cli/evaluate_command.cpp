// glia evaluate: how good a model is on rows whose targets are known.
#include <cmath>
#include <limits>
#include <memory>

#include "class_table.hpp"
#include "command.hpp"
#include "confusion.hpp"
#include "data.hpp"
#include "evaluation.hpp"
#include "json.hpp"
#include "metric_list.hpp"
#include "number.hpp"
#include "options.hpp"
#include "output.hpp"
#include "table.hpp"
#include "terminal.hpp"

namespace glia::cli {
namespace {

struct EvaluateOptions {
    std::string model;
    DataSource source;
    std::string metrics;  // "": the usual ones
    bool json = false;
};

// "97.33 %  (146 of 150 rows)"
std::string accuracy_text(const Evaluation& evaluation) {
    const double correct = evaluation.accuracy * static_cast<double>(evaluation.rows);
    return percent(evaluation.accuracy) + "  (" + grouped(static_cast<std::size_t>(std::llround(correct))) + " of " +
           count_of(evaluation.rows, "row") + ")";
}

std::string figures_text(const Evaluation& evaluation, bool chosen) {
    const std::string loss_name = evaluation.loss_name.empty() ? "" : "  (" + evaluation.loss_name + ")";
    Table table({Align::left, Align::left});
    table.add({"loss", figure(evaluation.loss) + loss_name});
    if (!chosen && !std::isnan(evaluation.accuracy)) table.add({"accuracy", accuracy_text(evaluation)});
    for (const auto& [spec, value] : evaluation.metrics) table.add({spec, figure(value)});
    return table.str();
}

std::string classes_text(const Evaluation& evaluation) {
    const std::size_t width = output_is_terminal() ? terminal_width() : std::numeric_limits<std::size_t>::max();
    return "\n" + confusion_text(evaluation.confusion, evaluation.classes, width) + "\n" +
           class_table(evaluation.by_class, evaluation.classes);
}

Json classes_json(const Evaluation& evaluation) {
    Json classes = Json::array();
    const ClassFigures& figures = evaluation.by_class;
    const std::size_t count = evaluation.classes.size();
    for (std::size_t k = 0; k < count; ++k) {
        const auto row = evaluation.confusion.begin() + static_cast<std::ptrdiff_t>(k * count);
        classes.push_back({{"name", evaluation.classes[k]},
                           {"precision", figures.precision[k]},
                           {"recall", figures.recall[k]},
                           {"f1", figures.f1[k]},
                           {"rows", static_cast<std::uint64_t>(figures.support[k])},
                           {"predicted", std::vector<std::uint64_t>(row, row + static_cast<std::ptrdiff_t>(count))}});
    }
    return classes;
}

// A figure that has no meaning is null.
std::string json_text(const Evaluation& evaluation, bool chosen) {
    Json metrics = Json::object();
    if (!chosen && !std::isnan(evaluation.accuracy)) metrics["accuracy"] = evaluation.accuracy;
    for (const auto& [spec, value] : evaluation.metrics) metrics[spec] = value;
    Json result;
    result["rows"] = evaluation.rows;
    result["loss_name"] = evaluation.loss_name;
    result["loss"] = evaluation.loss;
    result["metrics"] = std::move(metrics);
    if (!evaluation.classes.empty()) result["classes"] = classes_json(evaluation);
    return result.dump() + "\n";
}

void evaluate(const EvaluateOptions& options) {
    const Model model = load_model(options.model);
    DataSource source = options.source;
    source.missing = takes_missing(model.get());
    const Dataset dataset = open_for_evaluation(source, model.get());
    const bool chosen = !options.metrics.empty();
    const Evaluation evaluation =
        evaluate_on(model.get(), dataset.get(), chosen ? split_specs(options.metrics) : std::vector<std::string>());
    if (options.json) return print(json_text(evaluation, chosen));
    print(summary(options.source, evaluation.rows, dataset.get()) + "\n\n" + figures_text(evaluation, chosen));
    if (!chosen && !evaluation.classes.empty()) print(classes_text(evaluation));
}

}  // namespace

Command add_evaluate(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("evaluate", "Measure a model on a data file with known targets");
    const auto options = std::make_shared<EvaluateOptions>();
    add_model(command, options->model);
    add_data(command, options->source);
    add_labels(command, options->source);
    add_target(command, options->source, "target column of a CSV file; may be given\nagain [the last]");
    command.add_option("--metrics", options->metrics, "metrics to show, such as\n'f1_macro, top_k_accuracy(k=2)'")
        ->check(metric_list())
        ->option_text("SPEC,...")
        ->group("Result");
    command.add_flag("--json", options->json, "as a JSON object, for programs")->group("Result");
    command.footer(
        "Prints the loss and, without --metrics: for classes accuracy, balanced_accuracy,\n"
        "f1_macro, log_loss, for two of them roc_auc, the confusion matrix, and the\n"
        "figures of each class; for values mae, rmse, r2, mape and explained_variance.\n\n"
        "Metrics of classes: accuracy, balanced_accuracy, brier, calibration_error(bins),\n"
        "cohen_kappa, log_loss, matthews_correlation, pr_auc, roc_auc, top_k_accuracy(k);\n"
        "precision, recall and f1, each also with _macro, _micro and _weighted.\n"
        "Metrics of values: explained_variance, mae, mape, median_absolute_error, mse,\n"
        "r2, rmse.\n\n"
        "Examples:\n"
        "  glia evaluate iris.safetensors iris.csv\n"
        "  glia evaluate iris.safetensors iris.csv --metrics 'roc_auc, brier' --json\n"
        "  glia evaluate mnist.safetensors t10k-images-idx3-ubyte.gz \\\n"
        "      --labels t10k-labels-idx1-ubyte.gz");
    return {&command, [options] { evaluate(*options); }};
}

}  // namespace glia::cli
