#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api_test.h"

static void is_built_layer_by_layer(void** state) {
    glia_model* model = make_model();
    (void)state;
    assert_int_equal(glia_model_inputs(model), 4);
    assert_int_equal(glia_model_outputs(model), 3);
    assert_int_equal(glia_model_layers(model), 2);
    assert_int_equal(glia_model_parameter_count(model), 4 * 8 + 8 + 8 * 3 + 3);
    glia_model_destroy(model);
}

static void refuses_what_it_cannot_be(void** state) {
    glia_model* model = (glia_model*)1;
    (void)state;
    expect_error(glia_model_create(&model, 0), GLIA_ERROR_INVALID_ARGUMENT,
                 "inputs is 0; it must be from 1 to 2147483647");
    assert_null(model);
    expect_error(glia_model_create(NULL, 1), GLIA_ERROR_INVALID_ARGUMENT, "out is NULL");
    expect_ok(glia_model_create(&model, 2));
    expect_error(glia_model_add_dense(model, 0, "relu"), GLIA_ERROR_INVALID_ARGUMENT,
                 "units is 0; it must be from 1 to 2147483647");
    expect_error(glia_model_add_dense(NULL, 1, "relu"), GLIA_ERROR_INVALID_ARGUMENT, "model is NULL");
    expect_error(glia_model_add_dense(model, 1, NULL), GLIA_ERROR_INVALID_ARGUMENT, "activation is NULL");
    expect_error(glia_model_add_dense(model, 1, "leaky_relu(alpha=7)"), GLIA_ERROR_INVALID_ARGUMENT,
                 "activation 'leaky_relu': alpha is 7; it must be in [0, 1]");
    assert_int_equal(glia_model_add_dense(model, 1, "rellu"), GLIA_ERROR_NOT_FOUND);
    assert_non_null(strstr(glia_last_error(), "did you mean 'relu'"));
    expect_error(glia_model_initialize(model, "auto", 1), GLIA_ERROR_STATE, "the model has no layers");
    assert_int_equal(glia_model_layers(model), 0);
    glia_model_destroy(model);
}

static void needs_values_before_it_predicts(void** state) {
    glia_model* model = NULL;
    const float x = 1;
    float y = 0;
    (void)state;
    expect_ok(glia_model_create(&model, 1));
    expect_error(glia_model_predict(model, &x, 1, &y), GLIA_ERROR_STATE, "the model has no layers");
    expect_ok(glia_model_add_dense(model, 1, "identity"));
    expect_error(glia_model_predict(model, &x, 1, &y), GLIA_ERROR_STATE,
                 "the model's parameters have no values yet: initialize, set, load or train them");
    expect_ok(glia_model_initialize(model, "constant(value=3)", 0));
    expect_ok(glia_model_predict(model, &x, 1, &y));
    assert_true(y == 3);
    expect_error(glia_model_predict(model, &x, SIZE_MAX / 2, &y), GLIA_ERROR_INVALID_ARGUMENT,
                 "rows is 9223372036854775807; as many rows of 1 numbers are more than memory can hold");
    expect_error(glia_model_add_dense(model, 1, "relu"), GLIA_ERROR_STATE,
                 "the model's parameters have values already: add layers before that");
    glia_model_destroy(model);
}

