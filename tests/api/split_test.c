/* Splits and folds from C. */
#include <math.h>
#include <string.h>

#include "api_test.h"

enum {
    rows = 10
};

/* Row i has one feature, which is i, and the class i % 2. */
static glia_dataset* numbered(void) {
    glia_dataset* dataset = NULL;
    float x[rows];
    int32_t classes[rows];
    for (int i = 0; i < rows; i++) {
        x[i] = (float)i;
        classes[i] = i % 2;
    }
    expect_ok(glia_dataset_create_classes(&dataset, x, rows, 1, 0, classes, 2));
    return dataset;
}

static void expect_rows(const glia_dataset* part, size_t count, const float* expected) {
    float x[rows];
    assert_int_equal(glia_dataset_rows(part), count);
    expect_ok(glia_dataset_get_rows(part, 0, count, x, NULL, NULL));
    assert_memory_equal(x, expected, count * sizeof *x);
}

static void splits_by_group_and_by_time(void** state) {
    const int32_t groups[rows] = {7, 7, -3, -3, 7, -3, 7, 7, -3, -3};
    glia_dataset* whole = numbered();
    glia_dataset* first = NULL;
    glia_dataset* second = NULL;
    (void)state;
    expect_ok(glia_dataset_split_groups(whole, 0.5, groups, rows, 1, &first, &second));
    if (glia_dataset_rows(first) != 5) fail_msg("a group was parted");
    glia_dataset_destroy(first);
    glia_dataset_destroy(second);
    expect_ok(glia_dataset_split_time(whole, 0.3, &first, &second));
    glia_dataset_destroy(whole); /* the parts live on */
    expect_rows(first, 7, (const float[]){0, 1, 2, 3, 4, 5, 6});
    expect_rows(second, 3, (const float[]){7, 8, 9});
    glia_dataset_destroy(first);
    glia_dataset_destroy(second);
}

static void sorts_and_picks(void** state) {
    const double keys[rows] = {5, 4, 3, 2, 1, 1, 2, 3, 4, INFINITY};
    const size_t picked[] = {9, 0, 0};
    glia_dataset* whole = numbered();
    glia_dataset* part = NULL;
    (void)state;
    expect_ok(glia_dataset_sort(&part, whole, keys, rows));
    expect_rows(part, rows, (const float[]){4, 5, 3, 6, 2, 7, 1, 8, 0, 9});
    glia_dataset_destroy(part);
    expect_ok(glia_dataset_pick(&part, whole, picked, 3));
    expect_rows(part, 3, (const float[]){9, 0, 0});
    glia_dataset_destroy(part);
    expect_ok(glia_dataset_pick(&part, whole, NULL, 0));
    assert_int_equal(glia_dataset_rows(part), 0);
    glia_dataset_destroy(part);
    glia_dataset_destroy(whole);
}

static void makes_folds(void** state) {
    glia_dataset* whole = numbered();
    glia_dataset* train = NULL;
    glia_dataset* validation = NULL;
    size_t count = 0;
    float sum = 0;
    char text[1024];
    (void)state;
    expect_ok(glia_fold_count("stratified(folds=5)", &count));
    assert_int_equal(count, 5);
    for (size_t i = 0; i < count; i++) {
        float x[rows];
        int32_t classes[rows];
        expect_ok(glia_dataset_fold(whole, "stratified(folds=5)", NULL, 0, 3, i, &train, &validation));
        assert_int_equal(glia_dataset_rows(train), 8);
        assert_int_equal(glia_dataset_rows(validation), 2);
        expect_ok(glia_dataset_get_rows(validation, 0, 2, x, NULL, classes));
        assert_int_equal(classes[0] + classes[1], 1);
        sum += x[0] + x[1];
        glia_dataset_destroy(train);
        glia_dataset_destroy(validation);
    }
    assert_true(sum == 45); /* each row once: 0 + 1 + ... + 9 */
    expect_ok(glia_dataset_fold(whole, "time(folds=4)", NULL, 0, 0, 1, &train, &validation));
    expect_rows(train, 4, (const float[]){0, 1, 2, 3});
    expect_rows(validation, 2, (const float[]){4, 5});
    glia_dataset_destroy(train);
    glia_dataset_destroy(validation);
    glia_dataset_destroy(whole);
    expect_ok(glia_spec_list("folds", text, sizeof text, NULL));
    assert_string_equal(text, "[\"grouped\",\"plain\",\"stratified\",\"time\"]");
}

static void count_warning(int32_t level, const char* message, void* user) {
    if (level == GLIA_LOG_WARN && strstr(message, "class '1' has fewer rows (2) than there are folds (3): ") != NULL) {
        ++*(int*)user;
    }
}

