/* Metrics of arrays, batch by batch, and curves. */
#include <math.h>
#include <string.h>

#include "api_test.h"

/* Two outputs; the third row is wrong. */
static const float two_columns[8] = {0.75F, 0.25F, 0.25F, 0.75F, 0.625F, 0.375F, 0.125F, 0.875F};
static const int32_t two_classes[4] = {0, 1, 1, 1};

static double of_classes(const char* metric) {
    double value = -1;
    expect_ok(glia_metrics_compute_classes(metric, two_columns, 4, 2, two_classes, NULL, &value));
    return value;
}

static void computes_metrics_of_classes(void** state) {
    (void)state;
    assert_true(of_classes("accuracy") == 0.75);
    assert_true(of_classes("precision") == 1);
    assert_true(fabs(of_classes("recall") - 2.0 / 3) < 1e-15);
    assert_true(fabs(of_classes("f1") - 0.8) < 1e-15);
    assert_true(fabs(of_classes("balanced_accuracy") - (1 + 2.0 / 3) / 2) < 1e-15);
    assert_true(of_classes("roc_auc") == 1);
    assert_true(of_classes("brier") == (0.0625 + 0.0625 + 0.390625 + 0.015625) / 4);
    assert_true(fabs(of_classes("log_loss") + (2 * log(0.75) + log(0.375) + log(0.875)) / 4) < 1e-12);
}

static void computes_metrics_of_targets_with_weights(void** state) {
    const float y[3] = {1, 2, 30}, targets[3] = {2, 4, 3}, weights[3] = {1, 3, 0};
    double value = 0;
    (void)state;
    expect_ok(glia_metrics_compute("mae", y, 3, 1, targets, weights, &value));
    assert_true(value == 1.75);
    expect_ok(glia_metrics_compute("mape", y, 3, 1, targets, weights, &value));
    assert_true(value == 0.5);
    expect_ok(glia_metrics_compute("rmse", NULL, 0, 1, NULL, NULL, &value));
    assert_true(isnan(value));
}