static void hands_out_and_takes_parameters(void** state) {
    glia_model* model = make_model();
    float weight[24];
    float bias[3] = {0.5F, -1, 2};
    const float variance[2] = {1, -0.5F};
    float back[3];
    glia_model* normalized = NULL;
    size_t needed = 0;
    (void)state;
    expect_ok(glia_model_get_parameters(model, 1, "weight", NULL, 0, &needed));
    assert_int_equal(needed, 24);
    expect_ok(glia_model_get_parameters(model, 1, "weight", weight, 24, NULL));
    expect_error(glia_model_get_parameters(model, 1, "weight", weight, 23, &needed), GLIA_ERROR_CAPACITY,
                 "the buffer holds 23 elements; 24 are needed");
    expect_ok(glia_model_set_parameters(model, 1, "bias", bias, 3));
    expect_ok(glia_model_get_parameters(model, 1, "bias", back, 3, NULL));
    assert_memory_equal(bias, back, sizeof bias);
    expect_error(glia_model_set_parameters(model, 1, "bias", bias, 2), GLIA_ERROR_INVALID_ARGUMENT,
                 "size is 2; tensor 'bias' has 3 elements");
    bias[1] = NAN;
    expect_error(glia_model_set_parameters(model, 1, "bias", bias, 3), GLIA_ERROR_INVALID_ARGUMENT,
                 "element 1 is nan; it must be a finite number");
    expect_ok(glia_model_create(&normalized, 2));
    expect_ok(glia_model_add_layer(normalized, "batch_norm"));
    expect_error(glia_model_set_parameters(normalized, 0, "running_var", variance, 2), GLIA_ERROR_INVALID_ARGUMENT,
                 "element 1 is -0.5; in 'running_var' it must be at least 0");
    expect_error(glia_model_initialize_tensor(normalized, 0, "running_var", "constant(value=-2)", 1),
                 GLIA_ERROR_INVALID_ARGUMENT, "element 0 is -2; in 'running_var' it must be at least 0");
    glia_model_destroy(normalized);
    expect_error(glia_model_set_parameters(model, 2, "bias", bias, 3), GLIA_ERROR_INVALID_ARGUMENT,
                 "layer is 2; the model has 2 layers, counted from 0");
    expect_error(glia_model_get_parameters(model, 0, "scale", back, 3, NULL), GLIA_ERROR_NOT_FOUND,
                 "layer 0 has no tensor 'scale'; it has: weight, bias");
    expect_ok(glia_model_get_parameters(model, 1, "bias", back, 3, NULL));
    assert_true(back[1] == -1);
    glia_model_destroy(model);
}

static void has_biases_where_asked(void** state) {
    glia_model* model = make_model();
    float bias[8];
    (void)state;
    expect_ok(glia_model_initialize_tensor(model, 0, "bias", "constant(value=0.25)", 1));
    expect_ok(glia_model_get_parameters(model, 0, "bias", bias, 8, NULL));
    for (int i = 0; i < 8; i++) assert_true(bias[i] == 0.25F);
    glia_model_destroy(model);
}

static void clones_independently(void** state) {
    glia_model* model = make_model();
    glia_model* copy = NULL;
    const float x[4] = {1, 2, 3, 4};
    float y[3];
    float z[3];
    (void)state;
    expect_ok(glia_model_predict(model, x, 1, y));
    expect_ok(glia_model_clone(model, &copy));
    expect_ok(glia_model_initialize(model, "zeros", 0));
    glia_model_destroy(model);
    expect_ok(glia_model_predict(copy, x, 1, z));
    assert_memory_equal(y, z, sizeof y);
    glia_model_destroy(copy);
}

static void folds_batch_norm_into_its_dense_layer(void** state) {
    glia_model* model = NULL;
    glia_model* folded = NULL;
    const float x[6] = {1, -2, 3, 0.5F, 0, -1};
    const float weight[2] = {2, -1};
    const float variance[2] = {4, 0.25F};
    float y[4];
    float z[4];
    (void)state;
    expect_ok(glia_model_create(&model, 3));
    expect_ok(glia_model_add_dense(model, 2, "identity"));
    expect_ok(glia_model_add_layer(model, "batch_norm"));
    expect_ok(glia_model_add_activation(model, "tanh"));
    expect_error(glia_model_fold_batch_norm(model, &folded), GLIA_ERROR_STATE,
                 "the model's parameters have no values yet: initialize, set, load or train them");
    expect_ok(glia_model_initialize(model, "auto", 3));
    expect_ok(glia_model_set_parameters(model, 1, "weight", weight, 2));
    expect_ok(glia_model_set_parameters(model, 1, "running_var", variance, 2));
    expect_ok(glia_model_fold_batch_norm(model, &folded));
    assert_int_equal(glia_model_layers(model), 3);
    assert_int_equal(glia_model_layers(folded), 1);
    expect_ok(glia_model_predict(model, x, 2, y));
    glia_model_destroy(model);
    expect_ok(glia_model_predict(folded, x, 2, z));
    for (int i = 0; i < 4; i++) assert_float_equal(z[i], y[i], 1e-6F);
    glia_model_destroy(folded);
}

