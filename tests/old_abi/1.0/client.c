/* A program of version 1.0: it sees the headers of then, and must do today what it did. Never edited: it stands for
 * those that nobody can rebuild. Exits with 0 where all is as it was.
 *     client PLUGIN GOLDEN    PLUGIN: a plugin file of activation old_slope; GOLDEN: a model file of format 1 */
#define _DEFAULT_SOURCE
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "glia/glia.h"
#include "page_end.h"

/* Tells where what was expected is not so, and ends the program. */
#define EXPECT(condition)                                                                      \
    do {                                                                                       \
        if (!(condition)) {                                                                    \
            fprintf(stderr, "client.c:%d: %s: %s\n", __LINE__, #condition, glia_last_error()); \
            exit(1);                                                                           \
        }                                                                                      \
    } while (0)
#define OK(call) EXPECT((call) == GLIA_OK)

enum {
    rows = 96,
    inputs = 3,
    classes = 3
};

/* Rows of which the class is the place of the greatest number. */
static float x[rows * inputs];
static int32_t truth[rows];

static void make_rows(void) {
    for (int i = 0; i < rows * inputs; ++i) x[i] = (float)(i * 7 % 31) * 0.1F - 1.5F;
    for (int i = 0; i < rows; ++i) {
        for (int j = 1; j < inputs; ++j) {
            if (x[i * inputs + j] > x[i * inputs + truth[i]]) truth[i] = j;
        }
    }
}

/* A square of the program's own: y = x^2. */
static void square(const glia_activation_t* self, const double* parameters, size_t n, size_t cols, const float* in,
                   float* y) {
    (void)self;
    (void)parameters;
    for (size_t i = 0; i < n * cols; ++i) y[i] = in[i] * in[i];
}

static void square_slope(const glia_activation_t* self, const double* parameters, size_t n, size_t cols,
                         const float* in, const float* y, const float* dy, float* dx) {
    (void)self;
    (void)parameters;
    (void)y;
    for (size_t i = 0; i < n * cols; ++i) dx[i] = 2 * in[i] * dy[i];
}

static int destroyed;

static void count_destroyed(void* user) {
    EXPECT(user == &destroyed);
    ++destroyed;
}

static void library_is_of_this_generation(void) {
    EXPECT(glia_version() / 10000 == GLIA_VERSION_MAJOR);
    EXPECT(glia_version() >= GLIA_VERSION);
    EXPECT(strncmp(glia_version_string(), "1.", 2) == 0);
    EXPECT(strcmp(glia_status_name(GLIA_ERROR_CAPACITY), "GLIA_ERROR_CAPACITY") == 0);
    EXPECT(strlen(glia_cpu_name()) > 0);
    char text[4096];
    OK(glia_blas_info(text, sizeof text, NULL));
    OK(glia_spec_list("loss", text, sizeof text, NULL));
    EXPECT(strstr(text, "\"huber\"") != NULL);
    OK(glia_spec_describe("optimizer", "adam", text, sizeof text, NULL));
    EXPECT(glia_spec_check("schedule", "cosine(end=0.1)") == GLIA_OK);
    EXPECT(glia_spec_check("loss", "hubber") == GLIA_ERROR_NOT_FOUND && strstr(glia_last_error(), "huber") != NULL);
}

static void activations_are_found(const char* plugin) {
    glia_activation_t table;
    memset(&table, 0, sizeof table);
    table.struct_size = sizeof table;
    table.flags = GLIA_ACTIVATION_ELEMENTWISE | GLIA_ACTIVATION_GRAD_IGNORES_Y;
    table.name = "client_square";
    table.revision = 1;
    table.variant = "baseline";
    table.forward = square;
    table.backward = square_slope;
    table.user = &destroyed;
    table.destroy = count_destroyed;
    const glia_activation_t* const at_end = at_page_end(&table, sizeof table);
    EXPECT(at_end != NULL);
    OK(glia_registry_register_activation(at_end));
    float y[2], dx[2];
    const float in[2] = {-3, 0.5F}, dy[2] = {1, 1};
    OK(glia_activation_values("client_square", 1, 2, in, y));
    EXPECT(y[0] == 9 && y[1] == 0.25F);
    OK(glia_activation_gradients("client_square", 1, 2, in, NULL, dy, dx));
    EXPECT(dx[0] == -6 && dx[1] == 1);
    glia_gradient_report* report;
    OK(glia_activation_check_gradient(&report, "client_square"));
    EXPECT(glia_gradient_report_passed(report) == 1);
    glia_gradient_report_destroy(report);
    OK(glia_registry_unregister_activation("client_square"));
    EXPECT(destroyed == 1);

    char text[4096];
    size_t count = 0;
    OK(glia_registry_load(plugin));
    OK(glia_registry_describe("old_slope", text, sizeof text, NULL));
    EXPECT(strstr(text, "\"trained\":\"per_unit\"") != NULL);
    OK(glia_registry_path("relu", text, sizeof text, NULL));
    OK(glia_registry_count(&count));
    EXPECT(count > 10);
    EXPECT(glia_registry_describe("rellu", text, sizeof text, NULL) == GLIA_ERROR_NOT_FOUND);
}

static int32_t count_epochs(const glia_trainer* trainer, int32_t event, void* user) {
    size_t epoch = 0;
    OK(glia_trainer_progress(trainer, &epoch, NULL, NULL, NULL));
    if (event == GLIA_EVENT_EPOCH) *(size_t*)user = epoch;
    return 0;
}

static void model_trains(glia_model* model, const glia_dataset* train, const glia_dataset* validation) {
    const char* const metrics[] = {"f1_macro"};
    size_t epochs = 0, needed = 0;
    double loss = 0, accuracy = 0, history[200];
    glia_trainer* trainer;
    OK(glia_trainer_create(&trainer, model));
    OK(glia_trainer_set_loss(trainer, "categorical_crossentropy(label_smoothing=0.01)"));
    OK(glia_trainer_set_optimizer(trainer, "adamw(learning_rate=0.02)"));
    OK(glia_trainer_set_schedule(trainer, "cosine(warmup=2)"));
    OK(glia_trainer_set_penalty(trainer, "l2"));
    OK(glia_trainer_set_clipping(trainer, "norm(limit=5)"));
    OK(glia_trainer_set_class_weight(trainer, "balanced"));
    OK(glia_trainer_set_metrics(trainer, metrics, 1));
    OK(glia_trainer_set_batch_size(trainer, 16));
    OK(glia_trainer_set_epochs(trainer, 120));
    OK(glia_trainer_set_seed(trainer, 3));
    OK(glia_trainer_set_threads(trainer, 2));
    OK(glia_trainer_set_early_stopping(trainer, NULL, 60, 0, 1));
    OK(glia_trainer_set_callback(trainer, count_epochs, &epochs, NULL));
    OK(glia_trainer_fit(trainer, train, validation));
    EXPECT(epochs > 1);
    EXPECT(glia_trainer_stop_reason(trainer) == GLIA_STOP_EPOCHS ||
           glia_trainer_stop_reason(trainer) == GLIA_STOP_EARLY);
    EXPECT(glia_trainer_best_epoch(trainer) >= 1 && glia_trainer_best_epoch(trainer) <= epochs);
    OK(glia_trainer_history(trainer, "loss", history, 200, &needed));
    EXPECT(needed == epochs && history[needed - 1] < history[0]);
    OK(glia_trainer_evaluate(trainer, validation, &loss, &accuracy));
    EXPECT(accuracy >= 0.85);

    /* One step by hand. */
    double step_loss = 0, gradient_norm = 0;
    float y[rows * classes], gradient[classes];
    OK(glia_trainer_forward(trainer, x, rows, y));
    OK(glia_trainer_loss_classes(trainer, truth, &step_loss));
    OK(glia_trainer_backward(trainer));
    OK(glia_trainer_get_gradients(trainer, glia_model_layers(model) - 1, "bias", gradient, classes, NULL));
    for (int i = 0; i < classes; ++i) gradient_norm += fabs((double)gradient[i]);
    EXPECT(step_loss > 0 && gradient_norm > 0);
    OK(glia_trainer_update(trainer));
    glia_trainer_destroy(trainer);
}

static void folds_and_metrics_are_right(const glia_model* model, const glia_dataset* data) {
    float y[rows * classes];
    int32_t predicted[rows];
    uint64_t matrix[classes * classes], counted = 0;
    double accuracy = 0, same = 0;
    OK(glia_model_predict(model, x, rows, y));
    OK(glia_metrics_classify(y, rows, classes, predicted));
    OK(glia_metrics_accuracy(truth, predicted, rows, &accuracy));
    OK(glia_metrics_confusion(truth, predicted, rows, classes, matrix));
    for (int i = 0; i < classes; ++i) counted += matrix[i * classes + i];
    OK(glia_metrics_compute_classes("accuracy", y, rows, classes, truth, NULL, &same));
    EXPECT(accuracy == same && accuracy == (double)counted / rows);

    glia_model* fresh;
    glia_trainer* trainer;
    glia_cross_validation* result;
    double mean = 0;
    OK(glia_model_create(&fresh, inputs));
    OK(glia_model_add_dense(fresh, classes, "softmax"));
    OK(glia_trainer_create(&trainer, fresh));
    OK(glia_cross_validate(&result, trainer, data, "stratified(folds=3)", NULL, 0, "auto", 1, NULL, NULL));
    EXPECT(glia_cross_validation_folds(result) == 3);
    OK(glia_cross_validation_summary(result, "accuracy", &mean, NULL));
    EXPECT(mean >= 0 && mean <= 1);
    glia_cross_validation_destroy(result);
    glia_trainer_destroy(trainer);
    glia_model_destroy(fresh);
}

/* What comes back from a file, from memory, as a copy and through a session predicts the same bits. */
static void model_is_kept(const glia_model* model) {
    float expected[rows * classes], y[rows * classes];
    OK(glia_model_predict(model, x, rows, expected));
    size_t size = 0;
    OK(glia_model_save_memory(model, NULL, 0, &size));
    char* const bytes = malloc(size);
    EXPECT(bytes != NULL);
    OK(glia_model_save_memory(model, bytes, size, NULL));
    OK(glia_model_save(model, "client.safetensors"));
    glia_model* kept[3];
    OK(glia_model_load(&kept[0], "client.safetensors"));
    OK(glia_model_load_memory(&kept[1], bytes, size));
    OK(glia_model_clone(model, &kept[2]));
    free(bytes);
    for (int i = 0; i < 3; ++i) {
        glia_session* session;
        OK(glia_session_create(&session, kept[i], rows));
        glia_model_destroy(kept[i]);
        memset(y, 0, sizeof y);
        OK(glia_session_predict(session, x, rows, y));
        EXPECT(memcmp(y, expected, sizeof y) == 0);
        glia_session_destroy(session);
    }
}

static void golden_file_is_read(const char* path) {
    glia_model* model;
    char text[8192];
    OK(glia_model_load(&model, path));
    OK(glia_model_describe_json(model, text, sizeof text, NULL));
    EXPECT(strstr(text, "\"kind\":\"dense\"") != NULL);
    glia_model_destroy(model);
}

static int messages;

static void count_message(int32_t level, const char* message, void* user) {
    EXPECT(level >= GLIA_LOG_TRACE && level < GLIA_LOG_OFF && strlen(message) > 0 && user == &messages);
    ++messages;
}

int main(int count, char** arguments) {
    if (count != 3) return 2;
    make_rows();
    library_is_of_this_generation();
    OK(glia_log_set_callback(count_message, &messages, NULL));
    OK(glia_log_set_level(GLIA_LOG_DEBUG));
    activations_are_found(arguments[1]);
    EXPECT(messages > 0);

    const char* const names[classes] = {"first", "second", "third"};
    glia_dataset *data, *train, *validation;
    OK(glia_dataset_create_classes(&data, x, rows, inputs, 0, truth, classes));
    EXPECT(glia_dataset_rows(data) == rows && glia_dataset_class_count(data) == classes);
    OK(glia_dataset_split(data, 0.25, 1, 1, &train, &validation));
    glia_model* model;
    OK(glia_model_create(&model, inputs));
    OK(glia_model_scale_inputs(model, train, "standardize", "refuse"));
    OK(glia_model_add_dense(model, 12, "identity"));
    OK(glia_model_add_layer(model, "batch_norm"));
    OK(glia_model_add_activation(model, "old_slope(slope=0.1)"));
    OK(glia_model_add_dense(model, classes, "softmax"));
    OK(glia_model_initialize(model, "auto", 1));
    model_trains(model, train, validation);
    OK(glia_model_set_classes(model, names, classes));
    folds_and_metrics_are_right(model, data);
    model_is_kept(model);
    golden_file_is_read(arguments[2]);
    glia_model_destroy(model);
    glia_dataset_destroy(data);
    glia_dataset_destroy(train);
    glia_dataset_destroy(validation);
    return 0;
}
