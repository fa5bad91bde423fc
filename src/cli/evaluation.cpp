#include "evaluation.hpp"

#include <algorithm>

#include "data.hpp"
#include "glia/metrics.h"
#include "glia/scaling.h"
#include "metric_list.hpp"

namespace glia::cli {
namespace {

constexpr std::size_t rows_at_once = 4096;

void score(glia_model* model, const glia_dataset* dataset, Evaluation& evaluation) {
    const Trainer trainer = create<glia_trainer>([&](glia_trainer** out) { return glia_trainer_create(out, model); });
    evaluation.loss_name = text([&](auto... out) { return glia_model_loss(model, out...); });
    if (!evaluation.loss_name.empty()) check(glia_trainer_set_loss(trainer.get(), evaluation.loss_name.c_str()));
    check(glia_trainer_evaluate(trainer.get(), dataset, &evaluation.loss, &evaluation.accuracy));
}

// Runs the model over all rows, some at a time: use(rows, outputs, count).
template <class Use>
void for_each_prediction(const glia_model* model, const glia_dataset* dataset, Use&& use) {
    const std::size_t rows = glia_dataset_rows(dataset);
    for (std::size_t first = 0; first < rows; first += rows_at_once) {
        const std::size_t count = std::min(rows_at_once, rows - first);
        const Rows chunk = copy_rows(dataset, first, count);
        std::vector<float> y(count * glia_model_outputs(model));
        check(glia_model_predict_dataset(model, dataset, first, count, y.data()));
        use(chunk, y, count);
    }
}

std::vector<std::string> usual_metrics(bool has_classes, std::size_t classes) {
    if (!has_classes) return {"mae", "rmse", "r2", "mape", "explained_variance"};
    std::vector<std::string> specs = {"balanced_accuracy", "f1_macro", "log_loss"};
    if (classes == 2) specs.emplace_back("roc_auc");
    return specs;
}

MetricList make_metrics(const std::vector<std::string>& chosen, std::size_t outputs, bool has_classes) {
    if (!chosen.empty()) return {chosen, outputs, has_classes, MetricList::Unfit::refuse};
    return {usual_metrics(has_classes, outputs == 1 ? 2 : outputs), outputs, has_classes, MetricList::Unfit::leave_out};
}

ClassFigures figures_of(const std::vector<std::int32_t>& truth, const std::vector<std::int32_t>& predicted,
                        std::size_t classes) {
    ClassFigures figures;
    for (auto* const each : {&figures.precision, &figures.recall, &figures.f1, &figures.support}) each->resize(classes);
    check(glia_metrics_per_class(truth.data(), predicted.data(), nullptr, truth.size(), classes,
                                 figures.precision.data(), figures.recall.data(), figures.f1.data(),
                                 figures.support.data()));
    return figures;
}

}  // namespace

Evaluation evaluate_on(glia_model* model, const glia_dataset* dataset, const std::vector<std::string>& metrics) {
    Evaluation evaluation;
    evaluation.rows = glia_dataset_rows(dataset);
    const std::size_t outputs = glia_model_outputs(model);
    const bool has_classes = glia_dataset_class_count(dataset) > 0;
    score(model, dataset, evaluation);
    MetricList list = make_metrics(metrics, outputs, has_classes);
    std::vector<std::int32_t> truth;
    std::vector<std::int32_t> predicted;
    for_each_prediction(model, dataset, [&](const Rows& rows, const std::vector<float>& y, std::size_t count) {
        list.add(rows, y, count);
        if (!has_classes) return;
        truth.insert(truth.end(), rows.classes.begin(), rows.classes.end());
        predicted.resize(truth.size());
        check(glia_metrics_classify(y.data(), count, outputs, predicted.data() + predicted.size() - count));
    });
    evaluation.metrics = list.values();
    if (!has_classes) return evaluation;
    evaluation.classes = class_names(model);
    if (evaluation.classes.empty()) evaluation.classes = class_names(dataset);
    const std::size_t classes = evaluation.classes.size();
    evaluation.confusion.resize(classes * classes);
    check(glia_metrics_confusion(truth.data(), predicted.data(), truth.size(), classes, evaluation.confusion.data()));
    evaluation.by_class = figures_of(truth, predicted, classes);
    return evaluation;
}

}  // namespace glia::cli
