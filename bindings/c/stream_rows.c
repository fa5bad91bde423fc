/* Training on rows that never are in memory together: a callback delivers them as they are wanted.
 *
 *     stream_rows
 *
 * The rows are points of the plane, and the target whether the point lies on a ring. They are computed anew in each
 * pass, as they might come from a database, a socket or a simulation; each pass must deliver the same rows. */
#include <glia/glia.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void check(glia_status status) {
    if (status == GLIA_OK) return;
    fprintf(stderr, "stream_rows: %s\n", glia_last_error());
    exit(EXIT_FAILURE);
}

/* One source of rows: glia reads a stream in one pass at a time, so every data set has a source of its own. */
struct source {
    uint32_t seed, state;
    size_t rows, delivered;
};

static float number(struct source* source) {
    source->state = source->state * 1664525u + 1013904223u;
    return (float)(source->state >> 8) / 8388608.0f - 1.0f; /* from -1 to below 1 */
}

static int32_t read_rows(size_t first, size_t capacity, float* x, float* targets, int32_t* classes, size_t* delivered,
                         void* user) {
    struct source* const source = user;
    size_t i, count = source->rows - first;
    (void)targets; /* these rows have classes */
    if (count > capacity) count = capacity;
    if (first == 0) source->state = source->seed; /* a new pass */
    for (i = 0; i < count; ++i) {
        const float a = number(source), b = number(source), radius = sqrtf(a * a + b * b);
        x[2 * i] = a;
        x[2 * i + 1] = b;
        classes[i] = radius > 0.5f && radius < 0.9f;
    }
    source->delivered += count;
    *delivered = count; /* 0 ends the pass; a result other than 0 would end the fit */
    return 0;
}

int main(void) {
    enum {
        window = 1000 /* rows that are in memory at once, and shuffled among each other */
    };
    struct source training = {1, 1, 20000, 0}, testing = {2, 2, 5000, 0};
    glia_dataset *train = NULL, *test = NULL;
    glia_model* model = NULL;
    glia_trainer* trainer = NULL;
    double loss = 0, accuracy = 0;

    check(glia_dataset_stream_callback(&train, training.rows, 2, 0, 2, window, read_rows, &training, NULL));
    check(glia_dataset_stream_callback(&test, testing.rows, 2, 0, 2, window, read_rows, &testing, NULL));

    check(glia_model_create(&model, 2));
    check(glia_model_add_dense(model, 32, "relu"));
    check(glia_model_add_dense(model, 1, "sigmoid"));
    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_optimizer(trainer, "adam(learning_rate=0.01)"));
    check(glia_trainer_set_epochs(trainer, 8));
    check(glia_trainer_set_seed(trainer, 5));
    check(glia_trainer_fit(trainer, train, NULL));
    printf("8 epochs: %zu rows were delivered, of which %d are in memory at once\n", training.delivered, (int)window);
    check(glia_trainer_evaluate(trainer, test, &loss, &accuracy));
    printf("test accuracy: %.2f %% of %zu rows\n", 100 * accuracy, testing.rows);

    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(test);
    glia_dataset_destroy(train);
    return EXIT_SUCCESS;
}
