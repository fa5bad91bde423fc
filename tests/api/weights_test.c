#include <math.h>
#include <string.h>

#include "api_test.h"

static void gives_rows_weights_that_splits_keep(void** state) {
    glia_dataset* plain = make_dataset();
    glia_dataset* weighted = NULL;
    glia_dataset* parts[2] = {NULL, NULL};
    float weights[data_rows];
    float copy[data_rows];
    size_t needed = 0;
    (void)state;
    assert_int_equal(glia_dataset_has_weights(plain), 0);
    expect_ok(glia_dataset_get_weights(plain, copy, data_rows, &needed));
    assert_int_equal(needed, data_rows);
    for (int i = 0; i < data_rows; i++) assert_true(copy[i] == 1);
    for (int i = 0; i < data_rows; i++) weights[i] = (float)i * 0.25F;
    expect_ok(glia_dataset_with_weights(&weighted, plain, weights, data_rows));
    memset(weights, 0, sizeof weights); /* they were copied */
    assert_int_equal(glia_dataset_has_weights(plain), 0);
    glia_dataset_destroy(plain);
    assert_int_equal(glia_dataset_has_weights(weighted), 1);
    expect_ok(glia_dataset_get_weights(weighted, NULL, 0, &needed));
    assert_int_equal(needed, data_rows);
    expect_ok(glia_dataset_get_weights(weighted, copy, data_rows, NULL));
    for (int i = 0; i < data_rows; i++) assert_true(copy[i] == (float)i * 0.25F);
    assert_int_equal(glia_dataset_get_weights(weighted, copy, data_rows - 1, NULL), GLIA_ERROR_CAPACITY);
    expect_ok(glia_dataset_split(weighted, 0.5, 1, 1, &parts[0], &parts[1]));
    glia_dataset_destroy(weighted);
    for (int part = 0; part < 2; part++) {
        float previous = -1;
        assert_int_equal(glia_dataset_has_weights(parts[part]), 1);
        expect_ok(glia_dataset_get_weights(parts[part], copy, data_rows, &needed));
        assert_int_equal(needed, data_rows / 2);
        for (size_t i = 0; i < needed; i++) {
            assert_true(copy[i] > previous); /* rows stay in order */
            previous = copy[i];
        }
        glia_dataset_destroy(parts[part]);
    }
}

