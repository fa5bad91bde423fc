/* When a fit ends, and how it is taken up again. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api_test.h"

static const char checkpoint[] = "stopping_test.checkpoint";

struct parts {
    glia_model* model;
    glia_dataset* data;
    glia_trainer* trainer;
};

static struct parts make_parts(size_t epochs) {
    struct parts p = {make_model(), make_dataset(), NULL};
    expect_ok(glia_trainer_create(&p.trainer, p.model));
    expect_ok(glia_trainer_set_batch_size(p.trainer, 8));
    expect_ok(glia_trainer_set_epochs(p.trainer, epochs));
    return p;
}

static void destroy_parts(struct parts* p) {
    glia_trainer_destroy(p->trainer);
    glia_dataset_destroy(p->data);
    glia_model_destroy(p->model);
}

static void weights_of(const struct parts* p, float weights[32]) {
    expect_ok(glia_model_get_parameters(p->model, 0, "weight", weights, 32, NULL));
}

static void ends_when_the_rules_say(void** state) {
    struct parts p = make_parts(500);
    size_t epochs = 0;
    double accuracy = 0;
    (void)state;
    assert_int_equal(glia_trainer_stop_reason(p.trainer), GLIA_STOP_NONE);
    expect_ok(glia_trainer_set_target(p.trainer, "accuracy", 0.5));
    expect_ok(glia_trainer_fit(p.trainer, p.data, NULL));
    assert_int_equal(glia_trainer_stop_reason(p.trainer), GLIA_STOP_TARGET);
    expect_ok(glia_trainer_metric(p.trainer, "accuracy", &accuracy));
    assert_true(accuracy >= 0.5);
    expect_ok(glia_trainer_set_target(p.trainer, NULL, 0));

    expect_ok(glia_trainer_set_early_stopping(p.trainer, "loss", 3, 100, 1));
    expect_ok(glia_trainer_fit(p.trainer, p.data, NULL));
    assert_int_equal(glia_trainer_stop_reason(p.trainer), GLIA_STOP_EARLY);
    assert_int_equal(glia_trainer_best_epoch(p.trainer), 1);
    expect_ok(glia_trainer_set_early_stopping(p.trainer, NULL, 0, 0, 0));

    expect_ok(glia_trainer_set_time_limit(p.trainer, 1e-9));
    expect_ok(glia_trainer_fit(p.trainer, p.data, NULL));
    assert_int_equal(glia_trainer_stop_reason(p.trainer), GLIA_STOP_TIME);
    expect_ok(glia_trainer_set_time_limit(p.trainer, 0));

    expect_ok(glia_trainer_set_epochs(p.trainer, 2));
    expect_ok(glia_trainer_set_accumulation(p.trainer, 3));
    expect_ok(glia_trainer_fit(p.trainer, p.data, NULL));
    assert_int_equal(glia_trainer_stop_reason(p.trainer), GLIA_STOP_EPOCHS);
    assert_int_equal(glia_trainer_best_epoch(p.trainer), 0);
    expect_ok(glia_trainer_history(p.trainer, "loss", NULL, 0, &epochs));
    assert_true(epochs >= 6);
    destroy_parts(&p);
}

/* Every epoch is better than the one before, but none by so much; together they are. */
static void adds_up_small_changes_or_not(void** state) {
    struct parts p = make_parts(40);
    double losses[40];
    size_t epochs = 0;
    double change = 0;
    (void)state;
    expect_ok(glia_trainer_set_batch_size(p.trainer, 0));
    expect_ok(glia_trainer_set_optimizer(p.trainer, "sgd(learning_rate=0.05)"));
    expect_ok(glia_trainer_set_early_stopping(p.trainer, "loss", 20, 1e9, 0)); /* 21 epochs, to see the losses */
    expect_ok(glia_trainer_fit(p.trainer, p.data, NULL));
    expect_ok(glia_trainer_history(p.trainer, "loss", losses, 40, &epochs));
    assert_int_equal(epochs, 21);
    change = losses[0] - losses[5];
    destroy_parts(&p);

    p = make_parts(40);
    expect_ok(glia_trainer_set_batch_size(p.trainer, 0));
    expect_ok(glia_trainer_set_optimizer(p.trainer, "sgd(learning_rate=0.05)"));
    expect_ok(glia_trainer_set_early_stopping(p.trainer, "loss", 10, change, 0));
    expect_ok(glia_trainer_set_improvement(p.trainer, "at_once"));
    expect_ok(glia_trainer_fit(p.trainer, p.data, NULL));
    expect_ok(glia_trainer_history(p.trainer, "loss", NULL, 0, &epochs));
    assert_int_equal(epochs, 11);
    assert_int_equal(glia_trainer_best_epoch(p.trainer), 11);
    destroy_parts(&p);

    p = make_parts(15);
    expect_ok(glia_trainer_set_batch_size(p.trainer, 0));
    expect_ok(glia_trainer_set_optimizer(p.trainer, "sgd(learning_rate=0.05)"));
    expect_ok(glia_trainer_set_early_stopping(p.trainer, "loss", 10, change, 0));
    expect_ok(glia_trainer_fit(p.trainer, p.data, NULL));
    assert_int_equal(glia_trainer_stop_reason(p.trainer), GLIA_STOP_EPOCHS);
    assert_true(glia_trainer_best_epoch(p.trainer) > 1);

    expect_error(glia_trainer_set_improvement(p.trainer, "at_one"), GLIA_ERROR_NOT_FOUND,
                 "unknown improvement 'at_one'; did you mean 'at_once'? Known: at_once, gradual");
    assert_int_equal(glia_trainer_set_improvement(p.trainer, "gradual(by=1)"), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_set_improvement(p.trainer, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_set_improvement(NULL, "gradual"), GLIA_ERROR_INVALID_ARGUMENT);
    destroy_parts(&p);
}

static void follows_metrics_under_their_names(void** state) {
    struct parts p = make_parts(2);
    const char* const metrics[] = {"f1_macro", "top_k_accuracy( k = 2 )"};
    const char* const unknown[] = {"f1_macr"};
    const char* const twice[] = {"mae", "mae"};
    char names[512];
    double values[2];
    (void)state;
    expect_ok(glia_trainer_set_metrics(p.trainer, metrics, 2));
    expect_ok(glia_trainer_fit(p.trainer, p.data, p.data));
    expect_ok(glia_trainer_history(p.trainer, "validation_top_k_accuracy(k=2)", values, 2, NULL));
    assert_true(values[1] > 0);
    expect_ok(glia_trainer_figures(p.trainer, names, sizeof names, NULL));
    assert_non_null(strstr(names, "\"f1_macro\",\"top_k_accuracy(k=2)\",\"validation_f1_macro\""));
    assert_int_equal(glia_trainer_figures(p.trainer, names, 3, NULL), GLIA_ERROR_CAPACITY);
    assert_int_equal(glia_trainer_set_metrics(p.trainer, unknown, 1), GLIA_ERROR_NOT_FOUND);
    expect_error(glia_trainer_set_metrics(p.trainer, twice, 2), GLIA_ERROR_INVALID_ARGUMENT,
                 "metric 'mae' is given twice");
    assert_int_equal(glia_trainer_set_metrics(p.trainer, NULL, 1), GLIA_ERROR_INVALID_ARGUMENT);
    expect_ok(glia_trainer_set_metrics(p.trainer, NULL, 0));
    destroy_parts(&p);
}

static int32_t stop_at_the_tenth(const glia_trainer* trainer, int32_t event, void* user) {
    int* const batches = user;
    (void)trainer;
    return event == GLIA_EVENT_BATCH && ++*batches == 10 ? 7 : 0;
}

static void goes_on_from_a_checkpoint_to_the_same_bits(void** state) {
    struct parts whole = make_parts(6);
    struct parts first = make_parts(6);
    struct parts second = make_parts(6);
    float expected[32];
    float weights[32];
    int batches = 0;
    (void)state;
    expect_ok(glia_trainer_fit(whole.trainer, whole.data, NULL));
    weights_of(&whole, expected);

    expect_ok(glia_trainer_set_checkpoint(first.trainer, checkpoint, 1, 0));
    expect_ok(glia_trainer_set_callback(first.trainer, stop_at_the_tenth, &batches, NULL));
    assert_int_equal(glia_trainer_fit(first.trainer, first.data, NULL), GLIA_ERROR_CANCELLED);
    assert_int_equal(glia_trainer_stop_reason(first.trainer), GLIA_STOP_CALLBACK);
    assert_int_equal(glia_trainer_callback_result(first.trainer), 7);

    expect_ok(glia_trainer_resume(second.trainer, checkpoint));
    expect_ok(glia_trainer_fit(second.trainer, second.data, NULL));
    weights_of(&second, weights);
    assert_memory_equal(weights, expected, sizeof weights);
    destroy_parts(&whole);
    destroy_parts(&first);
    destroy_parts(&second);
}

/* Rows whose class is their first feature's sign; in the eighth pass one is NaN. */
static int32_t rows_until_the_eighth_pass(size_t first, size_t capacity, float* x, float* targets, int32_t* classes,
                                          size_t* delivered, void* user) {
    int* const passes = user;
    size_t i = 0;
    (void)targets;
    if (first == 0) ++*passes;
    for (; i < capacity && first + i < 32; ++i) {
        const size_t row = first + i;
        size_t j = 0;
        for (; j < 4; ++j) x[i * 4 + j] = (float)((row * (j + 3)) % 7) - 3;
        if (*passes == 8 && row == 20) x[i * 4] = NAN;
        classes[i] = x[i * 4] > 0 ? 1 : 0;
    }
    *delivered = i;
    return 0;
}

struct kept {
    const glia_model* model;
    float weights[32];
    int done;
};

static int32_t keep_the_first_epoch(const glia_trainer* trainer, int32_t event, void* user) {
    struct kept* const kept = user;
    (void)trainer;
    if (event == GLIA_EVENT_EPOCH && !kept->done) {
        expect_ok(glia_model_get_parameters(kept->model, 0, "weight", kept->weights, 32, NULL));
        kept->done = 1;
    }
    return 0;
}

static void puts_back_the_best_epoch_after_an_error(void** state) {
    struct parts p = make_parts(50);
    struct kept kept = {p.model, {0}, 0};
    glia_dataset* stream = NULL;
    float weights[32];
    int passes = 0;
    (void)state;
    expect_ok(glia_dataset_stream_callback(&stream, 32, 4, 0, 2, 8, rows_until_the_eighth_pass, &passes, NULL));
    expect_ok(glia_trainer_set_early_stopping(p.trainer, "loss", 40, 1e9, 1)); /* so the first epoch stays the best */
    expect_ok(glia_trainer_set_callback(p.trainer, keep_the_first_epoch, &kept, NULL));
    assert_int_equal(glia_trainer_fit(p.trainer, stream, NULL), GLIA_ERROR_FORMAT);
    assert_int_equal(passes, 8);
    assert_int_equal(glia_trainer_stop_reason(p.trainer), GLIA_STOP_ERROR);
    assert_int_equal(glia_trainer_best_epoch(p.trainer), 1);
    weights_of(&p, weights);
    assert_memory_equal(weights, kept.weights, sizeof weights);
    glia_dataset_destroy(stream);
    destroy_parts(&p);
}

/* What cannot be resumed is refused, and the trainer and its model stay as they are. */
static void refuses_checkpoints_of_something_else(void** state) {
    struct parts p = make_parts(2);
    glia_model* other = NULL;
    glia_trainer* wider = NULL;
    float before[32];
    float after[32];
    (void)state;
    expect_ok(glia_trainer_set_checkpoint(p.trainer, checkpoint, 1, 0));
    expect_ok(glia_trainer_fit(p.trainer, p.data, NULL));
    weights_of(&p, before);

    expect_ok(glia_trainer_set_seed(p.trainer, 9));
    expect_error(glia_trainer_resume(p.trainer, checkpoint), GLIA_ERROR_INVALID_ARGUMENT,
                 "the fit that is to be resumed had seed '0'; here it is '9'");
    assert_int_equal(glia_trainer_resume(p.trainer, "/nowhere/at/all"), GLIA_ERROR_NOT_FOUND);
    assert_int_equal(glia_trainer_resume(p.trainer, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_resume(NULL, checkpoint), GLIA_ERROR_INVALID_ARGUMENT);
    expect_ok(glia_model_save(p.model, checkpoint));
    assert_int_equal(glia_trainer_resume(p.trainer, checkpoint), GLIA_ERROR_FORMAT);

    expect_ok(glia_trainer_set_checkpoint(p.trainer, "/nowhere/at/all", 1, 0));
    assert_int_equal(glia_trainer_fit(p.trainer, p.data, NULL), GLIA_ERROR_IO);
    weights_of(&p, after);
    assert_memory_equal(before, after, sizeof after);

    expect_ok(glia_trainer_set_seed(p.trainer, 0));
    expect_ok(glia_trainer_set_checkpoint(p.trainer, checkpoint, 1, 0));
    expect_ok(glia_trainer_fit(p.trainer, p.data, NULL));
    expect_ok(glia_model_create(&other, 4));
    expect_ok(glia_model_add_dense(other, 9, "relu"));
    expect_ok(glia_model_add_dense(other, 3, "softmax"));
    expect_ok(glia_trainer_create(&wider, other));
    assert_int_equal(glia_trainer_resume(wider, checkpoint), GLIA_ERROR_INVALID_ARGUMENT);
    assert_non_null(strstr(glia_last_error(), "its layer 0 is dense of 8 units relu"));
    glia_trainer_destroy(wider);
    glia_model_destroy(other);
    destroy_parts(&p);
}

static void refuses_rules_that_make_no_sense(void** state) {
    struct parts p = make_parts(2);
    (void)state;
    expect_error(glia_trainer_set_early_stopping(p.trainer, "loss", 3, NAN, 0), GLIA_ERROR_INVALID_ARGUMENT,
                 "min_change is nan; it must be finite and not below 0");
    assert_int_equal(glia_trainer_set_early_stopping(p.trainer, "los", 3, 0, 0), GLIA_ERROR_NOT_FOUND);
    expect_error(glia_trainer_set_early_stopping(p.trainer, "seconds", 3, 0, 0), GLIA_ERROR_INVALID_ARGUMENT,
                 "'seconds' does not say how good a model is; watch a loss, an accuracy or a metric");
    assert_int_equal(glia_trainer_set_target(p.trainer, "loss", NAN), GLIA_ERROR_INVALID_ARGUMENT);
    expect_error(glia_trainer_set_time_limit(p.trainer, -1), GLIA_ERROR_INVALID_ARGUMENT,
                 "seconds is -1; it must be finite and not below 0");
    assert_int_equal(glia_trainer_set_checkpoint(p.trainer, checkpoint, 1, INFINITY), GLIA_ERROR_INVALID_ARGUMENT);
    expect_error(glia_trainer_set_accumulation(p.trainer, 0), GLIA_ERROR_INVALID_ARGUMENT,
                 "batches is 0; it must be at least 1");
    expect_ok(glia_trainer_set_accumulation(p.trainer, SIZE_MAX));
    expect_ok(glia_trainer_fit(p.trainer, p.data, NULL));
    assert_int_equal(glia_trainer_set_early_stopping(NULL, NULL, 1, 0, 0), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_set_target(NULL, NULL, 0), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_set_checkpoint(NULL, NULL, 0, 0), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_trainer_stop_reason(NULL), GLIA_STOP_NONE);
    assert_int_equal(glia_trainer_best_epoch(NULL), 0);
    destroy_parts(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_when_the_rules_say),
        cmocka_unit_test(adds_up_small_changes_or_not),
        cmocka_unit_test(follows_metrics_under_their_names),
        cmocka_unit_test(goes_on_from_a_checkpoint_to_the_same_bits),
        cmocka_unit_test(puts_back_the_best_epoch_after_an_error),
        cmocka_unit_test(refuses_checkpoints_of_something_else),
        cmocka_unit_test(refuses_rules_that_make_no_sense),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    remove(checkpoint);
    return failed;
}
