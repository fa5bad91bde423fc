// glia evaluate: how good a model is on rows whose targets are known.
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "command.hpp"
#include "confusion.hpp"
#include "data.hpp"
#include "glia/metrics.h"
#include "handles.hpp"
#include "number.hpp"
#include "options.hpp"
#include "output.hpp"
#include "regression.hpp"
#include "terminal.hpp"

namespace glia::cli {
namespace {

constexpr std::size_t rows_at_once = 4096;

struct EvaluateOptions {
    std::string model;
    DataSource source;
};

std::string loss_of(const glia_model* model) {
    return text([&](auto... out) { return glia_model_loss(model, out...); });
}

struct Scores {
    std::string loss_name;
    double loss = 0;
    double accuracy = 0;  // NaN for values
};

Scores score(glia_model* model, const glia_dataset* dataset) {
    const Trainer trainer = create<glia_trainer>([&](glia_trainer** out) { return glia_trainer_create(out, model); });
    Scores scores;
    scores.loss_name = loss_of(model);
    if (!scores.loss_name.empty()) check(glia_trainer_set_loss(trainer.get(), scores.loss_name.c_str()));
    check(glia_trainer_evaluate(trainer.get(), dataset, &scores.loss, &scores.accuracy));
    return scores;
}

// Runs the model over all rows, some at a time: use(rows, outputs, count).
template <class Use>
void for_each_prediction(const glia_model* model, const glia_dataset* dataset, Use&& use) {
    const std::size_t rows = glia_dataset_rows(dataset);
    for (std::size_t first = 0; first < rows; first += rows_at_once) {
        const std::size_t count = std::min(rows_at_once, rows - first);
        const Rows chunk = copy_rows(dataset, first, count);
        std::vector<float> y(count * glia_model_outputs(model));
        check(glia_model_predict(model, chunk.x.data(), count, y.data()));
        use(chunk, y, count);
    }
}

std::string classification(const glia_model* model, const glia_dataset* dataset) {
    std::vector<std::string> names = class_names(model);
    if (names.empty()) names = class_names(dataset);
    std::vector<std::uint64_t> total(names.size() * names.size());
    for_each_prediction(model, dataset, [&](const Rows& rows, const std::vector<float>& y, std::size_t count) {
        std::vector<std::int32_t> predicted(count);
        std::vector<std::uint64_t> matrix(total.size());
        check(glia_metrics_classify(y.data(), count, glia_model_outputs(model), predicted.data()));
        check(glia_metrics_confusion(rows.classes.data(), predicted.data(), count, names.size(), matrix.data()));
        for (std::size_t i = 0; i < total.size(); ++i) total[i] += matrix[i];
    });
    const std::size_t width = output_is_terminal() ? terminal_width() : std::numeric_limits<std::size_t>::max();
    return confusion_text(total, names, width);
}

std::string regression(const glia_model* model, const glia_dataset* dataset) {
    RegressionScores scores(glia_model_outputs(model));
    for_each_prediction(model, dataset, [&](const Rows& rows, const std::vector<float>& y, std::size_t count) {
        scores.add(rows.targets.data(), y.data(), count);
    });
    return "MAE       " + figure(scores.mean_absolute_error()) + "\nR2        " + figure(scores.r2()) + "\n";
}

std::string report(const Scores& scores, std::size_t rows) {
    std::string lines = "loss      " + figure(scores.loss);
    if (!scores.loss_name.empty()) lines += "  (" + scores.loss_name + ")";
    if (!std::isnan(scores.accuracy)) {
        const double correct = scores.accuracy * static_cast<double>(rows);
        lines += "\naccuracy  " + percent(scores.accuracy) + "  (" +
                 grouped(static_cast<std::size_t>(std::llround(correct))) + " of " + count_of(rows, "row") + ")";
    }
    return lines + "\n";
}

void evaluate(const EvaluateOptions& options) {
    const Model model = load_model(options.model);
    const Dataset dataset = open_for_evaluation(options.source, model.get());
    const Scores scores = score(model.get(), dataset.get());
    print(summary(options.source, dataset.get()) + "\n\n" + report(scores, glia_dataset_rows(dataset.get())));
    const bool classes = glia_dataset_class_count(dataset.get()) > 0;
    print(classes ? "\n" + classification(model.get(), dataset.get()) : regression(model.get(), dataset.get()));
}

}  // namespace

Command add_evaluate(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("evaluate", "Measure a model on a data file with known targets");
    const auto options = std::make_shared<EvaluateOptions>();
    add_model(command, options->model);
    add_data(command, options->source);
    add_labels(command, options->source);
    add_target(command, options->source, "target column of a CSV file [the last]");
    command.footer(
        "Prints the loss; for classes, the accuracy and the confusion matrix; for values,\n"
        "the mean absolute error (MAE) and the coefficient of determination (R2).\n\n"
        "Examples:\n"
        "  glia evaluate iris.safetensors iris.csv\n"
        "  glia evaluate mnist.safetensors t10k-images-idx3-ubyte.gz \\\n"
        "      --labels t10k-labels-idx1-ubyte.gz");
    return {&command, [options] { evaluate(*options); }};
}

}  // namespace glia::cli
