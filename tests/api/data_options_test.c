#include <stdio.h>
#include <string.h>

#include "api_test.h"

static const char* const table =
    "id;colour;size;price;weight\n"
    "1;red;2;10;0.5\n"
    "2;green;;20;1\n"
    "3;red;4;30;2\n";

static void write_table(void) {
    FILE* file = fopen("data_options_test.csv", "w");
    assert_non_null(file);
    assert_int_equal(fwrite(table, 1, strlen(table), file), strlen(table));
    assert_int_equal(fclose(file), 0);
}

static void opens_a_table_with_options(void** state) {
    glia_data_options* options = NULL;
    glia_dataset* dataset = NULL;
    float x[6];
    float targets[6];
    char name[16];
    (void)state;
    write_table();
    expect_ok(glia_data_options_create(&options));
    expect_ok(glia_data_options_set_delimiter(options, ";"));
    expect_ok(glia_data_options_add_ignored(options, "id"));
    expect_ok(glia_data_options_add_target(options, "weight"));
    expect_ok(glia_data_options_add_target(options, "price"));
    expect_error(glia_dataset_open_with(&dataset, "data_options_test.csv", options), GLIA_ERROR_FORMAT,
                 "'data_options_test.csv': line 3, column 3 ('size'): the field is empty; a number is needed");
    assert_null(dataset);
    expect_ok(glia_data_options_set_missing(options, 1));
    expect_ok(glia_dataset_open_with(&dataset, "data_options_test.csv", options));
    glia_data_options_destroy(options);
    assert_int_equal(glia_dataset_features(dataset), 2);
    assert_int_equal(glia_dataset_outputs(dataset), 2);
    assert_int_equal(glia_dataset_is_stream(dataset), 0);
    expect_ok(glia_dataset_feature_name(dataset, 1, name, sizeof name, NULL));
    assert_string_equal(name, "size");
    expect_ok(glia_dataset_get_rows(dataset, 0, 3, x, targets, NULL));
    assert_true(x[0] == 1 && x[1] == 2); /* green, red: in alphabetical order */
    assert_true(x[2] == 0 && x[3] != x[3]);
    assert_true(targets[4] == 2 && targets[5] == 30);
    glia_dataset_destroy(dataset);
    assert_int_equal(remove("data_options_test.csv"), 0);
}

static void knows_classes_and_categories(void** state) {
    static const char* const colours[] = {"red", "green"};
    static const char* const ids[] = {"3", "2", "1"};
    glia_data_options* options = NULL;
    glia_dataset* dataset = NULL;
    float x[12];
    int32_t classes[3];
    (void)state;
    write_table();
    expect_ok(glia_data_options_create(&options));
    expect_ok(glia_data_options_set_delimiter(options, ";"));
    expect_ok(glia_data_options_add_target(options, "0"));
    expect_ok(glia_data_options_set_classes(options, ids, 3));
    expect_ok(glia_data_options_add_categories(options, "colour", colours, 2));
    expect_ok(glia_data_options_add_categorical(options, "-1"));
    expect_ok(glia_data_options_set_header(options, GLIA_HEADER_YES));
    expect_ok(glia_data_options_add_ignored(options, "size"));
    expect_ok(glia_dataset_open_with(&dataset, "data_options_test.csv", options));
    expect_ok(glia_dataset_get_rows(dataset, 0, 3, x, NULL, classes));
    assert_true(x[0] == 0 && x[3] == 1); /* in the order given */
    assert_true(x[2] == 0 && x[5] == 1 && x[8] == 2);
    assert_int_equal(classes[0], 2);
    assert_int_equal(classes[2], 0);
    glia_dataset_destroy(dataset);
    glia_data_options_destroy(options);
    assert_int_equal(remove("data_options_test.csv"), 0);
}

