/* Cross-validation from C. */
#include <math.h>
#include <string.h>

#include "api_test.h"

enum {
    features = 4,
    class_count = 3
};

static glia_trainer* make_trainer(glia_model* model) {
    glia_trainer* trainer = NULL;
    expect_ok(glia_trainer_create(&trainer, model));
    expect_ok(glia_trainer_set_optimizer(trainer, "sgd(learning_rate=0.5)"));
    expect_ok(glia_trainer_set_epochs(trainer, 4));
    expect_ok(glia_trainer_set_batch_size(trainer, 8));
    expect_ok(glia_trainer_set_seed(trainer, 9));
    return trainer;
}

/* Each fold equals what a caller would do by hand with the same recipe, to the bit. */
static void equals_training_on_each_fold(void** state) {
    glia_dataset* data = make_dataset();
    glia_model* model = make_model();
    glia_trainer* trainer = make_trainer(model);
    glia_cross_validation* result = NULL;
    double loss[3];
    double accuracy[3];
    double training_loss[3];
    double epochs[3];
    double mean = 0;
    double deviation = 0;
    (void)state;
    expect_ok(glia_cross_validate(&result, trainer, data, "stratified(folds=3)", NULL, 0, "he_normal", 5, NULL, NULL));
    assert_int_equal(glia_cross_validation_folds(result), 3);
    expect_ok(glia_cross_validation_values(result, "loss", loss, 3, NULL));
    expect_ok(glia_cross_validation_values(result, "accuracy", accuracy, 3, NULL));
    expect_ok(glia_cross_validation_values(result, "training_loss", training_loss, 3, NULL));
    expect_ok(glia_cross_validation_values(result, "epochs", epochs, 3, NULL));
    for (size_t i = 0; i < 3; i++) {
        glia_dataset* train = NULL;
        glia_dataset* validation = NULL;
        glia_model* by_hand = make_model();
        glia_trainer* trainer_by_hand = make_trainer(by_hand);
        double expected = 0;
        double expected_accuracy = 0;
        expect_ok(glia_model_initialize(by_hand, "he_normal", 5));
        expect_ok(glia_dataset_fold(data, "stratified(folds=3)", NULL, 0, 5, i, &train, &validation));
        expect_ok(glia_trainer_fit(trainer_by_hand, train, NULL));
        expect_ok(glia_trainer_evaluate(trainer_by_hand, validation, &expected, &expected_accuracy));
        assert_true(loss[i] == expected);
        assert_true(accuracy[i] == expected_accuracy);
        expect_ok(glia_trainer_metric(trainer_by_hand, "loss", &expected));
        assert_true(training_loss[i] == expected);
        assert_true(epochs[i] == 4);
        glia_trainer_destroy(trainer_by_hand);
        glia_model_destroy(by_hand);
        glia_dataset_destroy(train);
        glia_dataset_destroy(validation);
    }
    expect_ok(glia_cross_validation_summary(result, "loss", &mean, &deviation));
    assert_true(fabs(mean - (loss[0] + loss[1] + loss[2]) / 3) < 1e-12);
    assert_true(fabs(deviation * deviation * 2 - (loss[0] - mean) * (loss[0] - mean) -
                     (loss[1] - mean) * (loss[1] - mean) - (loss[2] - mean) * (loss[2] - mean)) < 1e-12);
    glia_cross_validation_destroy(result);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(data);
}

static void leaves_the_recipe_as_it_is(void** state) {
    glia_dataset* data = make_dataset();
    glia_model* model = make_model();
    glia_trainer* trainer = make_trainer(model);
    glia_cross_validation* result = NULL;
    float before[32];
    float after[32];
    size_t epochs = 9;
    (void)state;
    expect_ok(glia_model_get_parameters(model, 0, "weight", before, 32, NULL));
    expect_ok(glia_cross_validate(&result, trainer, data, "plain(folds=2)", NULL, 0, NULL, 0, NULL, NULL));
    expect_ok(glia_model_get_parameters(model, 0, "weight", after, 32, NULL));
    assert_memory_equal(before, after, sizeof before);
    expect_ok(glia_trainer_history(trainer, "loss", NULL, 0, &epochs));
    assert_int_equal(epochs, 0);
    assert_int_equal(glia_model_class_count(model), 0);
    glia_cross_validation_destroy(result);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(data);
}

