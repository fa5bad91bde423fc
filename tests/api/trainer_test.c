#include <math.h>
#include <string.h>

#include "api_test.h"

static void trains_on_a_data_set(void** state) {
    glia_model* model = make_model();
    glia_dataset* data = make_dataset();
    glia_trainer* trainer = NULL;
    double loss = 0;
    double accuracy = 0;
    double history[50];
    size_t epochs = 0;
    char text[64];
    (void)state;
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_optimizer(trainer, "adam(learning_rate=0.05)"));
    expect_ok(glia_trainer_set_epochs(trainer, 50));
    expect_ok(glia_trainer_set_batch_size(trainer, 16));
    expect_ok(glia_trainer_fit(trainer, data, data));
    expect_ok(glia_trainer_evaluate(trainer, data, &loss, &accuracy));
    assert_true(accuracy == 1.0);
    assert_true(loss < 0.1);
    expect_ok(glia_trainer_history(trainer, "validation_loss", NULL, 0, &epochs));
    assert_int_equal(epochs, 50);
    expect_ok(glia_trainer_history(trainer, "validation_loss", history, 50, NULL));
    assert_true(history[49] < history[0]);
    assert_true(history[49] == loss);
    assert_int_equal(glia_trainer_history(trainer, "validation_loss", history, 49, NULL), GLIA_ERROR_CAPACITY);
    expect_ok(glia_model_loss(model, text, sizeof text, NULL));
    assert_string_equal(text, "categorical_crossentropy");
    assert_int_equal(glia_model_class_count(model), 3);
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(data);
    glia_model_destroy(model);
}

/* What a callback saw. */
struct seen {
    int batches;
    int epochs;
    int stop_at_epoch;
    int destroyed;
    double last_loss;
};

static int32_t watch(const glia_trainer* trainer, int32_t event, void* user) {
    struct seen* seen = user;
    size_t epoch = 0;
    if (event == GLIA_EVENT_BATCH) {
        seen->batches++;
        return 0;
    }
    assert_int_equal(event, GLIA_EVENT_EPOCH);
    seen->epochs++;
    assert_int_equal(glia_trainer_progress(trainer, &epoch, NULL, NULL, NULL), GLIA_OK);
    assert_int_equal(epoch, seen->epochs);
    assert_int_equal(glia_trainer_metric(trainer, "loss", &seen->last_loss), GLIA_OK);
    return seen->epochs == seen->stop_at_epoch ? 42 : 0;
}

static void forget(void* user) {
    ((struct seen*)user)->destroyed++;
}

static void tells_the_callback_and_obeys_it(void** state) {
    glia_model* model = make_model();
    glia_dataset* data = make_dataset();
    glia_trainer* trainer = NULL;
    struct seen seen = {0, 0, 2, 0, 0};
    (void)state;
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_batch_size(trainer, 25));
    expect_ok(glia_trainer_set_callback(trainer, watch, &seen, forget));
    expect_error(glia_trainer_fit(trainer, data, NULL), GLIA_ERROR_CANCELLED,
                 "the callback stopped training after epoch 2 of 10");
    assert_int_equal(glia_trainer_callback_result(trainer), 42);
    assert_int_equal(seen.batches, 6);
    assert_int_equal(seen.epochs, 2);
    assert_true(seen.last_loss > 0);
    assert_int_equal(seen.destroyed, 0);
    expect_ok(glia_trainer_set_callback(trainer, NULL, NULL, NULL));
    assert_int_equal(seen.destroyed, 1);
    expect_ok(glia_trainer_fit(trainer, data, NULL));
    assert_int_equal(glia_trainer_callback_result(trainer), 0);
    expect_ok(glia_trainer_set_callback(trainer, watch, &seen, forget));
    glia_trainer_destroy(trainer);
    assert_int_equal(seen.destroyed, 2);
    glia_dataset_destroy(data);
    glia_model_destroy(model);
}

