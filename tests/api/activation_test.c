/* Activations by themselves: values, derivatives, and what is refused. */
#include <math.h>
#include <stdint.h>

#include "api_test.h"

static void evaluates_an_activation_by_its_spec(void** state) {
    const float x[4] = {-2, -0.5F, 0.5F, 2};
    const float ones[4] = {1, 1, 1, 1};
    float y[4];
    float dx[4];
    (void)state;
    expect_ok(glia_activation_values("leaky_relu(alpha=0.25)", 2, 2, x, y));
    assert_true(y[0] == -0.5F && y[1] == -0.125F && y[2] == 0.5F && y[3] == 2);
    expect_ok(glia_activation_gradients("leaky_relu(alpha=0.25)", 2, 2, x, NULL, ones, dx));
    assert_true(dx[0] == 0.25F && dx[1] == 0.25F && dx[2] == 1 && dx[3] == 1);
    expect_ok(glia_activation_values("relu", 0, 5, NULL, NULL));
}

static void takes_each_row_of_a_function_of_rows_by_itself(void** state) {
    const double x[4] = {0, 0, 100, 0};
    const double dy[4] = {1, 0, 1, 0};
    double y[4];
    double dx[4];
    (void)state;
    expect_ok(glia_activation_values_f64("softmax", 2, 2, x, y));
    assert_true(y[0] == 0.5 && y[1] == 0.5 && y[2] == 1 && y[3] < 1e-40);
    expect_ok(glia_activation_gradients_f64("softmax", 2, 2, x, y, dy, dx));
    assert_true(fabs(dx[0] - 0.25) < 1e-15 && fabs(dx[1] + 0.25) < 1e-15 && fabs(dx[2]) < 1e-40);
}

static void works_in_place(void** state) {
    double x[3] = {-1, 0, 1};
    double values[3] = {-1, 0, 1};
    double gradient[3] = {2, 2, 2};
    (void)state;
    expect_ok(glia_activation_values_f64("tanh", 3, 1, x, x));
    assert_true(fabs(x[2] - tanh(1)) < 1e-15 && x[1] == 0);
    expect_ok(glia_activation_gradients_f64("tanh", 3, 1, values, NULL, gradient, gradient));
    assert_true(gradient[1] == 2 && fabs(gradient[0] - 2 * (1 - x[2] * x[2])) < 1e-15);
    expect_ok(glia_activation_gradients_f64("tanh", 3, 1, values, NULL, values, values));
    assert_true(values[1] == 0 && values[0] == -values[2]);
}

static void says_what_is_wrong(void** state) {
    float x = 0;
    double wide = 0;
    (void)state;
    expect_error(glia_activation_values(NULL, 1, 1, &x, &x), GLIA_ERROR_INVALID_ARGUMENT, "spec is NULL");
    expect_error(glia_activation_values("relu", 1, 1, NULL, &x), GLIA_ERROR_INVALID_ARGUMENT, "x is NULL");
    expect_error(glia_activation_values("relu", 1, 1, &x, NULL), GLIA_ERROR_INVALID_ARGUMENT, "y is NULL");
    expect_error(glia_activation_gradients("relu", 1, 1, &x, &x, NULL, &x), GLIA_ERROR_INVALID_ARGUMENT, "dy is NULL");
    expect_error(glia_activation_gradients_f64("relu", 1, 1, &wide, NULL, &wide, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "dx is NULL");
    expect_error(glia_activation_values("leaky_relu(alpha=2)", 1, 1, &x, &x), GLIA_ERROR_INVALID_ARGUMENT,
                 "activation 'leaky_relu': alpha is 2; it must be in [0, 1]");
    assert_int_equal(glia_activation_values("rellu", 1, 1, &x, &x), GLIA_ERROR_NOT_FOUND);
    assert_int_equal(glia_activation_values("relu", SIZE_MAX, 2, &x, &x), GLIA_ERROR_INVALID_ARGUMENT);
}

/* Has no kernels for double, and cannot work in place. */
static void twice_the_next(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                           const float* x, float* y) {
    size_t i;
    (void)self;
    (void)parameters;
    for (i = 0; i < rows * cols; i++) y[i] = i == 0 ? 0 : 2 * x[i - 1];
}

static void twice_the_next_backward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                                    const float* x, const float* y, const float* dy, float* dx) {
    size_t i;
    (void)self;
    (void)parameters;
    (void)x;
    (void)y;
    for (i = 0; i < rows * cols; i++) dx[i] = i + 1 == rows * cols ? 0 : 2 * dy[i + 1];
}