static void warns_of_a_class_with_few_rows(void** state) {
    const float x[5] = {0, 1, 2, 3, 4};
    const int32_t classes[5] = {0, 0, 0, 1, 1};
    glia_dataset* whole = NULL;
    glia_dataset* train = NULL;
    glia_dataset* validation = NULL;
    int warnings = 0;
    (void)state;
    expect_ok(glia_dataset_create_classes(&whole, x, 5, 1, 0, classes, 2));
    expect_ok(glia_log_set_callback(count_warning, &warnings, NULL));
    expect_ok(glia_dataset_fold(whole, "stratified(folds=3)", NULL, 0, 0, 0, &train, &validation));
    expect_ok(glia_log_set_callback(NULL, NULL, NULL));
    assert_int_equal(warnings, 1);
    glia_dataset_destroy(train);
    glia_dataset_destroy(validation);
    glia_dataset_destroy(whole);
}

static void refuses_what_makes_no_sense(void** state) {
    const int32_t groups[rows] = {0};
    const double keys[rows] = {0, NAN};
    const size_t beyond[] = {rows};
    glia_dataset* whole = numbered();
    glia_dataset* a = whole;
    glia_dataset* b = whole;
    size_t count = 0;
    (void)state;
    assert_int_equal(glia_dataset_split_time(NULL, 0.5, &a, &b), GLIA_ERROR_INVALID_ARGUMENT);
    assert_null(a);
    assert_null(b);
    expect_error(glia_dataset_split_time(whole, 0.5, &a, &a), GLIA_ERROR_INVALID_ARGUMENT,
                 "first and second are the same pointer; they must be two, for the two parts");
    expect_error(glia_dataset_split_time(whole, 0.5, NULL, &a), GLIA_ERROR_INVALID_ARGUMENT, "first is NULL");
    expect_error(glia_dataset_split_time(whole, NAN, &a, &b), GLIA_ERROR_INVALID_ARGUMENT,
                 "fraction is nan; it must be from 0 to 1");
    expect_error(glia_dataset_split_groups(whole, 0.5, NULL, rows, 0, &a, &b), GLIA_ERROR_INVALID_ARGUMENT,
                 "groups is NULL");
    expect_error(glia_dataset_split_groups(whole, 0.5, groups, 9, 0, &a, &b), GLIA_ERROR_INVALID_ARGUMENT,
                 "there are 9 groups; the data set has 10 rows, and each needs the number of its group");
    expect_error(glia_dataset_sort(&a, whole, keys, rows), GLIA_ERROR_INVALID_ARGUMENT,
                 "keys: row 1 (from 0) is nan, which stands in no order");
    expect_error(glia_dataset_sort(&a, whole, NULL, rows), GLIA_ERROR_INVALID_ARGUMENT, "keys is NULL");
    expect_error(glia_dataset_pick(&a, whole, beyond, 1), GLIA_ERROR_INVALID_ARGUMENT,
                 "row 10 is not in a data set of 10 rows");
    expect_error(glia_dataset_pick(&a, whole, NULL, 1), GLIA_ERROR_INVALID_ARGUMENT, "rows is NULL");
    expect_error(glia_dataset_pick(&a, whole, beyond, SIZE_MAX), GLIA_ERROR_INVALID_ARGUMENT,
                 "count is 18446744073709551615; it must be from 0 to 1152921504606846975");
    expect_error(glia_dataset_fold(whole, NULL, NULL, 0, 0, 0, &a, &b), GLIA_ERROR_INVALID_ARGUMENT, "folds is NULL");
    expect_error(glia_dataset_fold(whole, "plain", NULL, 0, 0, 5, &a, &b), GLIA_ERROR_INVALID_ARGUMENT,
                 "fold 5 does not exist; there are 5, counted from 0");
    expect_error(glia_dataset_fold(whole, "plain", groups, rows, 0, 0, &a, &b), GLIA_ERROR_INVALID_ARGUMENT,
                 "there are groups, but 'plain' folds do not look at them");
    expect_error(glia_dataset_fold(whole, "grouped", NULL, rows, 0, 0, &a, &b), GLIA_ERROR_INVALID_ARGUMENT,
                 "groups is NULL");
    expect_error(glia_dataset_fold(whole, "grouped(folds=2)", groups, rows, 0, 0, &a, &b), GLIA_ERROR_INVALID_ARGUMENT,
                 "folds is 2, but there are 1 groups: each fold needs at least one");
    assert_int_equal(glia_dataset_fold(whole, "kfold", NULL, 0, 0, 0, &a, &b), GLIA_ERROR_NOT_FOUND);
    assert_int_equal(glia_fold_count("plain(folds=1)", &count), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_fold_count("plain", NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_null(a);
    assert_null(b);
    glia_dataset_destroy(whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_by_group_and_by_time),
        cmocka_unit_test(sorts_and_picks),
        cmocka_unit_test(makes_folds),
        cmocka_unit_test(warns_of_a_class_with_few_rows),
        cmocka_unit_test(refuses_what_makes_no_sense),
    };
    return cmocka_run_group_tests_name("splits", tests, NULL, NULL);
}