static void refuses_what_is_no_metric_of_such_rows(void** state) {
    double value = 0.25;
    const float nan_output[2] = {0.5F, NAN};
    (void)state;
    expect_error(glia_metrics_compute_classes("acuracy", two_columns, 4, 2, two_classes, NULL, &value),
                 GLIA_ERROR_NOT_FOUND,
                 "unknown metric 'acuracy'; did you mean 'accuracy'? Known: accuracy, balanced_accuracy, brier, "
                 "calibration_error, cohen_kappa, explained_variance, f1, f1_macro, f1_micro, f1_weighted, log_loss, "
                 "mae, mape, matthews_correlation, median_absolute_error, mse, pr_auc, precision, precision_macro, "
                 "precision_micro, precision_weighted, r2, recall, recall_macro, recall_micro, recall_weighted, rmse, "
                 "roc_auc, top_k_accuracy");
    expect_error(glia_metrics_compute_classes("r2", two_columns, 4, 2, two_classes, NULL, &value),
                 GLIA_ERROR_INVALID_ARGUMENT,
                 "r2 is for target values, not for classes; take accuracy, f1_macro, log_loss or brier");
    expect_error(glia_metrics_compute_classes("accuracy", nan_output, 2, 1, two_classes, NULL, &value),
                 GLIA_ERROR_INVALID_ARGUMENT, "accuracy: output 0 of row 1 (from 0) is nan; it must be finite");
    expect_error(glia_metrics_compute("mae", two_columns, 4, 2, NULL, NULL, &value), GLIA_ERROR_INVALID_ARGUMENT,
                 "targets is NULL");
    expect_error(glia_metrics_compute("mae", NULL, 4, 2, two_columns, NULL, &value), GLIA_ERROR_INVALID_ARGUMENT,
                 "y is NULL");
    expect_error(glia_metrics_compute(NULL, two_columns, 4, 2, two_columns, NULL, &value), GLIA_ERROR_INVALID_ARGUMENT,
                 "metric is NULL");
    expect_error(glia_metrics_compute("mae", two_columns, 4, 2, two_columns, NULL, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "value is NULL");
    expect_error(glia_metrics_compute("mae", two_columns, 4, 0, two_columns, NULL, &value), GLIA_ERROR_INVALID_ARGUMENT,
                 "outputs is 0; it must be from 1 to 1000000");
    expect_error(glia_metrics_compute("mae", two_columns, 4, SIZE_MAX, two_columns, NULL, &value),
                 GLIA_ERROR_INVALID_ARGUMENT, "outputs is 18446744073709551615; it must be from 1 to 1000000");
    assert_int_equal(glia_metrics_compute("mae", two_columns, SIZE_MAX, 2, two_columns, NULL, &value),
                     GLIA_ERROR_OUT_OF_MEMORY);
    assert_true(value == 0.25);
}

static void gathers_a_metric_batch_by_batch(void** state) {
    glia_metric* metric = NULL;
    const float one_hot[4] = {0, 1, 0, 1};
    double value = 0;
    (void)state;
    expect_ok(glia_metric_create(&metric, "accuracy", 2, 1));
    expect_ok(glia_metric_add_classes(metric, two_columns, 2, two_classes, NULL));
    expect_ok(glia_metric_add(metric, two_columns + 4, 2, one_hot, NULL));
    expect_ok(glia_metric_add_classes(metric, NULL, 0, NULL, NULL));
    expect_ok(glia_metric_value(metric, &value));
    assert_true(value == 0.75);
    expect_error(glia_metric_add_classes(metric, two_columns, 1, (const int32_t[]){2}, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "accuracy: the class of row 4 (from 0) is 2; it must be from 0 to 1");
    expect_ok(glia_metric_value(metric, &value));
    assert_true(value == 0.75);
    expect_ok(glia_metric_reset(metric));
    expect_ok(glia_metric_value(metric, &value));
    assert_true(isnan(value));
    glia_metric_destroy(metric);
    glia_metric_destroy(NULL);
    metric = (glia_metric*)&value;
    expect_error(glia_metric_create(&metric, "f1", 3, 1), GLIA_ERROR_INVALID_ARGUMENT,
                 "f1 is for two classes; with 3, take f1_macro, f1_micro or f1_weighted");
    assert_null(metric);
    expect_ok(glia_metric_create(&metric, "mae", 1, 0));
    expect_error(glia_metric_add_classes(metric, two_columns, 1, two_classes, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "mae: it was made for target values, and is given classes");
    glia_metric_destroy(metric);
    assert_int_equal(glia_metric_create(NULL, "mae", 1, 0), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_metric_add(NULL, two_columns, 1, two_columns, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_metric_value(NULL, &value), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_metric_reset(NULL), GLIA_ERROR_INVALID_ARGUMENT);
}

static void scores_each_class(void** state) {
    const int32_t truth[6] = {0, 0, 1, 1, 1, 2}, predicted[6] = {0, 1, 1, 1, 0, 0};
    const float weights[6] = {1, 1, 2, 0, 0, 1};
    double precision[4], recall[4], f1[4], support[4];
    (void)state;
    expect_ok(glia_metrics_per_class(truth, predicted, NULL, 6, 4, precision, recall, f1, support));
    assert_true(precision[0] == 1.0 / 3 && recall[0] == 0.5 && f1[0] == 0.4 && support[0] == 2);
    assert_true(precision[1] == 2.0 / 3 && recall[1] == 2.0 / 3 && f1[1] == 4.0 / 6 && support[1] == 3);
    assert_true(precision[2] == 0 && recall[2] == 0 && f1[2] == 0 && support[2] == 1);
    assert_true(precision[3] == 0 && recall[3] == 0 && f1[3] == 0 && support[3] == 0);
    expect_ok(glia_metrics_per_class(truth, predicted, weights, 6, 4, precision, NULL, NULL, support));
    assert_true(precision[1] == 2.0 / 3 && support[1] == 2);
    expect_error(glia_metrics_per_class(truth, predicted, (const float[]){1, -1, 1, 1, 1, 1}, 6, 4, precision, recall,
                                        f1, support),
                 GLIA_ERROR_INVALID_ARGUMENT, "the weight of row 1 (from 0) is -1; it must be finite and not below 0");
    expect_error(glia_metrics_per_class(truth, predicted, NULL, 6, 2, precision, recall, f1, support),
                 GLIA_ERROR_INVALID_ARGUMENT, "truth: row 5 (from 0) is 2; with 2 classes it must be from 0 to 1");
    expect_error(glia_metrics_per_class(NULL, predicted, NULL, 6, 2, precision, recall, f1, support),
                 GLIA_ERROR_INVALID_ARGUMENT, "truth is NULL");
    assert_int_equal(glia_metrics_per_class(truth, predicted, NULL, 6, 0, precision, recall, f1, support),
                     GLIA_ERROR_INVALID_ARGUMENT);
}

static void gives_the_points_of_curves(void** state) {
    const float scores[4] = {0.5F, 0.25F, 0.5F, 0.75F};
    const int32_t truth[4] = {1, 0, 0, 1};
    double x[5], y[5], thresholds[5];
    size_t needed = 0;
    (void)state;
    expect_ok(glia_metrics_roc_curve(scores, truth, NULL, 4, NULL, NULL, NULL, 0, &needed));
    assert_int_equal(needed, 4);
    expect_error(glia_metrics_roc_curve(scores, truth, NULL, 4, x, y, thresholds, 3, &needed), GLIA_ERROR_CAPACITY,
                 "the buffer holds 3 points; 4 are needed");
    expect_ok(glia_metrics_roc_curve(scores, truth, NULL, 4, x, y, thresholds, 5, NULL));
    assert_true(x[0] == 0 && y[0] == 0 && isinf(thresholds[0]));
    assert_true(x[1] == 0 && y[1] == 0.5 && thresholds[1] == 0.75);
    assert_true(x[2] == 0.5 && y[2] == 1 && thresholds[2] == 0.5);
    assert_true(x[3] == 1 && y[3] == 1 && thresholds[3] == 0.25);
    expect_ok(glia_metrics_precision_recall_curve(scores, truth, NULL, 4, x, y, thresholds, 5, &needed));
    assert_int_equal(needed, 4);
    assert_true(x[0] == 0 && y[0] == 1 && isinf(thresholds[0]));
    assert_true(x[2] == 1 && y[2] == 2.0 / 3 && thresholds[2] == 0.5);
    expect_error(glia_metrics_roc_curve(scores, truth, NULL, 4, x, NULL, thresholds, 5, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "true_positive_rate is NULL");
    expect_error(glia_metrics_roc_curve(scores, (const int32_t[]){0, 1, 2, 0}, NULL, 4, x, y, thresholds, 5, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "truth: row 2 (from 0) is 2; it must be 0 or 1");
    expect_error(glia_metrics_roc_curve((const float[]){0, NAN}, truth, NULL, 2, x, y, thresholds, 5, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "scores: row 1 (from 0) is nan; it must be finite");
    expect_ok(glia_metrics_roc_curve(NULL, NULL, NULL, 0, x, y, thresholds, 5, &needed));
    assert_int_equal(needed, 1);
}

static void gives_the_bins_of_calibration(void** state) {
    const float p[4] = {0.125F, 0.25F, 0.75F, 1};
    const int32_t truth[4] = {0, 1, 1, 1};
    double mean[2], share[2], weight[2];
    (void)state;
    expect_ok(glia_metrics_calibration_curve(p, truth, NULL, 4, 2, mean, share, weight));
    assert_true(mean[0] == 0.1875 && share[0] == 0.5 && weight[0] == 2);
    assert_true(mean[1] == 0.875 && share[1] == 1 && weight[1] == 2);
    expect_ok(glia_metrics_calibration_curve(p, truth, NULL, 2, 2, mean, share, weight));
    assert_true(isnan(mean[1]) && isnan(share[1]) && weight[1] == 0);
    expect_error(glia_metrics_calibration_curve((const float[]){1.5F}, truth, NULL, 1, 2, mean, share, weight),
                 GLIA_ERROR_INVALID_ARGUMENT, "probabilities: row 0 (from 0) is 1.5; it must be in [0, 1]");
    expect_error(glia_metrics_calibration_curve(p, truth, NULL, 4, 0, mean, share, weight), GLIA_ERROR_INVALID_ARGUMENT,
                 "bins is 0; it must be from 1 to 10000");
    expect_error(glia_metrics_calibration_curve(p, truth, NULL, 4, 2, mean, NULL, weight), GLIA_ERROR_INVALID_ARGUMENT,
                 "positive_share is NULL");
}

static void describes_metrics_as_specs(void** state) {
    char text[2048];
    (void)state;
    expect_ok(glia_spec_list("metric", text, sizeof text, NULL));
    assert_non_null(strstr(text, "[\"accuracy\",\"balanced_accuracy\",\"brier\","));
    expect_ok(glia_spec_describe("metric", "calibration_error", text, sizeof text, NULL));
    assert_non_null(strstr(text, "\"name\":\"bins\",\"default\":10.0,\"minimum\":1.0,\"maximum\":10000.0"));
    assert_non_null(strstr(text, "\"higher_is_better\":false}"));
    expect_ok(glia_spec_describe("metric", "r2", text, sizeof text, NULL));
    assert_non_null(strstr(text, "\"higher_is_better\":true}"));
    expect_ok(glia_spec_check("metric", "top_k_accuracy(k=3)"));
    expect_error(glia_spec_check("metric", "top_k_accuracy(k=0)"), GLIA_ERROR_INVALID_ARGUMENT,
                 "metric 'top_k_accuracy': k is 0; it must be in [1, 2147483647]");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(computes_metrics_of_classes),
        cmocka_unit_test(computes_metrics_of_targets_with_weights),
        cmocka_unit_test(refuses_what_is_no_metric_of_such_rows),
        cmocka_unit_test(gathers_a_metric_batch_by_batch),
        cmocka_unit_test(scores_each_class),
        cmocka_unit_test(gives_the_points_of_curves),
        cmocka_unit_test(gives_the_bins_of_calibration),
        cmocka_unit_test(describes_metrics_as_specs),
    };
    return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}