static void refuses_weights_that_are_none(void** state) {
    glia_dataset* data = make_dataset();
    glia_dataset* out = (glia_dataset*)1;
    float weights[data_rows] = {0};
    (void)state;
    expect_error(glia_dataset_with_weights(&out, data, weights, 3), GLIA_ERROR_INVALID_ARGUMENT,
                 "count is 3; the data set has 60 rows, and each needs a weight");
    assert_null(out);
    assert_int_equal(glia_dataset_with_weights(&out, data, weights, SIZE_MAX), GLIA_ERROR_INVALID_ARGUMENT);
    expect_error(glia_dataset_with_weights(&out, data, NULL, data_rows), GLIA_ERROR_INVALID_ARGUMENT,
                 "weights is NULL");
    assert_int_equal(glia_dataset_with_weights(&out, NULL, weights, data_rows), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_dataset_with_weights(NULL, data, weights, data_rows), GLIA_ERROR_INVALID_ARGUMENT);
    weights[4] = -0.5F;
    expect_error(glia_dataset_with_weights(&out, data, weights, data_rows), GLIA_ERROR_INVALID_ARGUMENT,
                 "weights: row 4 (from 0) is -0.5; a weight must be finite and not below 0");
    weights[4] = NAN;
    assert_int_equal(glia_dataset_with_weights(&out, data, weights, data_rows), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_dataset_has_weights(NULL), 0);
    assert_int_equal(glia_dataset_get_weights(NULL, weights, data_rows, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_dataset_get_weights(data, NULL, data_rows, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    glia_dataset_destroy(data);
}

/* The bias of the output layer after a fit from the same start. */
static void trained_bias(const glia_dataset* data, const char* rule, const double* weights, float* bias) {
    glia_model* model = make_model();
    glia_trainer* trainer = NULL;
    expect_ok(glia_trainer_create(&trainer, model));
    if (rule != NULL) expect_ok(glia_trainer_set_class_weight(trainer, rule));
    if (weights != NULL) expect_ok(glia_trainer_set_class_weights(trainer, weights, 3));
    expect_ok(glia_trainer_fit(trainer, data, NULL));
    expect_ok(glia_model_get_parameters(model, 1, "bias", bias, 3, NULL));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

/* 30 rows of class 0, 20 of class 1 and 10 of class 2: of 60 rows, balanced weights are 60 / (3 * 30) and so on. */
static glia_dataset* make_unbalanced(void) {
    float x[data_rows * 4];
    int32_t classes[data_rows];
    glia_dataset* dataset = NULL;
    for (int i = 0; i < data_rows; i++) {
        for (int j = 0; j < 4; j++) x[i * 4 + j] = (float)((i * 7 + j * 5) % 11) * 0.1F;
        classes[i] = i < 30 ? 0 : i < 50 ? 1 : 2;
    }
    expect_ok(glia_dataset_create_classes(&dataset, x, data_rows, 4, 0, classes, 3));
    return dataset;
}

static void weighs_classes_by_a_rule_or_by_numbers(void** state) {
    glia_dataset* data = make_unbalanced();
    glia_dataset* weighted = NULL;
    const double balanced[3] = {2.0 / 3, 1, 2};
    float of_rows[data_rows];
    float by_rule[3];
    float by_number[3];
    float by_row[3];
    float none[3];
    float again[3];
    (void)state;
    trained_bias(data, "balanced", NULL, by_rule);
    trained_bias(data, NULL, balanced, by_number);
    for (int i = 0; i < data_rows; i++) of_rows[i] = (float)balanced[i < 30 ? 0 : i < 50 ? 1 : 2];
    expect_ok(glia_dataset_with_weights(&weighted, data, of_rows, data_rows));
    trained_bias(weighted, NULL, NULL, by_row);
    trained_bias(data, NULL, NULL, none);
    trained_bias(data, "none", NULL, again);
    assert_memory_equal(by_rule, by_number, sizeof by_rule);
    assert_memory_equal(by_rule, by_row, sizeof by_rule);
    assert_memory_equal(none, again, sizeof none);
    assert_memory_not_equal(by_rule, none, sizeof by_rule);
    glia_dataset_destroy(weighted);
    glia_dataset_destroy(data);
}

static void refuses_class_weights_that_make_no_sense(void** state) {
    glia_model* model = make_model();
    glia_dataset* data = make_dataset();
    glia_trainer* trainer = NULL;
    const double weights[3] = {1, 2, -1};
    (void)state;
    expect_ok(glia_trainer_create(&trainer, model));
    expect_error(glia_trainer_set_class_weight(trainer, "balance"), GLIA_ERROR_NOT_FOUND,
                 "unknown class_weight 'balance'; did you mean 'balanced'? Known: balanced, none");
    expect_error(glia_trainer_set_class_weight(trainer, NULL), GLIA_ERROR_INVALID_ARGUMENT, "rule is NULL");
    assert_int_equal(glia_trainer_set_class_weight(NULL, "none"), GLIA_ERROR_INVALID_ARGUMENT);
    expect_error(glia_trainer_set_class_weights(trainer, weights, 3), GLIA_ERROR_INVALID_ARGUMENT,
                 "the weight of class 2 is -1; it must be finite and not below 0");
    expect_error(glia_trainer_set_class_weights(trainer, NULL, 2), GLIA_ERROR_INVALID_ARGUMENT, "weights is NULL");
    assert_int_equal(glia_trainer_set_class_weights(trainer, weights, SIZE_MAX), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_set_class_weights(NULL, weights, 2), GLIA_ERROR_INVALID_ARGUMENT);
    expect_ok(glia_trainer_set_class_weights(trainer, weights, 2));
    expect_error(glia_trainer_fit(trainer, data, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "there are 2 class weights; the training set has 3 classes, and each needs one");
    expect_ok(glia_trainer_set_class_weights(trainer, NULL, 0));
    expect_ok(glia_trainer_fit(trainer, data, NULL));
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(data);
    glia_model_destroy(model);
}

static void lists_the_rules_of_class_weights(void** state) {
    char text[64];
    (void)state;
    expect_ok(glia_spec_list("class_weight", text, sizeof text, NULL));
    assert_string_equal(text, "[\"balanced\",\"none\"]");
    expect_ok(glia_spec_check("class_weight", "balanced"));
}

static void weighs_the_rows_of_a_step(void** state) {
    glia_model* model = make_model();
    glia_trainer* trainer = NULL;
    const float x[8] = {1, 0, 0, 1, 0, 1, 0, 1};
    const int32_t classes[2] = {0, 1};
    const float targets[6] = {1, 0, 0, 0, 1, 0};
    const float weights[2] = {3, -0.5F};
    const float spoilt[2] = {1, NAN};
    float y[6];
    float bias[3];
    double by_class = 0;
    double by_value = 0;
    (void)state;
    expect_ok(glia_trainer_create(&trainer, model));
    assert_int_equal(glia_trainer_loss_weighted(trainer, targets, weights, &by_value), GLIA_ERROR_STATE);
    expect_ok(glia_trainer_forward(trainer, x, 2, y));
    expect_ok(glia_trainer_loss_classes_weighted(trainer, classes, weights, &by_class));
    assert_true(fabs(by_class - (-3 * log(y[0]) + 0.5 * log(y[4])) / 2) < 1e-6);
    expect_ok(glia_trainer_loss_weighted(trainer, targets, weights, &by_value));
    assert_true(fabs(by_class - by_value) < 1e-12);
    expect_ok(glia_trainer_backward(trainer));
    expect_ok(glia_trainer_get_gradients(trainer, 1, "bias", bias, 3, NULL));
    for (int j = 0; j < 3; j++) {
        const float expected = (3 * (y[j] - targets[j]) - 0.5F * (y[3 + j] - targets[3 + j])) / 2;
        assert_true(fabsf(bias[j] - expected) < 1e-6F);
    }
    expect_ok(glia_trainer_forward(trainer, x, 2, y));
    expect_error(glia_trainer_loss_classes_weighted(trainer, classes, spoilt, &by_class), GLIA_ERROR_INVALID_ARGUMENT,
                 "weights: row 1 (from 0) is nan; a weight must be finite");
    expect_error(glia_trainer_loss_classes_weighted(trainer, classes, NULL, &by_class), GLIA_ERROR_INVALID_ARGUMENT,
                 "weights is NULL");
    assert_int_equal(glia_trainer_loss_weighted(trainer, NULL, weights, &by_value), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_loss_weighted(trainer, targets, NULL, &by_value), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_loss_weighted(trainer, targets, weights, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_loss_weighted(NULL, targets, weights, &by_value), GLIA_ERROR_INVALID_ARGUMENT);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_rows_weights_that_splits_keep),
        cmocka_unit_test(refuses_weights_that_are_none),
        cmocka_unit_test(weighs_classes_by_a_rule_or_by_numbers),
        cmocka_unit_test(refuses_class_weights_that_make_no_sense),
        cmocka_unit_test(lists_the_rules_of_class_weights),
        cmocka_unit_test(weighs_the_rows_of_a_step),
    };
    return cmocka_run_group_tests_name("weights", tests, NULL, NULL);
}