struct heard {
    size_t epochs[2];
    size_t batches[2];
    size_t stop_in_fold;
};

static int32_t listen(size_t fold, size_t folds, const glia_trainer* trainer, int32_t event, void* user) {
    struct heard* heard = user;
    double loss = NAN;
    assert_in_range(fold, 0, 1);
    assert_int_equal(folds, 2);
    expect_ok(glia_trainer_metric(trainer, "loss", &loss));
    assert_true(isfinite(loss));
    heard->epochs[fold] += event == GLIA_EVENT_EPOCH;
    heard->batches[fold] += event == GLIA_EVENT_BATCH;
    return fold == heard->stop_in_fold;
}

static void tells_the_callback_and_obeys_it(void** state) {
    glia_dataset* data = make_dataset();
    glia_model* model = make_model();
    glia_trainer* trainer = make_trainer(model);
    glia_cross_validation* result = NULL;
    struct heard heard = {{0, 0}, {0, 0}, 2};
    (void)state;
    expect_ok(glia_cross_validate(&result, trainer, data, "plain(folds=2)", NULL, 0, NULL, 0, listen, &heard));
    assert_int_equal(heard.epochs[0], 4);
    assert_int_equal(heard.epochs[1], 4);
    assert_int_equal(heard.batches[0], 16); /* 30 rows in batches of 8, 4 times */
    glia_cross_validation_destroy(result);
    heard.stop_in_fold = 1;
    expect_error(glia_cross_validate(&result, trainer, data, "plain(folds=2)", NULL, 0, NULL, 0, listen, &heard),
                 GLIA_ERROR_CANCELLED, "fold 2 of 2: the callback stopped training in epoch 1, batch 1");
    assert_non_null(result);
    assert_int_equal(glia_cross_validation_callback_result(result), 1);
    glia_cross_validation_destroy(result);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(data);
}

static int32_t stop_in_the_last_epoch_of_fold_2(size_t fold, size_t folds, const glia_trainer* trainer, int32_t event,
                                                void* user) {
    size_t epoch = 0;
    (void)folds;
    (void)user;
    expect_ok(glia_trainer_progress(trainer, &epoch, NULL, NULL, NULL));
    return event == GLIA_EVENT_EPOCH && fold == 1 && epoch == 4 ? -77 : 0;
}

/* What the callback said, and the folds before it, are not lost. */
static void hands_back_what_stopped_it_and_the_finished_folds(void** state) {
    glia_dataset* data = make_dataset();
    glia_model* model = make_model();
    glia_trainer* trainer = make_trainer(model);
    glia_cross_validation* whole = NULL;
    glia_cross_validation* stopped = NULL;
    double loss[3];
    double mean = 0;
    double deviation = 0;
    double finished = 0;
    size_t folds = 0;
    (void)state;
    expect_ok(glia_cross_validate(&whole, trainer, data, "plain(folds=3)", NULL, 0, NULL, 0, NULL, NULL));
    expect_ok(glia_cross_validation_values(whole, "loss", loss, 3, NULL));
    assert_int_equal(glia_cross_validation_callback_result(whole), 0);
    expect_error(glia_cross_validate(&stopped, trainer, data, "plain(folds=3)", NULL, 0, NULL, 0,
                                     stop_in_the_last_epoch_of_fold_2, NULL),
                 GLIA_ERROR_CANCELLED, "fold 2 of 3: the callback stopped training after epoch 4 of 4");
    assert_int_equal(glia_cross_validation_callback_result(stopped), -77);
    assert_int_equal(glia_cross_validation_folds(stopped), 1);
    expect_ok(glia_cross_validation_values(stopped, "loss", &finished, 1, &folds));
    assert_int_equal(folds, 1);
    assert_true(finished == loss[0]);
    expect_ok(glia_cross_validation_summary(stopped, "loss", &mean, &deviation));
    assert_true(mean == loss[0] && isnan(deviation));
    assert_int_equal(glia_cross_validation_callback_result(NULL), 0);
    glia_cross_validation_destroy(whole);
    glia_cross_validation_destroy(stopped);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(data);
}

