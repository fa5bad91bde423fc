/* The gradient check from C: for models, and for activations of the host program. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "api_test.h"

/* softsign, x / (1 + |x|), with a derivative that is `*user` times 1 / (1 + |x|)^2. */
static void forward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                    float* y) {
    (void)self;
    (void)parameters;
    for (size_t i = 0; i < rows * cols; i++) y[i] = x[i] / (1 + fabsf(x[i]));
}

static void backward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                     const float* y, const float* dy, float* dx) {
    const float factor = *(const float*)self->user;
    (void)parameters;
    (void)y;
    for (size_t i = 0; i < rows * cols; i++) dx[i] = factor * dy[i] / ((1 + fabsf(x[i])) * (1 + fabsf(x[i])));
}

static void register_softsign(const char* name, float* factor) {
    glia_activation_t table;
    memset(&table, 0, sizeof table);
    table.struct_size = sizeof table;
    table.name = name;
    table.revision = 1;
    table.variant = "host";
    table.user = factor;
    table.forward = forward;
    table.backward = backward;
    expect_ok(glia_registry_register_activation(&table));
}

static void finds_a_wrong_derivative_of_the_hosts(void** state) {
    static float right = 1;
    static float wrong = 1.01F;
    glia_gradient_report* report = NULL;
    double error = 0;
    double analytic = 0;
    double numerical = 0;
    char text[1024];
    (void)state;
    register_softsign("right_by_host", &right);
    register_softsign("wrong_by_host", &wrong);

    expect_ok(glia_activation_check_gradient(&report, "right_by_host"));
    assert_int_equal(glia_gradient_report_passed(report), 1);
    assert_int_equal(glia_gradient_report_wrong(report), 0);
    assert_true(glia_gradient_report_checked(report) > 200);
    expect_ok(glia_gradient_report_worst(report, &error, NULL, NULL, NULL, NULL));
    assert_true(error <= 1e-3);
    glia_gradient_report_destroy(report);

    expect_ok(glia_activation_check_gradient(&report, "wrong_by_host"));
    assert_int_equal(glia_gradient_report_passed(report), 0);
    assert_true(glia_gradient_report_wrong(report) > 100);
    expect_ok(glia_gradient_report_worst(report, &error, &analytic, &numerical, NULL, NULL));
    assert_true(error > 0.009);
    assert_true(fabs(analytic / numerical - 1.01) < 2e-3);
    expect_ok(glia_gradient_report_describe(report, text, sizeof text, NULL));
    assert_non_null(strstr(text, "{\"passed\":false,\"checked\":"));
    assert_non_null(strstr(text, "\"name\":\"wrong_by_host\""));
    assert_non_null(strstr(text, "\"kernel\":\"float32\""));
    glia_gradient_report_destroy(report);

    expect_ok(glia_activation_check_gradient(&report, "softmax"));
    assert_int_equal(glia_gradient_report_passed(report), 1);
    glia_gradient_report_destroy(report);
}

static void checks_a_model_and_leaves_it(void** state) {
    const float x[8] = {0.5F, -1, 0.25F, 2, -0.5F, 1, 0.75F, -2};
    const int32_t classes[2] = {2, 0};
    const float targets[6] = {0, 0, 1, 1, 0, 0};
    glia_model* model = make_model();
    glia_trainer* trainer = NULL;
    glia_gradient_report* report = NULL;
    float before[32];
    float after[32];
    double error = 1;
    size_t layer = 9;
    size_t index = 99;
    char text[1024];
    (void)state;
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_model_get_parameters(model, 0, "weight", before, 32, NULL));
    expect_ok(glia_trainer_check_gradients(&report, trainer, x, 2, NULL, classes, 0, 0));
    expect_ok(glia_model_get_parameters(model, 0, "weight", after, 32, NULL));
    assert_memory_equal(before, after, sizeof before);
    assert_int_equal(glia_gradient_report_passed(report), 1);
    /* 4 x 8 + 8 + 8 x 3 + 3 parameters, 2 x 4 inputs */
    assert_int_equal(glia_gradient_report_checked(report) + glia_gradient_report_skipped(report), 75);
    expect_ok(glia_gradient_report_worst(report, &error, NULL, NULL, &layer, &index));
    assert_true(error <= 1e-6 && layer <= 1 && index < 32);
    expect_ok(glia_gradient_report_describe(report, text, sizeof text, NULL));
    assert_non_null(strstr(text, "{\"passed\":true,\"checked\":"));
    assert_non_null(strstr(text, "\"kernel\":\"float64\""));
    glia_gradient_report_destroy(report);

    expect_ok(glia_trainer_check_gradients(&report, trainer, x, 2, targets, NULL, 2, 7));
    assert_int_equal(glia_gradient_report_checked(report) + glia_gradient_report_skipped(report), 10);
    glia_gradient_report_destroy(report);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