static glia_activation_t host_activation(const char* name, glia_activation_forward_f32 forward,
                                         glia_activation_backward_f32 backward) {
    glia_activation_t table = {0};
    table.struct_size = sizeof table;
    table.name = name;
    table.revision = 1;
    table.variant = "host";
    table.forward = forward;
    table.backward = backward;
    return table;
}

static void takes_what_the_host_registers(void** state) {
    const glia_activation_t table = host_activation("twice_the_next", twice_the_next, twice_the_next_backward);
    float x[3] = {1, 2, 3};
    double wide = 0;
    (void)state;
    expect_ok(glia_registry_register_activation(&table));
    expect_ok(glia_activation_values("twice_the_next", 1, 3, x, x));
    assert_true(x[0] == 0 && x[1] == 2 && x[2] == 4);
    expect_ok(glia_activation_gradients("twice_the_next", 1, 3, x, NULL, x, x));
    assert_true(x[0] == 4 && x[1] == 8 && x[2] == 0);
    expect_error(glia_activation_values_f64("twice_the_next", 1, 1, &wide, &wide), GLIA_ERROR_UNSUPPORTED,
                 "activation 'twice_the_next' has no double-precision kernels");
    expect_ok(glia_registry_unregister_activation("twice_the_next"));
}

/* Whose call the activation below has worked for, whatever thread it ran on; and whether that was always the same. */
static uint64_t told_caller;
static int32_t told_others;

static void asks_for_its_caller(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                                const float* x, float* y) {
    size_t i;
    (void)self;
    (void)parameters;
    if (glia_calling_thread() != told_caller) __atomic_store_n(&told_others, 1, __ATOMIC_RELAXED);
    for (i = 0; i < rows * cols; i++) y[i] = x[i];
}

static void hands_gradients_on(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                               const float* x, const float* y, const float* dy, float* dx) {
    asks_for_its_caller(self, parameters, rows, cols, dy, dx);
    (void)x;
    (void)y;
}

static void tells_an_activation_whose_call_it_works_for(void** state) {
    glia_activation_t table = host_activation("asks_for_its_caller", asks_for_its_caller, hands_gradients_on);
    glia_model* model;
    glia_trainer* trainer;
    float* x = test_calloc(1024, 4 * sizeof *x);
    float* targets = test_calloc(1024, sizeof *targets);
    glia_dataset* dataset;
    (void)state;
    told_caller = glia_calling_thread();
    told_others = 0;
    assert_true(told_caller != 0);
    assert_true(glia_calling_thread() == told_caller);
    table.flags = GLIA_ACTIVATION_ELEMENTWISE;
    expect_ok(glia_registry_register_activation(&table));
    expect_ok(glia_model_create(&model, 4));
    expect_ok(glia_model_add_dense(model, 64, "asks_for_its_caller"));
    expect_ok(glia_model_add_dense(model, 1, "identity"));
    expect_ok(glia_dataset_create(&dataset, x, 1024, 4, 0, targets, 1, 0));
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_threads(trainer, 4));
    expect_ok(glia_trainer_set_batch_size(trainer, 1024));
    expect_ok(glia_trainer_fit(trainer, dataset, NULL));
    assert_int_equal(told_others, 0);
    told_caller = 0; /* which nobody is told */
    expect_ok(glia_model_predict(model, x, 1, targets));
    assert_int_equal(told_others, 1);
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(dataset);
    glia_model_destroy(model);
    expect_ok(glia_registry_unregister_activation("asks_for_its_caller"));
    test_free(x);
    test_free(targets);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evaluates_an_activation_by_its_spec),
        cmocka_unit_test(takes_each_row_of_a_function_of_rows_by_itself),
        cmocka_unit_test(works_in_place),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(takes_what_the_host_registers),
        cmocka_unit_test(tells_an_activation_whose_call_it_works_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