/* Metrics are those of the trained model on the rows it has not seen, computed by another route from its outputs. */
static void follows_the_metrics_of_the_recipe(void** state) {
    static const char* const metrics[] = {"f1_macro", "log_loss"};
    glia_dataset* data = make_dataset();
    glia_model* model = make_model();
    glia_trainer* trainer = make_trainer(model);
    glia_cross_validation* result = NULL;
    char names[512];
    double f1[3];
    double log_loss[3];
    double training_f1[3];
    double mean = 0;
    double deviation = 0;
    (void)state;
    expect_ok(glia_trainer_set_metrics(trainer, metrics, 2));
    expect_ok(glia_trainer_set_early_stopping(trainer, "validation_loss", 1, 0, 1));
    expect_ok(glia_cross_validate(&result, trainer, data, "stratified(folds=3)", NULL, 0, "he_normal", 5, NULL, NULL));
    expect_ok(glia_cross_validation_figures(result, names, sizeof names, NULL));
    assert_string_equal(names,
                        "[\"loss\",\"training_loss\",\"accuracy\",\"training_accuracy\",\"f1_macro\","
                        "\"training_f1_macro\",\"log_loss\",\"training_log_loss\",\"epochs\",\"seconds\","
                        "\"training_rows\",\"validation_rows\"]");
    expect_ok(glia_cross_validation_values(result, "f1_macro", f1, 3, NULL));
    expect_ok(glia_cross_validation_values(result, "log_loss", log_loss, 3, NULL));
    expect_ok(glia_cross_validation_values(result, "training_f1_macro", training_f1, 3, NULL));
    for (size_t i = 0; i < 3; i++) {
        glia_dataset* train = NULL;
        glia_dataset* validation = NULL;
        glia_model* by_hand = make_model();
        glia_trainer* trainer_by_hand = make_trainer(by_hand);
        float x[20 * features];
        float y[20 * class_count];
        int32_t classes[20];
        double expected = 0;
        expect_ok(glia_trainer_set_metrics(trainer_by_hand, metrics, 2));
        expect_ok(glia_trainer_set_early_stopping(trainer_by_hand, "validation_loss", 1, 0, 1));
        expect_ok(glia_model_initialize(by_hand, "he_normal", 5));
        expect_ok(glia_dataset_fold(data, "stratified(folds=3)", NULL, 0, 5, i, &train, &validation));
        expect_ok(glia_trainer_fit(trainer_by_hand, train, validation));
        expect_ok(glia_dataset_get_rows(validation, 0, 20, x, NULL, classes));
        expect_ok(glia_model_predict(by_hand, x, 20, y));
        expect_ok(glia_metrics_compute_classes("f1_macro", y, 20, class_count, classes, NULL, &expected));
        assert_true(f1[i] == expected);
        expect_ok(glia_metrics_compute_classes("log_loss", y, 20, class_count, classes, NULL, &expected));
        assert_true(fabs(log_loss[i] - expected) < 1e-6);
        expect_ok(glia_trainer_metric(trainer_by_hand, "f1_macro", &expected));
        assert_true(training_f1[i] == expected);
        glia_trainer_destroy(trainer_by_hand);
        glia_model_destroy(by_hand);
        glia_dataset_destroy(train);
        glia_dataset_destroy(validation);
    }
    expect_ok(glia_cross_validation_summary(result, "f1_macro", &mean, &deviation));
    assert_true(fabs(mean - (f1[0] + f1[1] + f1[2]) / 3) < 1e-12);
    assert_true(fabs(deviation * deviation * 2 - (f1[0] - mean) * (f1[0] - mean) - (f1[1] - mean) * (f1[1] - mean) -
                     (f1[2] - mean) * (f1[2] - mean)) < 1e-12);
    glia_cross_validation_destroy(result);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(data);
}

