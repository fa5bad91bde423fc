/* Trains a network to read handwritten digits, tests it, and saves it with its predictions.
 *
 *     train_digits digits.csv digits.safetensors predictions.bin
 *
 * digits.csv: a header, 64 columns of pixels and the column "digit" with the class of each row. predict_digits.c loads
 * what this program saves, in a process of its own. */
#include <glia/glia.h>
#include <stdio.h>
#include <stdlib.h>

#define SEED 42u /* where every random number comes from: another seed, another split and another network */

/* Every call that can fail returns a status; glia_last_error() has one line for a person. */
static void check(glia_status status) {
    if (status == GLIA_OK) return;
    fprintf(stderr, "train_digits: %s\n", glia_last_error());
    exit(EXIT_FAILURE);
}

/* The loader takes whatever libglia.so.1 it finds first, which may be older than these headers. */
static void check_version(void) {
    if (glia_version() >= GLIA_VERSION && glia_version() / 10000 == GLIA_VERSION_MAJOR) return;
    fprintf(stderr, "train_digits: the loaded libglia is glia %s; this program needs %d.%d.%d or a later %d.x\n",
            glia_version_string(), GLIA_VERSION_MAJOR, GLIA_VERSION_MINOR, GLIA_VERSION_PATCH, GLIA_VERSION_MAJOR);
    exit(EXIT_FAILURE);
}

static double metric(const glia_trainer* trainer, const char* name) {
    double value = 0;
    check(glia_trainer_metric(trainer, name, &value));
    return value;
}

/* glia calls this after each mini-batch and each epoch; anything but 0 would stop the training. */
static int32_t show_epoch(const glia_trainer* trainer, int32_t event, void* user) {
    size_t epoch = 0, epochs = 0;
    (void)user;
    if (event != GLIA_EVENT_EPOCH) return 0;
    check(glia_trainer_progress(trainer, &epoch, &epochs, NULL, NULL));
    printf("epoch %2zu/%zu   loss %.4f   accuracy %6.2f %%   validation loss %.4f   accuracy %6.2f %%\n", epoch, epochs,
           metric(trainer, "loss"), 100 * metric(trainer, "accuracy"), metric(trainer, "validation_loss"),
           100 * metric(trainer, "validation_accuracy"));
    return 0;
}

static void show_plugins(void) {
    static const char* const names[] = {"relu", "softmax"};
    char path[4096];
    size_t i;
    printf("plugins used:\n");
    for (i = 0; i < sizeof names / sizeof *names; ++i) {
        check(glia_registry_path(names[i], path, sizeof path, NULL));
        printf("  %-8s %s\n", names[i], path);
    }
}

/* Writes the model's outputs for every row of `data`: rows x outputs floats. */
static void write_predictions(const glia_model* model, const glia_dataset* data, const char* path) {
    const size_t rows = glia_dataset_rows(data), outputs = glia_model_outputs(model);
    float* x = malloc(rows * glia_dataset_features(data) * sizeof *x);
    float* y = malloc(rows * outputs * sizeof *y);
    FILE* file = fopen(path, "wb");
    if (x == NULL || y == NULL || file == NULL) {
        fprintf(stderr, "train_digits: cannot write '%s'\n", path);
        exit(EXIT_FAILURE);
    }
    check(glia_dataset_get_rows(data, 0, rows, x, NULL, NULL));
    check(glia_model_predict(model, x, rows, y));
    if (fwrite(y, sizeof *y, rows * outputs, file) != rows * outputs || fclose(file) != 0) {
        fprintf(stderr, "train_digits: cannot write '%s'\n", path);
        exit(EXIT_FAILURE);
    }
    free(y);
    free(x);
}

int main(int argc, char** argv) {
    glia_dataset *digits = NULL, *train = NULL, *test = NULL;
    glia_model* model = NULL;
    glia_trainer* trainer = NULL;
    double loss = 0, accuracy = 0;

    if (argc != 4) {
        fprintf(stderr, "usage: train_digits DIGITS.csv MODEL PREDICTIONS\n");
        return 2;
    }
    check_version();

    /* 80 % to learn from. The other 20 % are watched during training, but nothing is learnt from or chosen by them. */
    check(glia_dataset_open_csv(&digits, argv[1], "digit", GLIA_TARGET_CLASSES));
    check(glia_dataset_split(digits, 0.2, 1, SEED, &train, &test));
    printf("%zu images: %zu to train with, %zu to test with\n\n", glia_dataset_rows(digits), glia_dataset_rows(train),
           glia_dataset_rows(test));

    check(glia_model_create(&model, glia_dataset_features(digits)));
    check(glia_model_add_dense(model, 256, "relu"));
    check(glia_model_add_dense(model, 128, "relu"));
    check(glia_model_add_dense(model, glia_dataset_class_count(digits), "softmax"));
    /* "auto" suits inputs of about 1. These go up to 16, so the first weights are smaller. */
    check(glia_model_initialize(model, "normal(std=0.05)", SEED));

    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_optimizer(trainer, "adam(learning_rate=1e-3)"));
    check(glia_trainer_set_batch_size(trainer, 16));
    check(glia_trainer_set_epochs(trainer, 50));
    check(glia_trainer_set_seed(trainer, SEED));
    check(glia_trainer_set_callback(trainer, show_epoch, NULL, NULL));
    check(glia_trainer_fit(trainer, train, test));

    check(glia_trainer_evaluate(trainer, test, &loss, &accuracy));
    printf("\ntest accuracy: %.2f %% of %zu images\n", 100 * accuracy, glia_dataset_rows(test));
    show_plugins();

    check(glia_model_save(model, argv[2]));
    write_predictions(model, test, argv[3]);
    printf("saved the model in %s and its predictions in %s\n", argv[2], argv[3]);

    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(test);
    glia_dataset_destroy(train);
    glia_dataset_destroy(digits);
    return 0;
}
