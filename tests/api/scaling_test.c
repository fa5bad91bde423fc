/* Scaling of inputs and targets, categories and missing values (scaling.h), from C. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api_test.h"

/* Houses: width, colour (an index), and the price. A width is not known. */
enum {
    houses = 8
};
static const char* const colours[] = {"red", "green", "blue"};

static glia_dataset* make_houses(void) {
    const float x[2 * houses] = {10, 0, 20, 1, NAN, 2, 40, 0, 50, 1, 60, 2, 70, 0, 80, 1};
    const float prices[houses] = {110, 230, 350, 410, 530, 650, 710, 830};
    glia_dataset* numbers = NULL;
    glia_dataset* dataset = NULL;
    expect_ok(glia_dataset_create_missing(&numbers, x, houses, 2, 0, prices, 1, 0));
    expect_ok(glia_dataset_with_categories(numbers, 1, colours, 3, &dataset));
    glia_dataset_destroy(numbers);
    return dataset;
}

static glia_model* make_scaled(const glia_dataset* train) {
    glia_model* model = NULL;
    expect_ok(glia_model_create(&model, 2));
    expect_ok(glia_model_scale_inputs(model, train, "standardize", "mean"));
    expect_ok(glia_model_add_dense(model, 6, "tanh"));
    expect_ok(glia_model_add_dense(model, 1, "identity"));
    expect_ok(glia_model_scale_targets(model, train, "min_max"));
    expect_ok(glia_model_initialize(model, "auto", 1));
    return model;
}

