/* How good the predictions of an untrained network are. */
#include "cases.h"

static void folds(void) {
    double figures[2];
    glia_cross_validation* result;
    glia_dataset* const data = make_dataset();
    glia_model* const model = make_network();
    glia_trainer* const trainer = make_trainer(model, "adam(learning_rate=0.01)");
    check(glia_cross_validate(&result, trainer, data, "stratified(folds=3)", NULL, 0, NULL, 5, NULL, NULL));
    check(glia_cross_validation_summary(result, "loss", &figures[0], &figures[1]));
    printf("folds %zu\n", glia_cross_validation_folds(result));
    print_hash("folds_loss", hash(hash_start, figures, sizeof figures));
    glia_cross_validation_destroy(result);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(data);
}

void metric_cases(void) {
    static const char* const names[] = {"f1_macro", "log_loss", "roc_auc"};
    float y[rows * outputs];
    int32_t predicted[rows];
    uint64_t confusion[class_count * class_count];
    double figures[3], value;
    size_t i;
    glia_metric* metric;
    glia_model* const model = make_model();
    check(glia_model_predict(model, x60, rows, y));
    glia_model_destroy(model);

    check(glia_metrics_classify(y, rows, outputs, predicted));
    print_hash("classify", hash(hash_start, predicted, sizeof predicted));
    check(glia_metrics_accuracy(c60, predicted, rows, &value));
    print_hash("accuracy", hash(hash_start, &value, sizeof value));
    check(glia_metrics_confusion(c60, predicted, rows, class_count, confusion));
    print_hash("confusion", hash(hash_start, confusion, sizeof confusion));
    for (i = 0; i < 3; ++i) {
        check(glia_metrics_compute_classes(names[i], y, rows, outputs, c60, NULL, &figures[i]));
    }
    print_hash("metrics", hash(hash_start, figures, sizeof figures));
    print_hash("metric_whole", hash(hash_start, &figures[1], sizeof figures[1]));
    check(glia_metric_create(&metric, "log_loss", outputs, 1));
    for (i = 0; i < rows; i += 15) check(glia_metric_add_classes(metric, y + i * outputs, 15, c60 + i, NULL));
    check(glia_metric_value(metric, &value));
    print_hash("metric_parts", hash(hash_start, &value, sizeof value));
    glia_metric_destroy(metric);
    print_error("error_metric", glia_metrics_compute_classes("f2", y, rows, outputs, c60, NULL, &value));
    folds();
}