static void describes_itself(void** state) {
    glia_model* model = make_model();
    char text[1024];
    size_t needed = 0;
    (void)state;
    expect_ok(glia_model_describe(model, text, sizeof text, &needed));
    assert_int_equal(needed, strlen(text) + 1);
    assert_non_null(strstr(text, "4 inputs, 3 outputs, 67 parameters"));
    expect_ok(glia_model_describe_json(model, text, sizeof text, NULL));
    assert_non_null(strstr(text, "\"activation\":\"softmax\""));
    expect_error(glia_model_describe(model, text, 5, &needed), GLIA_ERROR_CAPACITY,
                 "the buffer holds 5 bytes; 183 are needed");
    assert_string_equal(text, "");
    expect_error(glia_model_describe(model, NULL, 5, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "the buffer is NULL, but its capacity is 5");
    glia_model_destroy(model);
}

static void keeps_class_names(void** state) {
    glia_model* model = make_model();
    const char* const names[] = {"cat", "dog", "cow"};
    char text[16];
    (void)state;
    assert_int_equal(glia_model_class_count(model), 0);
    expect_error(glia_model_set_classes(model, names, 2), GLIA_ERROR_INVALID_ARGUMENT,
                 "there are 2 class names; a model with 3 outputs takes 3 or none");
    expect_ok(glia_model_set_classes(model, names, 3));
    expect_ok(glia_model_class_name(model, 1, text, sizeof text, NULL));
    assert_string_equal(text, "dog");
    expect_error(glia_model_class_name(model, 3, text, sizeof text, NULL), GLIA_ERROR_INVALID_ARGUMENT,
                 "class is 3; the model has 3 class names, counted from 0");
    expect_ok(glia_model_set_classes(model, NULL, 0));
    assert_int_equal(glia_model_class_count(model), 0);
    glia_model_destroy(model);
}

static void survives_a_round_trip_through_memory(void** state) {
    glia_model* model = make_model();
    glia_model* loaded = NULL;
    const float x[4] = {1, 2, 3, 4};
    float y[3];
    float z[3];
    size_t size = 0;
    void* bytes;
    (void)state;
    expect_ok(glia_model_save_memory(model, NULL, 0, &size));
    bytes = malloc(size);
    assert_non_null(bytes);
    expect_ok(glia_model_save_memory(model, bytes, size, NULL));
    expect_ok(glia_model_load_memory(&loaded, bytes, size));
    expect_ok(glia_model_predict(model, x, 1, y));
    expect_ok(glia_model_predict(loaded, x, 1, z));
    assert_memory_equal(y, z, sizeof y);
    glia_model_destroy(loaded);
    loaded = (glia_model*)1;
    assert_int_equal(glia_model_load_memory(&loaded, bytes, size - 1), GLIA_ERROR_FORMAT);
    assert_null(loaded);
    assert_int_equal(glia_model_load_memory(&loaded, NULL, 8), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_model_save_memory(model, bytes, size - 1, NULL), GLIA_ERROR_CAPACITY);
    free(bytes);
    glia_model_destroy(model);
}

static void survives_a_round_trip_through_a_file(void** state) {
    glia_model* model = make_model();
    glia_model* loaded = NULL;
    const char* const path = "api_test_model.safetensors";
    const float x[4] = {1, 2, 3, 4};
    float y[3];
    float z[3];
    (void)state;
    expect_ok(glia_model_save(model, path));
    expect_ok(glia_model_load(&loaded, path));
    expect_ok(glia_model_predict(model, x, 1, y));
    expect_ok(glia_model_predict(loaded, x, 1, z));
    assert_memory_equal(y, z, sizeof y);
    glia_model_destroy(loaded);
    remove(path);
    assert_int_equal(glia_model_load(&loaded, path), GLIA_ERROR_NOT_FOUND);
    assert_null(loaded);
    assert_int_equal(glia_model_save(model, "no/such/folder/model"), GLIA_ERROR_IO);
    glia_model_destroy(model);
}

static void predicts_through_a_session(void** state) {
    glia_model* model = make_model();
    glia_session* session = NULL;
    const float x[8] = {1, 2, 3, 4, 4, 3, 2, 1};
    float y[6];
    float z[6];
    (void)state;
    expect_error(glia_session_create(&session, model, 0), GLIA_ERROR_INVALID_ARGUMENT,
                 "max_rows is 0; it must be at least 1");
    expect_ok(glia_session_create(&session, model, 2));
    expect_ok(glia_model_predict(model, x, 2, y));
    glia_model_destroy(model);
    expect_ok(glia_session_predict(session, x, 2, z));
    assert_memory_equal(y, z, sizeof y);
    expect_ok(glia_session_predict(session, NULL, 0, NULL));
    expect_error(glia_session_predict(session, x, 3, z), GLIA_ERROR_INVALID_ARGUMENT,
                 "rows is 3; the session was made for at most 2");
    expect_error(glia_session_predict(session, NULL, 1, z), GLIA_ERROR_INVALID_ARGUMENT, "x is NULL");
    glia_session_destroy(session);
}

static void has_layers_of_every_kind(void** state) {
    glia_model* model = NULL;
    glia_trainer* trainer = NULL;
    char text[2000];
    float variance[8];
    (void)state;
    expect_ok(glia_model_create(&model, 4));
    expect_ok(glia_model_add_dense(model, 8, "identity"));
    expect_ok(glia_model_add_layer(model, "batch_norm( momentum = 0.1 )"));
    expect_ok(glia_model_add_activation(model, "relu"));
    expect_ok(glia_model_add_layer(model, "dropout(rate=0.25)"));
    expect_ok(glia_model_add_layer(model, "residual"));
    expect_error(glia_model_add_layer(model, "dense"), GLIA_ERROR_INVALID_ARGUMENT,
                 "layer 'dense' is added by glia_model_add_dense");
    expect_error(glia_model_add_layer(model, "residual(span=5)"), GLIA_ERROR_INVALID_ARGUMENT,
                 "layer 'residual(span=5)' adds the input of layer 0, which has 4 numbers, to 8: they must be as many");
    assert_int_equal(glia_model_add_layer(model, "convolution"), GLIA_ERROR_NOT_FOUND);
    assert_int_equal(glia_model_add_layer(model, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_model_add_layer(NULL, "dropout"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_model_add_activation(model, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_model_layers(model), 5);
    assert_int_equal(glia_model_parameter_count(model), 4 * 8 + 8 + 4 * 8);
    expect_ok(glia_model_initialize(model, "zeros", 1));
    expect_ok(glia_model_get_parameters(model, 1, "running_var", variance, 8, NULL));
    assert_true(variance[7] == 1);
    expect_ok(glia_model_describe_json(model, text, sizeof text, NULL));
    assert_non_null(strstr(text, "\"kind\":\"dropout(rate=0.25)\""));
    assert_non_null(strstr(text, "\"kind\":\"batch_norm\""));
    expect_ok(glia_trainer_create(&trainer, model));
    expect_error(glia_trainer_set_gradients(trainer, 1, "running_var", variance, 8), GLIA_ERROR_INVALID_ARGUMENT,
                 "'running_var' of layer 1 has no gradient to set: no gradient changes it");
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

static void treats_null_as_nothing(void** state) {
    (void)state;
    glia_model_destroy(NULL);
    glia_session_destroy(NULL);
    assert_int_equal(glia_model_inputs(NULL), 0);
    assert_int_equal(glia_model_outputs(NULL), 0);
    assert_int_equal(glia_model_layers(NULL), 0);
    assert_int_equal(glia_model_parameter_count(NULL), 0);
    assert_int_equal(glia_model_class_count(NULL), 0);
    assert_int_equal(glia_model_predict(NULL, NULL, 0, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_model_save(NULL, "x"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_model_clone(NULL, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_model_fold_batch_norm(NULL, NULL), GLIA_ERROR_INVALID_ARGUMENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_built_layer_by_layer),
        cmocka_unit_test(refuses_what_it_cannot_be),
        cmocka_unit_test(needs_values_before_it_predicts),
        cmocka_unit_test(hands_out_and_takes_parameters),
        cmocka_unit_test(has_biases_where_asked),
        cmocka_unit_test(clones_independently),
        cmocka_unit_test(folds_batch_norm_into_its_dense_layer),
        cmocka_unit_test(describes_itself),
        cmocka_unit_test(keeps_class_names),
        cmocka_unit_test(survives_a_round_trip_through_memory),
        cmocka_unit_test(survives_a_round_trip_through_a_file),
        cmocka_unit_test(predicts_through_a_session),
        cmocka_unit_test(has_layers_of_every_kind),
        cmocka_unit_test(treats_null_as_nothing),
    };
    return cmocka_run_group_tests_name("a model", tests, NULL, NULL);
}
