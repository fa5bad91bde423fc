/* Status, version, logging, specs, metrics and activations of the host program. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api_test.h"

static void names_every_status(void** state) {
    (void)state;
    assert_string_equal(glia_status_name(GLIA_OK), "GLIA_OK");
    assert_string_equal(glia_status_name(GLIA_ERROR_INTERNAL), "GLIA_ERROR_INTERNAL");
    for (int32_t status = GLIA_OK; status <= GLIA_ERROR_INTERNAL; status++) {
        assert_string_not_equal(glia_status_name(status), "GLIA_ERROR_UNKNOWN");
    }
    assert_string_equal(glia_status_name(-1), "GLIA_ERROR_UNKNOWN");
}

static void knows_its_version(void** state) {
    const char* inside = getenv("GLIA_TEST_INSIDE"); /* where the library has the activations inside, its file */
    char text[32];
    char path[4096];
    (void)state;
    assert_int_equal(glia_version(), GLIA_VERSION);
    snprintf(text, sizeof text, "%d.%d.%d", GLIA_VERSION_MAJOR, GLIA_VERSION_MINOR, GLIA_VERSION_PATCH);
    assert_string_equal(glia_version_string(), text);
    assert_non_null(strstr("baseline avx2 avx512", glia_cpu_name()));
    expect_ok(glia_registry_path("relu", path, sizeof path, NULL));
    assert_non_null(strstr(path, inside != NULL ? strrchr(inside, '/') : "/glia/1/relu.so"));
}

static void tells_its_blas(void** state) {
    const char* other = getenv("GLIA_TEST_BLAS"); /* where the library is not the one that this was linked with */
    const char* flavour = other != NULL ? other : GLIA_TEST_BLAS;
    char expected[64];
    char text[1024];
    (void)state;
    snprintf(expected, sizeof expected, "\"flavour\":\"%s\"", flavour);
    expect_ok(glia_blas_info(text, sizeof text, NULL));
    assert_non_null(strstr(text, expected));
    assert_non_null(strstr(text, "\"core\":\""));
    assert_non_null(strstr(text, "\"threads\":"));
    if (strcmp(flavour, "private") == 0) assert_non_null(strstr(text, "\"threads\":1,"));
}

static void keeps_errors_to_511_bytes(void** state) {
    char name[2000];
    (void)state;
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(glia_spec_check("loss", name), GLIA_ERROR_NOT_FOUND);
    assert_in_range(strlen(glia_last_error()), 1, 511);
}

