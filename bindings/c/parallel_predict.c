/* Predicting on several threads: one model for all, a session for each.
 *
 *     parallel_predict digits.csv
 *
 * Each thread takes its part of the rows, one row a call, as a server does with requests. Exits with 0 only where every
 * answer has the bits that the model gives alone. */
#include <glia/glia.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    thread_count = 4
};

/* What a thread is to do, and where its session and its answers are. A session is made before the threads start: it
 * keeps what it needs of the model, and from then on asks for no memory and waits for no lock. */
struct part {
    pthread_t thread;
    glia_session* session;
    const float* x;
    float* y;
    size_t rows, inputs, outputs;
    glia_status status;
    char error[512]; /* glia_last_error() belongs to the thread that failed */
};

static void check(glia_status status) {
    if (status == GLIA_OK) return;
    fprintf(stderr, "parallel_predict: %s\n", glia_last_error());
    exit(EXIT_FAILURE);
}

static void* allocate(size_t count, size_t size) {
    void* const memory = calloc(count, size);
    if (memory != NULL) return memory;
    fprintf(stderr, "parallel_predict: out of memory\n");
    exit(EXIT_FAILURE);
}

static void* predict_part(void* argument) {
    struct part* const part = argument;
    size_t i;
    for (i = 0; i < part->rows && part->status == GLIA_OK; ++i) {
        part->status = glia_session_predict(part->session, part->x + i * part->inputs, 1, part->y + i * part->outputs);
    }
    if (part->status != GLIA_OK) snprintf(part->error, sizeof part->error, "%s", glia_last_error());
    return NULL;
}

static glia_model* train_model(const glia_dataset* digits) {
    glia_model* model = NULL;
    glia_trainer* trainer = NULL;
    check(glia_model_create(&model, glia_dataset_features(digits)));
    check(glia_model_add_dense(model, 32, "relu"));
    check(glia_model_add_dense(model, glia_dataset_class_count(digits), "softmax"));
    check(glia_model_initialize(model, "normal(std=0.05)", 1));
    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_epochs(trainer, 3));
    check(glia_trainer_fit(trainer, digits, NULL));
    glia_trainer_destroy(trainer);
    return model;
}

/* Row after row, because a row that is computed alone may differ in its last bits from the same row among others. */
static size_t count_identical(const glia_model* model, const float* x, const float* y, size_t rows) {
    const size_t inputs = glia_model_inputs(model), outputs = glia_model_outputs(model);
    float* const expected = allocate(outputs, sizeof *expected);
    size_t i, identical = 0;
    for (i = 0; i < rows; ++i) {
        check(glia_model_predict(model, x + i * inputs, 1, expected));
        identical += memcmp(expected, y + i * outputs, outputs * sizeof *y) == 0;
    }
    free(expected);
    return identical;
}

int main(int argc, char** argv) {
    glia_dataset* digits = NULL;
    glia_model* model;
    struct part parts[thread_count];
    size_t rows, inputs, outputs, i, first, identical;
    float *x, *y;

    if (argc != 2) {
        fprintf(stderr, "usage: parallel_predict DIGITS.csv\n");
        return 2;
    }
    check(glia_dataset_open_csv(&digits, argv[1], "digit", GLIA_TARGET_CLASSES));
    model = train_model(digits);
    rows = glia_dataset_rows(digits);
    inputs = glia_model_inputs(model);
    outputs = glia_model_outputs(model);
    x = allocate(rows * inputs, sizeof *x);
    y = allocate(rows * outputs, sizeof *y);
    check(glia_dataset_get_rows(digits, 0, rows, x, NULL, NULL));

    memset(parts, 0, sizeof parts);
    for (i = 0; i < thread_count; ++i) {
        first = rows * i / thread_count;
        parts[i].rows = rows * (i + 1) / thread_count - first;
        parts[i].x = x + first * inputs;
        parts[i].y = y + first * outputs;
        parts[i].inputs = inputs;
        parts[i].outputs = outputs;
        check(glia_session_create(&parts[i].session, model, 1));
    }
    for (i = 0; i < thread_count; ++i) {
        if (pthread_create(&parts[i].thread, NULL, predict_part, &parts[i]) == 0) continue;
        fprintf(stderr, "parallel_predict: the system grants no thread\n");
        exit(EXIT_FAILURE);
    }
    for (i = 0; i < thread_count; ++i) {
        pthread_join(parts[i].thread, NULL);
        if (parts[i].status != GLIA_OK) {
            fprintf(stderr, "parallel_predict: %s\n", parts[i].error);
            exit(EXIT_FAILURE);
        }
        glia_session_destroy(parts[i].session);
    }
    identical = count_identical(model, x, y, rows);
    printf("identical predictions on %d threads: %zu of %zu rows\n", (int)thread_count, identical, rows);

    free(y);
    free(x);
    glia_model_destroy(model);
    glia_dataset_destroy(digits);
    return identical == rows ? EXIT_SUCCESS : EXIT_FAILURE;
}