/* Casts the const away, as a binding might by mistake. */
static int32_t meddle(const glia_trainer* trainer, int32_t event, void* user) {
    glia_trainer* mine = *(glia_trainer**)user;
    (void)trainer;
    (void)event;
    assert_int_equal(glia_trainer_set_callback(mine, NULL, NULL, NULL), GLIA_ERROR_STATE);
    assert_int_equal(glia_trainer_set_batch_size(mine, 1), GLIA_ERROR_STATE);
    assert_int_equal(glia_trainer_update(mine), GLIA_ERROR_STATE);
    expect_error(glia_trainer_fit(mine, NULL, NULL), GLIA_ERROR_STATE,
                 "the trainer's fit is running: its callback may call const functions only");
    return 0;
}

static void refuses_changes_while_it_fits(void** state) {
    glia_model* model = make_model();
    glia_dataset* data = make_dataset();
    glia_trainer* trainer = NULL;
    (void)state;
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_callback(trainer, meddle, &trainer, NULL));
    expect_ok(glia_trainer_fit(trainer, data, NULL));
    expect_ok(glia_trainer_set_callback(trainer, NULL, NULL, NULL));
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(data);
    glia_model_destroy(model);
}

static void refuses_settings_that_make_no_sense(void** state) {
    glia_model* model = make_model();
    glia_model* empty = NULL;
    glia_trainer* trainer = (glia_trainer*)1;
    double value = 0;
    (void)state;
    expect_ok(glia_model_create(&empty, 1));
    expect_error(glia_trainer_create(&trainer, empty), GLIA_ERROR_STATE,
                 "the model has no layers: add them before a trainer is made");
    assert_null(trainer);
    glia_model_destroy(empty);
    expect_ok(glia_trainer_create(&trainer, model));
    expect_error(glia_trainer_set_epochs(trainer, 0), GLIA_ERROR_INVALID_ARGUMENT,
                 "epochs is 0; it must be at least 1");
    expect_error(glia_trainer_set_optimizer(trainer, "adamm"), GLIA_ERROR_NOT_FOUND,
                 "unknown optimizer 'adamm'; did you mean 'adam' or 'adamw'? Known: adadelta, adagrad, adam, adamw, "
                 "amsgrad, irprop_minus, lbfgs, lion, nadam, rmsprop, sgd");
    expect_error(glia_trainer_set_optimizer(trainer, "sgd(learning_rate=abc)"), GLIA_ERROR_INVALID_ARGUMENT,
                 "optimizer 'sgd(learning_rate=abc)': expected a finite number at character 19; a spec is name or "
                 "name(parameter=value, ...)");
    expect_error(glia_trainer_set_loss(trainer, ""), GLIA_ERROR_INVALID_ARGUMENT,
                 "loss '': expected a name at character 1; a spec is name or name(parameter=value, ...)");
    expect_error(glia_trainer_metric(trainer, "los", &value), GLIA_ERROR_NOT_FOUND,
                 "unknown figure 'los'; did you mean 'loss'? Known: loss, accuracy, validation_loss, "
                 "validation_accuracy, learning_rate, seconds");
    assert_int_equal(glia_trainer_fit(trainer, NULL, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_fit(NULL, NULL, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    expect_ok(glia_trainer_metric(trainer, "loss", &value));
    assert_true(isnan(value));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

/* The article's loop, by hand: forward, cost, backward, update. */
static void goes_one_step_at_a_time(void** state) {
    glia_model* model = make_model();
    glia_trainer* trainer = NULL;
    const float x[8] = {1, 0, 0, 1, 0, 1, 0, 1};
    const int32_t classes[2] = {0, 1};
    float y[6];
    float dw[24];
    float da[16];
    double loss = 0;
    double first = 0;
    size_t needed = 0;
    (void)state;
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_optimizer(trainer, "sgd(learning_rate=0.5)"));
    expect_error(glia_trainer_backward(trainer), GLIA_ERROR_STATE, "there has been no loss yet");
    for (int step = 0; step < 40; step++) {
        expect_ok(glia_trainer_forward(trainer, x, 2, y));
        expect_ok(glia_trainer_loss_classes(trainer, classes, &loss));
        if (step == 0) first = loss;
        expect_ok(glia_trainer_backward(trainer));
        expect_ok(glia_trainer_get_gradients(trainer, 1, "weight", dw, 24, NULL));
        expect_ok(glia_trainer_get_activation_gradients(trainer, 1, da, 16, &needed));
        assert_int_equal(needed, 16);
        expect_ok(glia_trainer_update(trainer));
    }
    assert_true(loss < 0.2 * first);
    glia_model_destroy(model);
    expect_ok(glia_trainer_forward(trainer, x, 2, y));
    assert_true(y[0] > 0.5F && y[4] > 0.5F);
    expect_error(glia_trainer_loss_classes(trainer, (const int32_t[]){0, 3}, &loss), GLIA_ERROR_INVALID_ARGUMENT,
                 "classes: row 1 (from 0) is 3; with 3 classes it must be from 0 to 2");
    expect_error(glia_trainer_forward(trainer, x, 0, y), GLIA_ERROR_INVALID_ARGUMENT,
                 "rows is 0; it must be from 1 to 2147483647");
    glia_trainer_destroy(trainer);
}

static void learns_the_same_bits_with_any_number_of_threads(void** state) {
    float first[8 * 4];
    float other[8 * 4];
    (void)state;
    for (size_t threads = 1; threads <= 3; threads++) {
        glia_model* model = make_model();
        glia_dataset* data = make_dataset();
        glia_trainer* trainer = NULL;
        expect_ok(glia_trainer_create(&trainer, model));
        expect_ok(glia_trainer_set_threads(trainer, threads));
        expect_ok(glia_trainer_fit(trainer, data, data));
        expect_ok(glia_model_get_parameters(model, 0, "weight", threads == 1 ? first : other, 32, NULL));
        if (threads > 1) assert_memory_equal(first, other, sizeof first);
        expect_error(glia_trainer_set_threads(trainer, 0), GLIA_ERROR_INVALID_ARGUMENT,
                     "threads is 0; it must be from 1 to 1024");
        expect_error(glia_trainer_set_threads(trainer, 1025), GLIA_ERROR_INVALID_ARGUMENT,
                     "threads is 1025; it must be from 1 to 1024");
        assert_int_equal(glia_trainer_set_threads(NULL, 1), GLIA_ERROR_INVALID_ARGUMENT);
        glia_trainer_destroy(trainer);
        glia_dataset_destroy(data);
        glia_model_destroy(model);
    }
}

static void takes_gradients_of_the_callers(void** state) {
    glia_model* model = make_model();
    glia_trainer* trainer = NULL;
    const float g[3] = {1, 2, 3};
    float bias[3];
    (void)state;
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_optimizer(trainer, "sgd(learning_rate=1)"));
    assert_int_equal(glia_trainer_get_gradients(trainer, 1, "bias", bias, 3, NULL), GLIA_ERROR_STATE);
    expect_ok(glia_trainer_set_gradients(trainer, 1, "bias", g, 3));
    expect_ok(glia_trainer_update(trainer));
    expect_ok(glia_model_get_parameters(model, 1, "bias", bias, 3, NULL));
    assert_true(bias[0] == -1 && bias[1] == -2 && bias[2] == -3);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

static void notices_layers_that_come_later(void** state) {
    glia_model* model = NULL;
    glia_trainer* trainer = NULL;
    glia_dataset* data = make_dataset();
    (void)state;
    expect_ok(glia_model_create(&model, 4));
    expect_ok(glia_model_add_dense(model, 3, "softmax"));
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_model_add_dense(model, 3, "softmax"));
    expect_error(glia_trainer_fit(trainer, data, NULL), GLIA_ERROR_STATE,
                 "the model had 1 layers when the trainer was made and has 2 now: make a new trainer");
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(data);
    glia_model_destroy(model);
}

/* For a loss of one's own: from the gradient of its output come the gradients that glia's own loss gives. */
static void goes_back_from_a_gradient_of_the_callers(void** state) {
    glia_model* model = make_model();
    glia_trainer* trainer = NULL;
    const float x[4] = {1, 0, 0, 1};
    const float target[3] = {0, 1, 0};
    float y[3];
    float a[8];
    float dy[3];
    float by_loss[3];
    float by_hand[3];
    double loss = 0;
    (void)state;
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_forward(trainer, x, 1, y));
    expect_ok(glia_trainer_get_activations(trainer, 1, a, 8, NULL));
    for (int i = 0; i < 8; i++) assert_true(a[i] >= 0);
    expect_ok(glia_trainer_loss(trainer, target, &loss));
    assert_true(fabs(loss + log(y[1])) < 1e-6);
    expect_ok(glia_trainer_backward(trainer));
    expect_ok(glia_trainer_get_activation_gradients(trainer, 2, dy, 3, NULL));
    expect_ok(glia_trainer_get_gradients(trainer, 1, "bias", by_loss, 3, NULL));
    expect_ok(glia_trainer_forward(trainer, x, 1, y));
    expect_ok(glia_trainer_backward_from(trainer, dy));
    expect_ok(glia_trainer_get_gradients(trainer, 1, "bias", by_hand, 3, NULL));
    for (int i = 0; i < 3; i++) assert_true(fabs(by_loss[i] - by_hand[i]) < 1e-6);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

static void repeats_itself_for_a_seed(void** state) {
    glia_dataset* data = make_dataset();
    float bias[3][3];
    (void)state;
    for (int run = 0; run < 3; run++) {
        glia_model* model = make_model();
        glia_trainer* trainer = NULL;
        expect_ok(glia_trainer_create(&trainer, model));
        expect_ok(glia_trainer_set_batch_size(trainer, 7));
        expect_ok(glia_trainer_set_seed(trainer, run < 2 ? 5 : 6));
        expect_ok(glia_trainer_set_shuffle(trainer, 1));
        expect_ok(glia_trainer_fit(trainer, data, NULL));
        expect_ok(glia_model_get_parameters(model, 1, "bias", bias[run], 3, NULL));
        glia_trainer_destroy(trainer);
        glia_model_destroy(model);
    }
    assert_memory_equal(bias[0], bias[1], sizeof bias[0]);
    assert_memory_not_equal(bias[0], bias[2], sizeof bias[0]);
    glia_dataset_destroy(data);
}

/* Gradients of the layers that were there must not be taken for those of layers that came later. */
static void keeps_gradients_apart_from_layers_that_come_later(void** state) {
    glia_model* model = NULL;
    glia_trainer* trainer = NULL;
    float w[12] = {0};
    (void)state;
    expect_ok(glia_model_create(&model, 4));
    expect_ok(glia_model_add_dense(model, 3, "softmax"));
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_gradients(trainer, 0, "weight", w, 12));
    expect_ok(glia_model_add_dense(model, 3, "softmax"));
    assert_int_equal(glia_trainer_get_gradients(trainer, 1, "bias", w, 12, NULL), GLIA_ERROR_STATE);
    assert_int_equal(glia_trainer_update(trainer), GLIA_ERROR_STATE);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goes_back_from_a_gradient_of_the_callers),
        cmocka_unit_test(repeats_itself_for_a_seed),
        cmocka_unit_test(keeps_gradients_apart_from_layers_that_come_later),
        cmocka_unit_test(trains_on_a_data_set),
        cmocka_unit_test(tells_the_callback_and_obeys_it),
        cmocka_unit_test(refuses_changes_while_it_fits),
        cmocka_unit_test(refuses_settings_that_make_no_sense),
        cmocka_unit_test(goes_one_step_at_a_time),
        cmocka_unit_test(learns_the_same_bits_with_any_number_of_threads),
        cmocka_unit_test(takes_gradients_of_the_callers),
        cmocka_unit_test(notices_layers_that_come_later),
    };
    return cmocka_run_group_tests_name("a trainer", tests, NULL, NULL);
}