static void keeps_metadata_of_the_rows(void** state) {
    glia_data_options* options = NULL;
    glia_dataset* dataset = NULL;
    glia_dataset* picked = NULL;
    const size_t rows[] = {2, 0};
    double values[3] = {0};
    size_t needed = 0;
    (void)state;
    write_table();
    expect_ok(glia_data_options_create(&options));
    expect_ok(glia_data_options_set_delimiter(options, ";"));
    expect_ok(glia_data_options_add_ignored(options, "size"));
    expect_ok(glia_data_options_add_metadata(options, "weight", GLIA_METADATA_NUMBERS));
    expect_ok(glia_data_options_add_metadata(options, "colour", GLIA_METADATA_NAMES));
    expect_ok(glia_dataset_open_with(&dataset, "data_options_test.csv", options));
    assert_int_equal(glia_dataset_features(dataset), 1); /* id; price is the target, the last column that is left */
    expect_ok(glia_dataset_get_metadata(dataset, 0, NULL, 0, &needed));
    assert_int_equal(needed, 3);
    expect_ok(glia_dataset_get_metadata(dataset, 0, values, 3, NULL));
    assert_true(values[0] == 0.5 && values[1] == 1 && values[2] == 2);
    expect_ok(glia_dataset_get_metadata(dataset, 1, values, 3, NULL));
    assert_true(values[0] == 1 && values[1] == 0 && values[2] == 1); /* green, red */
    expect_ok(glia_dataset_pick(&picked, dataset, rows, 2));
    expect_ok(glia_dataset_get_metadata(picked, 0, values, 2, NULL));
    assert_true(values[0] == 2 && values[1] == 0.5);
    assert_int_equal(glia_dataset_get_metadata(dataset, 0, values, 2, NULL), GLIA_ERROR_CAPACITY);
    expect_error(glia_dataset_get_metadata(dataset, 2, values, 3, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "metadata column 2 does not exist; the data set has 2");
    assert_int_equal(glia_dataset_get_metadata(NULL, 0, values, 3, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    glia_dataset_destroy(picked);
    glia_dataset_destroy(dataset);
    expect_ok(glia_data_options_set_stream(options, 1, 0));
    expect_error(glia_dataset_open_with(&dataset, "data_options_test.csv", options), GLIA_ERROR_UNSUPPORTED,
                 "'data_options_test.csv': column 'weight' is to be kept as metadata of the rows, but a stream keeps "
                 "nothing: open it in memory");
    expect_ok(glia_data_options_set_stream(options, 0, 0));
    expect_ok(glia_data_options_add_metadata(options, "id", GLIA_METADATA_NUMBERS));
    expect_ok(glia_data_options_add_target(options, "id"));
    expect_error(glia_dataset_open_with(&dataset, "data_options_test.csv", options), GLIA_ERROR_INVALID_ARGUMENT,
                 "column 'id' is metadata already; each column is given once");
    expect_error(glia_data_options_add_metadata(options, NULL, GLIA_METADATA_NAMES), GLIA_ERROR_INVALID_ARGUMENT,
                 "column is NULL");
    expect_error(glia_data_options_add_metadata(options, "id", 2), GLIA_ERROR_INVALID_ARGUMENT,
                 "kind is 2; it must be 0 (numbers) or 1 (names)");
    glia_data_options_destroy(options);
    assert_int_equal(remove("data_options_test.csv"), 0);
}

static void refuses_bad_options(void** state) {
    static const char* const twice[] = {"a", "b", "a"};
    static const char* const hole[] = {"a", NULL};
    static const char* const no_text[] = {"\xff"};
    const glia_status invalid = GLIA_ERROR_INVALID_ARGUMENT;
    glia_data_options* options = NULL;
    glia_dataset* dataset = NULL;
    (void)state;
    expect_ok(glia_data_options_create(&options));
    expect_error(glia_data_options_create(NULL), invalid, "out is NULL");
    expect_error(glia_data_options_set_labels(NULL, "a"), invalid, "options is NULL");
    expect_error(glia_data_options_add_target(options, NULL), invalid, "column is NULL");
    expect_error(glia_data_options_add_ignored(options, NULL), invalid, "column is NULL");
    expect_error(glia_data_options_add_categorical(options, NULL), invalid, "column is NULL");
    expect_error(glia_data_options_set_target_kind(options, -1), invalid,
                 "target_kind is -1; it must be from 0 (auto) to 3 (none)");
    expect_error(glia_data_options_set_classes(options, NULL, 1), invalid, "classes is NULL");
    expect_error(glia_data_options_set_classes(options, twice, 0), invalid,
                 "class_count is 0; it must be from 1 to 1000000");
    expect_error(glia_data_options_set_classes(options, twice, 3), invalid, "classes: 'a' is given twice");
    expect_error(glia_data_options_set_classes(options, hole, 2), invalid, "classes[1] is NULL");
    expect_error(glia_data_options_add_categories(options, "a", no_text, 1), invalid,
                 "categories[0] is not UTF-8: '\\xff'");
    expect_error(glia_data_options_add_categories(options, NULL, twice, 2), invalid, "column is NULL");
    expect_error(glia_data_options_set_delimiter(options, "|"), invalid,
                 "delimiter is '|'; it must be ',', ';' or a tab");
    expect_error(glia_data_options_set_delimiter(options, NULL), invalid, "delimiter is NULL");
    expect_error(glia_data_options_set_header(options, 3), invalid,
                 "header is 3; it must be 0 (auto), 1 (yes) or 2 (no)");
    expect_error(glia_data_options_set_missing(NULL, 1), invalid, "options is NULL");
    expect_error(glia_data_options_set_stream(NULL, 1, 0), invalid, "options is NULL");
    expect_error(glia_dataset_open_with(&dataset, NULL, options), invalid, "path is NULL");
    expect_error(glia_dataset_open_with(&dataset, "a", NULL), invalid, "options is NULL");
    expect_error(glia_dataset_open_with(NULL, "a", options), invalid, "out is NULL");
    assert_int_equal(glia_dataset_open_with(&dataset, "/no/such", options), GLIA_ERROR_NOT_FOUND);
    glia_data_options_destroy(options);
    glia_data_options_destroy(NULL);
}

/* Rows of two features that are their number and its half, in two classes. */
struct generator {
    size_t rows;
    size_t most; /* at once */
    int32_t answer;
    int destroyed;
};

static int32_t generate(size_t first, size_t capacity, float* x, float* targets, int32_t* classes, size_t* delivered,
                        void* user) {
    const struct generator* generator = user;
    size_t count = first < generator->rows ? generator->rows - first : 0;
    if (count > capacity) count = capacity;
    if (count > generator->most) count = generator->most;
    assert_null(targets);
    for (size_t i = 0; i < count; i++) {
        x[2 * i] = (float)(first + i);
        x[2 * i + 1] = (float)(first + i) / 2;
        classes[i] = (int32_t)((first + i) % 2);
    }
    *delivered = count;
    return generator->answer;
}

static void count_destroyed(void* user) {
    ((struct generator*)user)->destroyed++;
}

static void trains_on_rows_from_a_callback(void** state) {
    struct generator generator = {100, 7, 0, 0};
    glia_dataset* dataset = NULL;
    glia_model* model = NULL;
    glia_trainer* trainer = NULL;
    double loss = 0;
    float x = 0;
    (void)state;
    expect_ok(glia_dataset_stream_callback(&dataset, 100, 2, 0, 2, 30, generate, &generator, count_destroyed));
    assert_int_equal(glia_dataset_is_stream(dataset), 1);
    expect_ok(glia_model_create(&model, 2));
    expect_ok(glia_model_add_dense(model, 2, "softmax"));
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_epochs(trainer, 3));
    expect_ok(glia_trainer_fit(trainer, dataset, NULL));
    expect_ok(glia_trainer_evaluate(trainer, dataset, &loss, NULL));
    assert_true(loss > 0);
    assert_int_equal(glia_dataset_get_rows(dataset, 0, 1, &x, NULL, NULL), GLIA_ERROR_UNSUPPORTED);

    generator.rows = 99;
    expect_error(glia_trainer_evaluate(trainer, dataset, &loss, NULL), GLIA_ERROR_FORMAT,
                 "the callback ended after 99 rows; 100 were declared");
    generator.rows = 101;
    expect_error(glia_trainer_evaluate(trainer, dataset, &loss, NULL), GLIA_ERROR_FORMAT,
                 "the callback goes on after the 100 rows that were declared");
    generator.rows = 100;
    generator.answer = 42;
    expect_error(glia_trainer_fit(trainer, dataset, NULL), GLIA_ERROR_CANCELLED,
                 "the callback that delivers rows returned 42 at row 0 (from 0)");
    assert_int_equal(glia_dataset_callback_result(dataset), 42);
    assert_int_equal(glia_trainer_stop_reason(trainer), GLIA_STOP_CALLBACK);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    assert_int_equal(generator.destroyed, 0);
    glia_dataset_destroy(dataset);
    assert_int_equal(generator.destroyed, 1);
}

static void refuses_a_callback_that_makes_no_sense(void** state) {
    struct generator generator = {100, 7, 0, 0};
    const glia_status invalid = GLIA_ERROR_INVALID_ARGUMENT;
    glia_dataset* dataset = NULL;
    (void)state;
    expect_error(glia_dataset_stream_callback(NULL, 1, 2, 0, 2, 0, generate, &generator, NULL), invalid, "out is NULL");
    expect_error(glia_dataset_stream_callback(&dataset, 1, 2, 0, 2, 0, NULL, &generator, count_destroyed), invalid,
                 "read is NULL");
    expect_error(glia_dataset_stream_callback(&dataset, 0, 2, 0, 2, 0, generate, &generator, count_destroyed), invalid,
                 "rows is 0; a stream has at least one");
    expect_error(glia_dataset_stream_callback(&dataset, 1, 0, 0, 2, 0, generate, &generator, count_destroyed), invalid,
                 "features is 0; it must be from 1 to 2147483647");
    expect_error(glia_dataset_stream_callback(&dataset, 1, SIZE_MAX, 0, 2, 0, generate, &generator, count_destroyed),
                 invalid, "features is 18446744073709551615; it must be from 1 to 2147483647");
    expect_error(glia_dataset_stream_callback(&dataset, 1, 2, 2147483648U, 0, 0, generate, &generator, count_destroyed),
                 invalid, "outputs is 2147483648; it must be from 1 to 2147483647");
    expect_error(glia_dataset_stream_callback(&dataset, 1, 2, 1, 2, 0, generate, &generator, count_destroyed), invalid,
                 "there are 1 outputs and 2 classes; a row has target values or a class");
    expect_error(glia_dataset_stream_callback(&dataset, 1, 2, 0, 1000001, 0, generate, &generator, count_destroyed),
                 invalid, "1000001 classes; there can be at most 1000000");
    assert_null(dataset);
    assert_int_equal(generator.destroyed, 0);
    assert_int_equal(glia_dataset_is_stream(NULL), 0);
    assert_int_equal(glia_dataset_callback_result(NULL), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_a_table_with_options),     cmocka_unit_test(knows_classes_and_categories),
        cmocka_unit_test(keeps_metadata_of_the_rows),     cmocka_unit_test(refuses_bad_options),
        cmocka_unit_test(trains_on_rows_from_a_callback), cmocka_unit_test(refuses_a_callback_that_makes_no_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