static void refuses_what_makes_no_sense(void** state) {
    const float x[4] = {0.5F, -1, 0.25F, 2};
    const int32_t classes[1] = {2};
    const int32_t beyond[1] = {3};
    const float targets[3] = {0, 0, 1};
    const float no_distribution[3] = {1, 1, 1};
    static float right = 1;
    glia_model* model = NULL;
    glia_trainer* trainer = NULL;
    glia_gradient_report* report = NULL;
    (void)state;
    expect_ok(glia_model_create(&model, 4));
    expect_ok(glia_model_add_dense(model, 3, "softmax"));
    expect_ok(glia_trainer_create(&trainer, model));
    expect_error(glia_trainer_check_gradients(&report, trainer, x, 1, NULL, classes, 0, 0), GLIA_ERROR_STATE,
                 "the model's parameters have no values yet: initialize, set, load or train them");
    expect_ok(glia_model_initialize(model, "auto", 1));
    expect_error(glia_trainer_check_gradients(&report, trainer, x, 1, NULL, NULL, 0, 0), GLIA_ERROR_INVALID_ARGUMENT,
                 "targets and classes are NULL; give one of them");
    expect_error(glia_trainer_check_gradients(&report, trainer, x, 1, targets, classes, 0, 0),
                 GLIA_ERROR_INVALID_ARGUMENT, "there are targets and classes; give one of them");
    expect_error(glia_trainer_check_gradients(&report, trainer, NULL, 1, targets, NULL, 0, 0),
                 GLIA_ERROR_INVALID_ARGUMENT, "x is NULL");
    expect_error(glia_trainer_check_gradients(&report, NULL, x, 1, targets, NULL, 0, 0), GLIA_ERROR_INVALID_ARGUMENT,
                 "trainer is NULL");
    expect_error(glia_trainer_check_gradients(NULL, trainer, x, 1, targets, NULL, 0, 0), GLIA_ERROR_INVALID_ARGUMENT,
                 "out is NULL");
    expect_error(glia_trainer_check_gradients(&report, trainer, x, 0, targets, NULL, 0, 0), GLIA_ERROR_INVALID_ARGUMENT,
                 "rows is 0; it must be from 1 to 2147483647");
    expect_error(glia_trainer_check_gradients(&report, trainer, x, SIZE_MAX, targets, NULL, 0, 0),
                 GLIA_ERROR_INVALID_ARGUMENT, "rows is 18446744073709551615; it must be from 1 to 2147483647");
    assert_int_equal(glia_trainer_check_gradients(&report, trainer, x, 1, NULL, beyond, 0, 0),
                     GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_check_gradients(&report, trainer, x, 1, no_distribution, NULL, 0, 0),
                     GLIA_ERROR_INVALID_ARGUMENT);
    expect_error(glia_trainer_check_gradients(&report, trainer, (const float[]){0, NAN, 0, 0}, 1, targets, NULL, 0, 0),
                 GLIA_ERROR_NUMERIC, "the loss of these rows is not finite: it has no gradient to check");
    assert_null(report);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);

    register_softsign("single_by_host", &right);
    expect_ok(glia_model_create(&model, 4));
    expect_ok(glia_model_add_dense(model, 3, "single_by_host"));
    expect_ok(glia_model_initialize(model, "auto", 1));
    expect_ok(glia_trainer_create(&trainer, model));
    expect_error(glia_trainer_check_gradients(&report, trainer, x, 1, targets, NULL, 0, 0), GLIA_ERROR_UNSUPPORTED,
                 "activation 'single_by_host' has no double-precision kernels");
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);

    assert_int_equal(glia_activation_check_gradient(&report, "rellu"), GLIA_ERROR_NOT_FOUND);
    assert_int_equal(glia_activation_check_gradient(&report, "elu(alpha=-1)"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_activation_check_gradient(&report, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_activation_check_gradient(NULL, "relu"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_null(report);
    glia_gradient_report_destroy(NULL);
    assert_int_equal(glia_gradient_report_passed(NULL), 0);
    assert_int_equal(glia_gradient_report_checked(NULL), 0);
    assert_int_equal(glia_gradient_report_wrong(NULL), 0);
    assert_int_equal(glia_gradient_report_skipped(NULL), 0);
    assert_int_equal(glia_gradient_report_worst(NULL, NULL, NULL, NULL, NULL, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_gradient_report_describe(NULL, NULL, 0, NULL), GLIA_ERROR_INVALID_ARGUMENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_a_wrong_derivative_of_the_hosts),
        cmocka_unit_test(checks_a_model_and_leaves_it),
        cmocka_unit_test(refuses_what_makes_no_sense),
    };
    return cmocka_run_group_tests_name("the gradient check", tests, NULL, NULL);
}