static void lists_and_describes_families(void** state) {
    char text[4096];
    (void)state;
    expect_ok(glia_spec_list("optimizer", text, sizeof text, NULL));
    assert_string_equal(text,
                        "[\"adadelta\",\"adagrad\",\"adam\",\"adamw\",\"amsgrad\",\"irprop_minus\",\"lbfgs\",\"lion\","
                        "\"nadam\",\"rmsprop\",\"sgd\"]");
    expect_ok(glia_spec_list("schedule", text, sizeof text, NULL));
    assert_string_equal(text,
                        "[\"constant\",\"cosine\",\"cosine_restarts\",\"exponential\",\"one_cycle\",\"polynomial\","
                        "\"reduce_on_plateau\",\"step\"]");
    expect_ok(glia_spec_list("penalty", text, sizeof text, NULL));
    assert_string_equal(text, "[\"l1\",\"l1_l2\",\"l2\",\"none\",\"weight_decay\"]");
    expect_ok(glia_spec_list("constraint", text, sizeof text, NULL));
    assert_string_equal(text, "[\"max_norm\",\"none\"]");
    expect_ok(glia_spec_list("clipping", text, sizeof text, NULL));
    assert_string_equal(text, "[\"none\",\"norm\",\"value\"]");
    expect_ok(glia_spec_list("loss", text, sizeof text, NULL));
    assert_string_equal(text,
                        "[\"binary_crossentropy\",\"categorical_crossentropy\",\"focal\",\"hinge\",\"huber\","
                        "\"kl_divergence\",\"log_cosh\",\"mae\",\"mse\",\"poisson\",\"quantile\"]");
    expect_ok(glia_spec_list("activation", text, sizeof text, NULL));
    assert_non_null(strstr(text, "\"gelu\",\"gelu_tanh\",\"hard_shrink\""));
    expect_ok(glia_spec_describe("optimizer", "sgd", text, sizeof text, NULL));
    assert_non_null(strstr(text,
                           "{\"name\":\"momentum\",\"default\":0.0,\"minimum\":0.0,\"maximum\":1.0,"
                           "\"minimum_open\":false,\"maximum_open\":true}"));
    expect_ok(glia_spec_describe("activation", "leaky_relu", text, sizeof text, NULL));
    assert_non_null(strstr(text, "\"alpha\""));
    expect_ok(glia_spec_check("initializer", "orthogonal(gain=1.4)"));
    expect_error(glia_spec_check("initialiser", "zeros"), GLIA_ERROR_NOT_FOUND,
                 "unknown family 'initialiser'; did you mean 'initializer'? Known: activation, class_weight, clipping, "
                 "constraint, folds, improvement, initializer, layer, loss, metric, optimizer, penalty, scaling, "
                 "schedule");
    assert_int_equal(glia_spec_check("loss", NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_spec_list(NULL, text, sizeof text, NULL), GLIA_ERROR_INVALID_ARGUMENT);
}

static void writes_numbers_without_the_locale(void** state) {
    (void)state;
    expect_ok(glia_spec_check("optimizer", "adam(learning_rate=3e-4)"));
    expect_ok(glia_spec_check("optimizer", " adam ( learning_rate = +0.5 , beta1 = .25 ) "));
    assert_int_equal(glia_spec_check("optimizer", "adam(learning_rate=0,5)"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_spec_check("optimizer", "adam(learning_rate=1, learning_rate=1)"),
                     GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_spec_check("optimizer", "adam("), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_spec_check("optimizer", "adam)"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_spec_check("optimizer", "adam(learning_rate=nan)"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_spec_check("optimizer", "adam(learning_rate=1e999)"), GLIA_ERROR_INVALID_ARGUMENT);
}

static void counts_right_and_wrong(void** state) {
    const float y[6] = {0.1F, 0.9F, 0.8F, 0.2F, 0.5F, 0.5F};
    const int32_t truth[3] = {1, 1, 0};
    int32_t classes[3];
    uint64_t matrix[4];
    double accuracy = 0;
    (void)state;
    expect_ok(glia_metrics_classify(y, 3, 2, classes));
    assert_int_equal(classes[0], 1);
    assert_int_equal(classes[1], 0);
    assert_int_equal(classes[2], 0);
    expect_ok(glia_metrics_accuracy(truth, classes, 3, &accuracy));
    assert_true(accuracy == 2.0 / 3);
    expect_ok(glia_metrics_confusion(truth, classes, 3, 2, matrix));
    assert_int_equal(matrix[0], 1);
    assert_int_equal(matrix[1], 0);
    assert_int_equal(matrix[2], 1);
    assert_int_equal(matrix[3], 1);
    expect_error(glia_metrics_confusion(truth, classes, 3, 1, matrix), GLIA_ERROR_INVALID_ARGUMENT,
                 "truth: row 0 (from 0) is 1; with 1 classes it must be from 0 to 0");
    expect_error(glia_metrics_confusion(truth, classes, 3, SIZE_MAX, matrix), GLIA_ERROR_INVALID_ARGUMENT,
                 "class_count is 18446744073709551615; it must be from 1 to 1000000");
    expect_ok(glia_metrics_classify((const float[]){0.5F, 0.6F}, 2, 1, classes));
    assert_int_equal(classes[0], 0);
    assert_int_equal(classes[1], 1);
    assert_int_equal(glia_metrics_classify(y, SIZE_MAX / 2 + 1, 2, classes), GLIA_ERROR_OUT_OF_MEMORY);
    expect_error(glia_metrics_classify((const float[]){0, NAN}, 1, 2, classes), GLIA_ERROR_INVALID_ARGUMENT,
                 "an output of row 0 is nan: it has no class");
    expect_ok(glia_metrics_accuracy(NULL, NULL, 0, &accuracy));
    assert_true(isnan(accuracy));
}

struct heard {
    int messages;
    int destroyed;
    char last[256];
};

static void listen(int32_t level, const char* message, void* user) {
    struct heard* heard = user;
    assert_in_range(level, GLIA_LOG_TRACE, GLIA_LOG_ERROR);
    heard->messages++;
    snprintf(heard->last, sizeof heard->last, "%s", message);
}

static void stop_listening(void* user) {
    ((struct heard*)user)->destroyed++;
}

static void logs_to_the_host(void** state) {
    struct heard heard = {0, 0, ""};
    size_t count = 0;
    (void)state;
    expect_ok(glia_log_set_callback(listen, &heard, stop_listening));
    expect_ok(glia_log_set_level(GLIA_LOG_WARN));
    /* A file that is no plugin, in a directory that is searched, is worth a warning. */
    expect_ok(glia_registry_add_directory(GLIA_TEST_BAD_DIRECTORY));
    expect_ok(glia_registry_count(&count));
    assert_true(count >= 16);
    assert_true(heard.messages >= 1);
    assert_non_null(strstr(heard.last, "not_a_plugin.so"));
    heard.messages = 0;
    expect_ok(glia_log_set_level(GLIA_LOG_OFF));
    expect_ok(glia_registry_count(&count));
    assert_int_equal(heard.messages, 0);
    assert_int_equal(glia_log_level(), GLIA_LOG_OFF);
    expect_error(glia_log_set_level(9), GLIA_ERROR_INVALID_ARGUMENT,
                 "log level is 9; it must be from 0 (trace) to 5 (off)");
    expect_ok(glia_log_set_callback(NULL, NULL, NULL));
    assert_int_equal(heard.destroyed, 1);
}

/* y = scale * x, with the scale in a closure. */
static void scaled(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                   float* y) {
    const float scale = *(const float*)self->user;
    (void)parameters;
    for (size_t i = 0; i < rows * cols; i++) y[i] = scale * x[i];
}

static void scaled_backward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                            const float* x, const float* y, const float* dy, float* dx) {
    (void)x;
    (void)y;
    scaled(self, parameters, rows, cols, dy, dx);
}

static int closures_destroyed = 0;

static void destroy_closure(void* user) {
    (void)user;
    closures_destroyed++;
}

static void runs_activations_of_the_host(void** state) {
    static float scale = 3;
    glia_activation_t table;
    glia_model* model = NULL;
    const float x = 2;
    float y = 0;
    (void)state;
    memset(&table, 0, sizeof table);
    table.struct_size = sizeof table;
    table.name = "scaled_by_host";
    table.revision = 1;
    table.variant = "host";
    table.user = &scale;
    table.destroy = destroy_closure;
    table.forward = scaled;
    table.backward = scaled_backward;
    expect_ok(glia_registry_register_activation(&table));
    assert_int_equal(glia_registry_register_activation(&table), GLIA_ERROR_PLUGIN);
    expect_ok(glia_model_create(&model, 1));
    expect_ok(glia_model_add_dense(model, 1, "scaled_by_host"));
    expect_ok(glia_model_initialize(model, "constant(value=1)", 0));
    expect_ok(glia_registry_unregister_activation("scaled_by_host"));
    assert_int_equal(closures_destroyed, 0);
    expect_ok(glia_model_predict(model, &x, 1, &y));
    assert_true(y == 6);
    glia_model_destroy(model);
    assert_int_equal(closures_destroyed, 1);
    assert_int_equal(glia_spec_check("activation", "scaled_by_host"), GLIA_ERROR_NOT_FOUND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_every_status),
        cmocka_unit_test(knows_its_version),
        cmocka_unit_test(tells_its_blas),
        cmocka_unit_test(keeps_errors_to_511_bytes),
        cmocka_unit_test(lists_and_describes_families),
        cmocka_unit_test(writes_numbers_without_the_locale),
        cmocka_unit_test(counts_right_and_wrong),
        cmocka_unit_test(logs_to_the_host),
        cmocka_unit_test(runs_activations_of_the_host),
    };
    return cmocka_run_group_tests_name("the library", tests, NULL, NULL);
}
