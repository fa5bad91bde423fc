/* Activations with trained parameters, through the C API: tensors of their layers like any other. */
#include <math.h>
#include <string.h>

#include "api_test.h"

enum {
    units = 8
};

/* 4 inputs, 8 prelu, 6 trainable_swish, 3 softmax, initialized. */
static glia_model* make_trained(void) {
    glia_model* model = NULL;
    expect_ok(glia_model_create(&model, 4));
    expect_ok(glia_model_add_dense(model, units, "prelu"));
    expect_ok(glia_model_add_dense(model, 6, "identity"));
    expect_ok(glia_model_add_layer(model, "batch_norm"));
    expect_ok(glia_model_add_activation(model, "trainable_swish(beta=0.5)"));
    expect_ok(glia_model_add_dense(model, 3, "softmax"));
    expect_ok(glia_model_initialize(model, "auto", 1));
    return model;
}

static glia_trainer* fit(glia_model* model) {
    glia_trainer* trainer = NULL;
    glia_dataset* data = make_dataset();
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_optimizer(trainer, "adam(learning_rate=0.02)"));
    expect_ok(glia_trainer_set_epochs(trainer, 10));
    expect_ok(glia_trainer_fit(trainer, data, NULL));
    glia_dataset_destroy(data);
    return trainer;
}

static void predict(const glia_model* model, float* y) {
    float x[data_rows * 4];
    glia_dataset* data = make_dataset();
    expect_ok(glia_dataset_get_rows(data, 0, data_rows, x, NULL, NULL));
    expect_ok(glia_model_predict(model, x, data_rows, y));
    glia_dataset_destroy(data);
}

static void are_read_and_written_by_name(void** state) {
    glia_model* model = make_trained();
    float alpha[units] = {0};
    float beta = 0;
    size_t needed = 0;
    size_t i;
    (void)state;
    expect_ok(glia_model_get_parameters(model, 0, "activation.alpha", alpha, units, &needed));
    assert_int_equal(needed, units);
    for (i = 0; i < units; i++) assert_true(alpha[i] == 0.25F);
    expect_ok(glia_model_get_parameters(model, 3, "activation.beta", &beta, 1, &needed));
    assert_int_equal(needed, 1);
    assert_true(beta == 0.5F);
    alpha[3] = -7; /* outside of the range of specs, which holds for first values */
    expect_ok(glia_model_set_parameters(model, 0, "activation.alpha", alpha, units));
    alpha[3] = 0;
    expect_ok(glia_model_get_parameters(model, 0, "activation.alpha", alpha, units, NULL));
    assert_true(alpha[3] == -7);
    expect_error(glia_model_set_parameters(model, 3, "activation.beta", alpha, 2), GLIA_ERROR_INVALID_ARGUMENT,
                 "size is 2; tensor 'activation.beta' has 1 elements");
    expect_error(glia_model_get_parameters(model, 0, "alpha", alpha, units, NULL), GLIA_ERROR_NOT_FOUND,
                 "layer 0 has no tensor 'alpha'; it has: weight, bias, activation.alpha");
    expect_ok(glia_model_initialize_tensor(model, 0, "activation.alpha", "constant(value=0.1)", 1));
    expect_ok(glia_model_get_parameters(model, 0, "activation.alpha", alpha, units, NULL));
    assert_true(alpha[3] == 0.1F);
    expect_ok(glia_model_initialize(model, "zeros", 1)); /* weights; these begin with what the spec says */
    expect_ok(glia_model_get_parameters(model, 0, "activation.alpha", alpha, units, NULL));
    assert_true(alpha[3] == 0.25F);
    glia_model_destroy(model);
}

static void are_told_of(void** state) {
    glia_model* model = make_trained();
    char text[4096];
    (void)state;
    /* 4 x 8 + 8 + 8 alphas; 8 x 6 + 6; 4 x 6 of batch_norm; 1 beta; 6 x 3 + 3 */
    assert_int_equal(glia_model_parameter_count(model), 48 + 54 + 24 + 1 + 21);
    expect_ok(glia_model_describe(model, text, sizeof text, NULL));
    assert_non_null(strstr(text, "3 outputs, 148 parameters"));
    expect_ok(glia_model_describe_json(model, text, sizeof text, NULL));
    assert_non_null(strstr(text, "{\"name\":\"activation.alpha\",\"shape\":[8]}"));
    assert_non_null(strstr(text, "{\"name\":\"activation.beta\",\"shape\":[1]}"));
    expect_ok(glia_registry_describe("prelu", text, sizeof text, NULL));
    assert_non_null(strstr(text, "\"trained\":\"per_unit\""));
    expect_ok(glia_registry_describe("trainable_swish", text, sizeof text, NULL));
    assert_non_null(strstr(text, "\"trained\":\"per_layer\""));
    glia_model_destroy(model);
}