static void keeps_groups_apart(void** state) {
    glia_dataset* data = make_dataset();
    glia_model* model = make_model();
    glia_trainer* trainer = make_trainer(model);
    glia_cross_validation* result = NULL;
    int32_t groups[data_rows];
    double rows[2];
    (void)state;
    for (int i = 0; i < data_rows; i++) groups[i] = i < 40;
    expect_ok(glia_cross_validate(&result, trainer, data, "grouped(folds=2)", groups, data_rows, NULL, 0, NULL, NULL));
    expect_ok(glia_cross_validation_values(result, "validation_rows", rows, 2, NULL));
    assert_true(rows[0] == 40 && rows[1] == 20);
    glia_cross_validation_destroy(result);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(data);
}

static void refuses_what_makes_no_sense(void** state) {
    glia_dataset* data = make_dataset();
    glia_model* model = make_model();
    glia_trainer* trainer = make_trainer(model);
    glia_cross_validation* result = NULL;
    double values[2];
    (void)state;
    expect_error(glia_cross_validate(NULL, trainer, data, "plain", NULL, 0, NULL, 0, NULL, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "out is NULL");
    expect_error(glia_cross_validate(&result, NULL, data, "plain", NULL, 0, NULL, 0, NULL, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "trainer is NULL");
    expect_error(glia_cross_validate(&result, trainer, NULL, "plain", NULL, 0, NULL, 0, NULL, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "dataset is NULL");
    expect_error(glia_cross_validate(&result, trainer, data, NULL, NULL, 0, NULL, 0, NULL, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "folds is NULL");
    expect_error(glia_cross_validate(&result, trainer, data, "plain(folds=61)", NULL, 0, NULL, 0, NULL, NULL),
                 GLIA_ERROR_INVALID_ARGUMENT, "folds is 61, but there are 60 rows: each fold needs at least one");
    assert_int_equal(glia_cross_validate(&result, trainer, data, "plain", NULL, 0, "he_normall", 0, NULL, NULL),
                     GLIA_ERROR_NOT_FOUND);
    expect_ok(glia_trainer_set_optimizer(trainer, "sgd(learning_rate=1e38)"));
    assert_int_equal(glia_cross_validate(&result, trainer, data, "plain", NULL, 0, NULL, 0, NULL, NULL),
                     GLIA_ERROR_NUMERIC);
    assert_true(strncmp(glia_last_error(), "fold 1 of 5: ", 13) == 0);
    expect_ok(glia_trainer_set_optimizer(trainer, "sgd"));
    assert_null(result);
    expect_ok(glia_cross_validate(&result, trainer, data, "plain(folds=2)", NULL, 0, NULL, 0, NULL, NULL));
    expect_error(glia_cross_validation_values(result, "los", values, 2, NULL), GLIA_ERROR_NOT_FOUND,
                 "unknown figure 'los'; did you mean 'loss'? Known: loss, training_loss, accuracy, training_accuracy, "
                 "epochs, seconds, training_rows, validation_rows");
    assert_int_equal(glia_cross_validation_values(result, "loss", values, 1, NULL), GLIA_ERROR_CAPACITY);
    assert_int_equal(glia_cross_validation_values(NULL, "loss", values, 2, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_cross_validation_summary(result, NULL, NULL, NULL), GLIA_ERROR_INVALID_ARGUMENT);
    assert_int_equal(glia_cross_validation_folds(NULL), 0);
    glia_cross_validation_destroy(result);
    glia_cross_validation_destroy(NULL);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_training_on_each_fold),
        cmocka_unit_test(leaves_the_recipe_as_it_is),
        cmocka_unit_test(tells_the_callback_and_obeys_it),
        cmocka_unit_test(keeps_groups_apart),
        cmocka_unit_test(hands_back_what_stopped_it_and_the_finished_folds),
        cmocka_unit_test(follows_the_metrics_of_the_recipe),
        cmocka_unit_test(refuses_what_makes_no_sense),
    };
    return cmocka_run_group_tests_name("cross-validation", tests, NULL, NULL);
}
