/* Training by single steps: a loop of your own, in the place of glia_trainer_fit.
 *
 *     custom_loop wine.csv
 *
 * This one takes mini-batches of hard rows: half of each batch is drawn from all rows, the other half from the rows
 * that the network was most wrong about, which no setting of fit does. */
#include <glia/glia.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    batch = 16,
    updates = 400
};

static void check(glia_status status) {
    if (status == GLIA_OK) return;
    fprintf(stderr, "custom_loop: %s\n", glia_last_error());
    exit(EXIT_FAILURE);
}

static void* allocate(size_t count, size_t size) {
    void* const memory = calloc(count, size);
    if (memory != NULL) return memory;
    fprintf(stderr, "custom_loop: out of memory\n");
    exit(EXIT_FAILURE);
}

/* A number from 0 to below limit, of a small linear congruential generator. */
static size_t draw(uint32_t* state, size_t limit) {
    *state = *state * 1664525u + 1013904223u;
    return (size_t)(*state >> 8) % limit;
}

/* The rows that the network gives the least to their class, the worst first. */
static void find_hard_rows(const glia_model* model, const float* x, const int32_t* classes, size_t rows, size_t* hard,
                           float* y) {
    const size_t outputs = glia_model_outputs(model);
    size_t i, j;
    check(glia_model_predict(model, x, rows, y));
    for (i = 0; i < batch / 2; ++i) {
        hard[i] = 0;
        for (j = 1; j < rows; ++j) {
            if (y[j * outputs + (size_t)classes[j]] < y[hard[i] * outputs + (size_t)classes[hard[i]]]) hard[i] = j;
        }
        y[hard[i] * outputs + (size_t)classes[hard[i]]] = 2; /* found: above any probability */
    }
}

/* What glia_trainer_fit does with a mini-batch. */
static double step(glia_trainer* trainer, const float* x, const int32_t* classes) {
    double loss = 0;
    check(glia_trainer_forward(trainer, x, batch, NULL));
    check(glia_trainer_loss_classes(trainer, classes, &loss));
    check(glia_trainer_backward(trainer));
    /* Here glia_trainer_get_gradients would read the gradients, and glia_trainer_set_gradients change them. */
    check(glia_trainer_update(trainer));
    return loss;
}

int main(int argc, char** argv) {
    glia_dataset *wine = NULL, *train = NULL, *test = NULL;
    glia_model* model = NULL;
    glia_trainer* trainer = NULL;
    size_t rows, features, row, update, i, hard[batch / 2];
    float *x, *y, *batch_x;
    int32_t *classes, batch_classes[batch];
    uint32_t state = 1;
    double loss = 0, accuracy = 0;

    if (argc != 2) {
        fprintf(stderr, "usage: custom_loop WINE.csv\n");
        return 2;
    }
    check(glia_dataset_open_csv(&wine, argv[1], NULL, GLIA_TARGET_CLASSES));
    check(glia_dataset_split(wine, 0.2, 1, 7, &train, &test));
    rows = glia_dataset_rows(train);
    features = glia_dataset_features(train);
    x = allocate(rows * features, sizeof *x);
    classes = allocate(rows, sizeof *classes);
    y = allocate(rows * glia_dataset_class_count(train), sizeof *y);
    batch_x = allocate(batch * features, sizeof *batch_x);
    check(glia_dataset_get_rows(train, 0, rows, x, NULL, classes));

    check(glia_model_create(&model, features));
    check(glia_model_scale_inputs(model, train, "standardize", "refuse"));
    check(glia_model_add_dense(model, 16, "relu"));
    check(glia_model_add_dense(model, glia_dataset_class_count(train), "softmax"));
    check(glia_model_initialize(model, "auto", 7));
    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_optimizer(trainer, "adam(learning_rate=0.01)"));

    for (update = 1; update <= updates; ++update) {
        find_hard_rows(model, x, classes, rows, hard, y);
        for (i = 0; i < batch; ++i) {
            row = i < batch / 2 ? hard[i] : draw(&state, rows);
            memcpy(batch_x + i * features, x + row * features, features * sizeof *x);
            batch_classes[i] = classes[row];
        }
        loss = step(trainer, batch_x, batch_classes);
        if (update % 100 == 0) printf("update %3zu   loss of its batch %.4f\n", update, loss);
    }
    check(glia_trainer_evaluate(trainer, test, &loss, &accuracy));
    printf("test accuracy: %.2f %% of %zu wines\n", 100 * accuracy, glia_dataset_rows(test));

    free(batch_x);
    free(y);
    free(classes);
    free(x);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(test);
    glia_dataset_destroy(train);
    glia_dataset_destroy(wine);
    return EXIT_SUCCESS;
}