static void are_trained_saved_cloned_and_folded(void** state) {
    glia_model* model = make_trained();
    glia_trainer* trainer = fit(model);
    glia_model* copies[3] = {NULL, NULL, NULL};
    float before[units] = {0};
    float after[units] = {0};
    float y[data_rows * 3];
    float again[data_rows * 3];
    char bytes[65536];
    size_t size = 0;
    int i, k, changed = 0;
    (void)state;
    expect_ok(glia_model_get_parameters(model, 0, "activation.alpha", before, units, NULL));
    for (i = 0; i < units; i++) changed += before[i] != 0.25F; /* not where no row is below 0 */
    assert_true(changed > units / 2);
    predict(model, y);

    expect_ok(glia_model_save_memory(model, bytes, sizeof bytes, &size));
    expect_ok(glia_model_load_memory(&copies[0], bytes, size));
    expect_ok(glia_model_clone(model, &copies[1]));
    expect_ok(glia_model_fold_batch_norm(model, &copies[2]));
    assert_int_equal(glia_model_layers(copies[2]), 3);
    for (k = 0; k < 3; k++) {
        expect_ok(glia_model_get_parameters(copies[k], 0, "activation.alpha", after, units, NULL));
        assert_memory_equal(after, before, sizeof before);
        predict(copies[k], again);
        for (i = 0; i < data_rows * 3; i++) assert_true(fabsf(y[i] - again[i]) <= (k < 2 ? 0 : 1e-5F));
    }
    for (i = 0; i < 3; i++) glia_model_destroy(copies[i]);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

static void have_gradients_that_pass_the_check(void** state) {
    glia_model* model = make_trained();
    glia_trainer* trainer = fit(model);
    glia_dataset* data = make_dataset();
    glia_gradient_report* report = NULL;
    float x[data_rows * 4];
    int32_t classes[data_rows];
    float y[data_rows * 3];
    float gradient[units] = {0};
    double loss = 0;
    int i, nonzero = 0;
    (void)state;
    expect_ok(glia_dataset_get_rows(data, 0, data_rows, x, NULL, classes));
    expect_ok(glia_trainer_check_gradients(&report, trainer, x, data_rows, NULL, classes, 0, 1));
    assert_int_equal(glia_gradient_report_passed(report), 1);
    glia_gradient_report_destroy(report);
    expect_ok(glia_activation_check_gradient(&report, "prelu(alpha=-0.5)"));
    assert_int_equal(glia_gradient_report_passed(report), 1);
    glia_gradient_report_destroy(report);

    expect_ok(glia_trainer_forward(trainer, x, data_rows, y));
    expect_ok(glia_trainer_loss_classes(trainer, classes, &loss));
    expect_ok(glia_trainer_backward(trainer));
    expect_ok(glia_trainer_get_gradients(trainer, 0, "activation.alpha", gradient, units, NULL));
    for (i = 0; i < units; i++) nonzero += gradient[i] != 0;
    assert_true(nonzero > units / 2);
    glia_dataset_destroy(data);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

/* y = scale x, with one scale for a layer that is trained, as a program of its own registers it. */
static void scaled(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols, const float* x,
                   float* y) {
    size_t i;
    (void)self;
    for (i = 0; i < rows * cols; i++) y[i] = (float)parameters[0] * x[i];
}

static void scaled_backward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                            const float* x, const float* y, const float* dy, float* dx) {
    (void)x;
    (void)y;
    scaled(self, parameters, rows, cols, dy, dx);
}

static void trained(const glia_activation_t* self, const double* parameters, const float* values, size_t rows,
                    size_t cols, const float* x, float* y) {
    size_t i;
    (void)self;
    (void)parameters;
    for (i = 0; i < rows * cols; i++) y[i] = values[0] * x[i];
}

static void trained_backward(const glia_activation_t* self, const double* parameters, const float* values, size_t rows,
                             size_t cols, const float* x, const float* y, const float* dy, float* dx, float* gradient) {
    size_t i;
    (void)y;
    gradient[0] = 0;
    for (i = 0; i < rows * cols; i++) gradient[0] += dy[i] * x[i];
    trained(self, parameters, values, rows, cols, dy, dx);
}

static void may_come_from_the_host(void** state) {
    static const glia_activation_parameter_t scale = {"scale", 1, -10, 10};
    static const uint32_t training = GLIA_PARAMETER_PER_LAYER;
    const float x[] = {1, 2, 3, -1};
    const float targets[] = {3, 6, 9, -3};
    float value = 0;
    glia_activation_t table;
    glia_model* model = NULL;
    glia_dataset* data = NULL;
    glia_trainer* trainer = NULL;
    (void)state;
    memset(&table, 0, sizeof table);
    table.struct_size = sizeof table;
    table.name = "scaled_by_training";
    table.revision = 1;
    table.parameter_count = 1;
    table.parameters = &scale;
    table.training = &training;
    table.variant = "host";
    table.forward = scaled;
    table.backward = scaled_backward;
    expect_error(
        glia_registry_register_activation(&table), GLIA_ERROR_PLUGIN,
        "activation 'scaled_by_training': forward_trained is NULL; it is mandatory where a parameter is trained");
    table.forward_trained = trained;
    table.backward_trained = trained_backward;
    expect_ok(glia_registry_register_activation(&table));
    expect_ok(glia_model_create(&model, 1));
    expect_ok(glia_model_add_activation(model, "scaled_by_training(scale=2)"));
    expect_ok(glia_model_initialize(model, "auto", 1));
    expect_ok(glia_dataset_create(&data, x, 4, 1, 0, targets, 1, 0));
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_optimizer(trainer, "sgd(learning_rate=0.1)"));
    expect_ok(glia_trainer_set_epochs(trainer, 50));
    expect_ok(glia_trainer_fit(trainer, data, NULL));
    expect_ok(glia_model_get_parameters(model, 0, "activation.scale", &value, 1, NULL));
    assert_true(fabsf(value - 3) < 1e-4F);
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(data);
    glia_model_destroy(model);
    expect_ok(glia_registry_unregister_activation("scaled_by_training"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(are_read_and_written_by_name),
        cmocka_unit_test(are_told_of),
        cmocka_unit_test(are_trained_saved_cloned_and_folded),
        cmocka_unit_test(have_gradients_that_pass_the_check),
        cmocka_unit_test(may_come_from_the_host),
    };
    return cmocka_run_group_tests_name("trained parameters of activations", tests, NULL, NULL);
}