static void data_set_knows_what_is_missing_and_what_categories_are_called(void** state) {
    glia_dataset* dataset = make_houses();
    char name[8];
    (void)state;
    assert_int_equal(glia_dataset_has_missing(dataset), 1);
    assert_int_equal(glia_dataset_category_count(dataset, 0), 0);
    assert_int_equal(glia_dataset_category_count(dataset, 1), 3);
    expect_ok(glia_dataset_category_name(dataset, 1, 2, name, sizeof name, NULL));
    assert_string_equal(name, "blue");
    expect_error(glia_dataset_category_name(dataset, 1, 3, name, sizeof name, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "category 3 does not exist; feature 1 has 3");
    expect_error(glia_dataset_category_name(dataset, 2, 0, name, sizeof name, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "feature 2 does not exist; the data set has 2");
    assert_int_equal(glia_dataset_category_count(NULL, 0), 0);
    assert_int_equal(glia_dataset_category_count(dataset, 9), 0);
    assert_int_equal(glia_dataset_has_missing(NULL), 0);
    glia_dataset_destroy(dataset);
}

static void data_set_refuses_categories_that_do_not_fit(void** state) {
    const float x[2] = {0, 3};
    const char* const twice[] = {"a", "a", "b", "c"};
    const char* const null[] = {"a", NULL, "b", "c"};
    const int32_t classes[2] = {0, 1};
    glia_dataset* dataset = NULL;
    glia_dataset* out = NULL;
    (void)state;
    expect_ok(glia_dataset_create_classes_missing(&dataset, x, 2, 1, 0, classes, 2));
    assert_int_equal(glia_dataset_has_missing(dataset), 0);
    expect_error(glia_dataset_with_categories(dataset, 0, colours, 3, &out), GLIA_ERROR_INVALID_ARGUMENT,
                 "x: row 1, column 0 (from 0) is 3; with 3 categories it must be a whole number from 0 to 2");
    expect_error(glia_dataset_with_categories(dataset, 0, twice, 4, &out), GLIA_ERROR_INVALID_ARGUMENT,
                 "category 'a' of feature 0 stands twice");
    expect_error(glia_dataset_with_categories(dataset, 0, null, 4, &out), GLIA_ERROR_INVALID_ARGUMENT,
                 "names[1] is NULL");
    expect_error(glia_dataset_with_categories(dataset, 1, colours, 3, &out), GLIA_ERROR_INVALID_ARGUMENT,
                 "feature 1 does not exist; the data set has 1");
    expect_error(glia_dataset_with_categories(dataset, 0, colours, 0, &out), GLIA_ERROR_INVALID_ARGUMENT,
                 "count is 0; it must be from 1 to 1000000");
    expect_error(glia_dataset_with_categories(dataset, 0, NULL, 3, &out), GLIA_ERROR_INVALID_ARGUMENT, "names is NULL");
    expect_error(glia_dataset_with_categories(NULL, 0, colours, 3, &out), GLIA_ERROR_INVALID_ARGUMENT,
                 "dataset is NULL");
    expect_error(glia_dataset_with_categories(dataset, 0, colours, 3, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "out is NULL");
    assert_null(out);
    glia_dataset_destroy(dataset);
}

static void model_takes_columns_and_tells_how_it_scales_them(void** state) {
    glia_dataset* train = make_houses();
    glia_model* model = make_scaled(train);
    double center = 0;
    double scale = 0;
    char text[32];
    (void)state;
    assert_int_equal(glia_model_inputs(model), 2);
    assert_int_equal(glia_model_parameter_count(model), 4 * 6 + 6 + 6 + 1);
    expect_ok(glia_model_input_scale(model, 0, &center, &scale)); /* of the seven widths that are known */
    assert_true(fabs(center - 330.0 / 7) < 1e-12);
    assert_true(fabs(scale - sqrt(19500.0 / 7 - center * center)) < 1e-12);
    expect_ok(glia_model_output_scale(model, 0, &center, &scale));
    assert_true(center == 110 && scale == 720);
    expect_error(glia_model_input_scale(model, 1, &center, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "input 1 (1) is one of categories, which are not scaled");
    expect_error(glia_model_input_scale(model, 2, &center, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "input is 2; the model takes 2, counted from 0");
    expect_error(glia_model_output_scale(model, 1, &center, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "output is 1; the model has 1, counted from 0");
    expect_ok(glia_model_input_scaling(model, text, sizeof text, NULL));
    assert_string_equal(text, "standardize");
    expect_ok(glia_model_target_scaling(model, text, sizeof text, NULL));
    assert_string_equal(text, "min_max");
    expect_ok(glia_model_missing_policy(model, text, sizeof text, NULL));
    assert_string_equal(text, "mean");
    expect_ok(glia_model_input_name(model, 1, text, sizeof text, NULL));
    assert_string_equal(text, "1");
    assert_int_equal(glia_model_category_count(model, 0), 0);
    assert_int_equal(glia_model_category_count(model, 1), 3);
    expect_ok(glia_model_category_name(model, 1, 1, text, sizeof text, NULL));
    assert_string_equal(text, "green");
    expect_error(glia_model_category_name(model, 1, 3, text, sizeof text, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "category 3 does not exist; input 1 has 3");
    glia_model_destroy(model);
    glia_dataset_destroy(train);
}

static void model_without_scaling_says_so(void** state) {
    glia_model* model = make_model();
    double center = 1;
    double scale = 0;
    char text[32] = "?";
    (void)state;
    expect_ok(glia_model_input_scaling(model, text, sizeof text, NULL));
    assert_string_equal(text, "none");
    expect_ok(glia_model_target_scaling(model, text, sizeof text, NULL));
    assert_string_equal(text, "none");
    expect_ok(glia_model_missing_policy(model, text, sizeof text, NULL));
    assert_string_equal(text, "");
    expect_ok(glia_model_input_name(model, 3, text, sizeof text, NULL));
    assert_string_equal(text, "3");
    expect_ok(glia_model_input_scale(model, 3, &center, &scale));
    assert_true(center == 0 && scale == 1);
    expect_ok(glia_model_output_scale(model, 2, &center, &scale));
    assert_true(center == 0 && scale == 1);
    assert_int_equal(glia_model_category_count(model, 0), 0);
    assert_int_equal(glia_model_category_count(NULL, 0), 0);
    glia_model_destroy(model);
}

static void model_learns_and_predicts_in_the_units_of_the_data(void** state) {
    glia_dataset* train = make_houses();
    glia_model* model = make_scaled(train);
    glia_trainer* trainer = NULL;
    float y[houses];
    const float prices[houses] = {110, 230, 350, 410, 530, 650, 710, 830};
    (void)state;
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_optimizer(trainer, "adam(learning_rate=0.02)"));
    expect_ok(glia_trainer_set_epochs(trainer, 500));
    expect_ok(glia_trainer_set_batch_size(trainer, 0));
    expect_ok(glia_trainer_fit(trainer, train, train));
    expect_ok(glia_model_predict_dataset(model, train, 0, houses, y));
    for (int i = 0; i < houses; i++) assert_true(fabsf(y[i] - prices[i]) < 40);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(train);
}

/* predict, a session, a data set, a clone and a model from a file give the same bits. */
static void every_way_to_predict_gives_the_same_bits(void** state) {
    glia_dataset* train = make_houses();
    glia_model* model = make_scaled(train);
    glia_model* clone = NULL;
    glia_model* loaded = NULL;
    glia_session* session = NULL;
    float x[2 * houses];
    float y[houses];
    float other[houses];
    size_t size = 0;
    void* bytes = NULL;
    (void)state;
    expect_ok(glia_dataset_get_rows(train, 0, houses, x, NULL, NULL));
    expect_ok(glia_model_predict(model, x, houses, y));
    assert_true(y[0] != y[1]);
    expect_ok(glia_model_predict_dataset(model, train, 0, houses, other));
    assert_memory_equal(y, other, sizeof y);
    expect_ok(glia_session_create(&session, model, houses));
    expect_ok(glia_session_predict(session, x, houses, other));
    assert_memory_equal(y, other, sizeof y);
    expect_ok(glia_model_clone(model, &clone));
    expect_ok(glia_model_predict(clone, x, houses, other));
    assert_memory_equal(y, other, sizeof y);
    expect_ok(glia_model_save_memory(model, NULL, 0, &size));
    bytes = malloc(size);
    expect_ok(glia_model_save_memory(model, bytes, size, NULL));
    expect_ok(glia_model_load_memory(&loaded, bytes, size));
    expect_ok(glia_model_predict(loaded, x, houses, other));
    assert_memory_equal(y, other, sizeof y);
    free(bytes);
    glia_session_destroy(session);
    glia_model_destroy(loaded);
    glia_model_destroy(clone);
    glia_model_destroy(model);
    glia_dataset_destroy(train);
}

static void model_finds_categories_by_name(void** state) {
    const char* const other_order[] = {"blue", "red"};
    const float x[2] = {30, 1};
    const float same[2] = {30, 0}; /* red is 0 in the model */
    float y = 0;
    float expected = 1;
    glia_dataset* train = make_houses();
    glia_dataset* numbers = NULL;
    glia_dataset* dataset = NULL;
    glia_model* model = make_scaled(train);
    (void)state;
    expect_ok(glia_dataset_create(&numbers, x, 1, 2, 0, NULL, 0, 0));
    expect_ok(glia_dataset_with_categories(numbers, 1, other_order, 2, &dataset));
    expect_ok(glia_model_predict_dataset(model, dataset, 0, 1, &y));
    expect_ok(glia_model_predict(model, same, 1, &expected));
    assert_true(y == expected);
    expect_error(glia_model_predict_dataset(model, dataset, 0, 2, &y), GLIA_ERROR_INVALID_ARGUMENT,
                 "first is 0 and count is 2; the data set has 1 rows");
    expect_error(glia_model_predict_dataset(model, dataset, 0, 1, NULL), GLIA_ERROR_INVALID_ARGUMENT, "y is NULL");
    expect_ok(glia_model_predict_dataset(model, dataset, 1, 0, NULL));
    glia_model_destroy(model);
    glia_dataset_destroy(dataset);
    glia_dataset_destroy(numbers);
    glia_dataset_destroy(train);
}

static void scaling_is_refused_where_it_cannot_be(void** state) {
    glia_dataset* train = make_houses();
    glia_dataset* classes = make_dataset();
    glia_model* model = NULL;
    const float missing[2] = {NAN, 1};
    float y = 0;
    (void)state;
    expect_ok(glia_model_create(&model, 2));
    expect_error(glia_model_scale_inputs(NULL, train, "none", "mean"), GLIA_ERROR_INVALID_ARGUMENT, "model is NULL");
    expect_error(glia_model_scale_inputs(model, NULL, "none", "mean"), GLIA_ERROR_INVALID_ARGUMENT, "train is NULL");
    expect_error(glia_model_scale_inputs(model, train, NULL, "mean"), GLIA_ERROR_INVALID_ARGUMENT, "scaling is NULL");
    expect_error(glia_model_scale_inputs(model, train, "none", NULL), GLIA_ERROR_INVALID_ARGUMENT, "missing is NULL");
    expect_error(
        glia_model_scale_inputs(model, train, "standardise", "mean"), GLIA_ERROR_NOT_FOUND,
        "unknown scaling 'standardise'; did you mean 'standardize'? Known: min_max, none, robust, standardize");
    expect_error(glia_model_scale_inputs(model, train, "min_max(low=2)", "mean"), GLIA_ERROR_INVALID_ARGUMENT,
                 "scaling 'min_max': low is 2 and high is 1; low must be below high");
    assert_int_equal(glia_model_scale_inputs(model, train, "none", "median"), GLIA_ERROR_NOT_FOUND);
    expect_error(glia_model_scale_inputs(model, train, "none", "refuse"), GLIA_ERROR_INVALID_ARGUMENT,
                 "row 2, column 0 (0), counted from 0, has no value; the policy for missing values must be 'mean', or "
                 "every value be known");
    expect_error(glia_model_scale_inputs(model, classes, "none", "refuse"), GLIA_ERROR_INVALID_ARGUMENT,
                 "there are 4 columns; the model takes 2");
    expect_error(glia_model_scale_targets(model, train, "none"), GLIA_ERROR_STATE, "the model has no layers");
    expect_ok(glia_model_add_dense(model, 1, "identity"));
    assert_int_equal(glia_model_scale_inputs(model, train, "none", "mean"), GLIA_ERROR_INVALID_ARGUMENT);
    expect_error(glia_model_scale_targets(model, classes, "none"), GLIA_ERROR_INVALID_ARGUMENT,
                 "the targets are classes, which have no scale; only values do");
    expect_ok(glia_model_scale_targets(model, train, "none"));
    expect_error(glia_model_add_dense(model, 1, "identity"), GLIA_ERROR_STATE,
                 "the model's targets are scaled already: add layers before that");
    expect_ok(glia_model_initialize(model, "auto", 1));
    expect_error(glia_model_scale_targets(model, train, "none"), GLIA_ERROR_STATE,
                 "the model's parameters have values already: scale targets before that");
    expect_ok(glia_model_predict(model, missing, 1, &y)); /* without scaling, NaN is a number like any other */
    assert_true(isnan(y));
    glia_model_destroy(model);

    expect_ok(glia_model_create(&model, 4));
    expect_ok(glia_model_scale_inputs(model, classes, "robust", "refuse"));
    expect_ok(glia_model_add_dense(model, 3, "softmax"));
    expect_ok(glia_model_initialize(model, "auto", 1));
    {
        const float x[8] = {1, 2, 3, 4, 1, 2, NAN, 4};
        float out[6] = {0};
        expect_error(glia_model_predict(model, x, 2, out), GLIA_ERROR_INVALID_ARGUMENT,
                     "row 1, column 2 (2), counted from 0, has no value, and the model refuses missing values");
        expect_ok(glia_model_predict(model, x, 1, out));
    }
    glia_model_destroy(model);
    glia_dataset_destroy(classes);
    glia_dataset_destroy(train);
}

static void scalings_are_a_family_of_specs(void** state) {
    char text[512];
    (void)state;
    expect_ok(glia_spec_list("scaling", text, sizeof text, NULL));
    assert_string_equal(text, "[\"min_max\",\"none\",\"robust\",\"standardize\"]");
    expect_ok(glia_spec_check("scaling", "min_max(low=-1)"));
    assert_int_equal(glia_spec_check("scaling", "min_max(low=nan)"), GLIA_ERROR_INVALID_ARGUMENT);
}

static void model_describes_its_scaling(void** state) {
    glia_dataset* train = make_houses();
    glia_model* model = make_scaled(train);
    char text[4096];
    (void)state;
    expect_ok(glia_model_describe(model, text, sizeof text, NULL));
    assert_non_null(strstr(text, "2 inputs, 1 outputs, 37 parameters\n"));
    assert_non_null(strstr(text, "one-hot of 3"));
    assert_non_null(strstr(text, "red, green, blue\n"));
    assert_non_null(strstr(text, "a missing value becomes the mean; a missing category, the share of each\n"));
    assert_non_null(strstr(text, "min_max"));
    expect_ok(glia_model_describe_json(model, text, sizeof text, NULL));
    assert_non_null(
        strstr(text, "\"input_scaling\":\"standardize\",\"missing\":\"mean\",\"target_scaling\":\"min_max\""));
    assert_non_null(strstr(text, "\"categories\":[\"red\",\"green\",\"blue\"],\"missing\":[0.375,0.375,0.25]"));
    assert_non_null(strstr(text, "\"targets\":[{\"center\":110.0,\"scale\":720.0}]"));
    glia_model_destroy(model);
    glia_dataset_destroy(train);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_set_knows_what_is_missing_and_what_categories_are_called),
        cmocka_unit_test(data_set_refuses_categories_that_do_not_fit),
        cmocka_unit_test(model_takes_columns_and_tells_how_it_scales_them),
        cmocka_unit_test(model_without_scaling_says_so),
        cmocka_unit_test(model_learns_and_predicts_in_the_units_of_the_data),
        cmocka_unit_test(every_way_to_predict_gives_the_same_bits),
        cmocka_unit_test(model_finds_categories_by_name),
        cmocka_unit_test(scaling_is_refused_where_it_cannot_be),
        cmocka_unit_test(scalings_are_a_family_of_specs),
        cmocka_unit_test(model_describes_its_scaling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
