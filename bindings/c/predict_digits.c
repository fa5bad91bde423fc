/* Loads the model that train_digits has saved and compares its predictions, bit by bit, with those of that process.
 *
 *     predict_digits digits.csv digits.safetensors predictions.bin
 *
 * Exits with 0 only where all rows agree. */
#include <glia/glia.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEED 42u /* the seed of train_digits: it gives the same test rows */

static void check(glia_status status) {
    if (status == GLIA_OK) return;
    fprintf(stderr, "predict_digits: %s\n", glia_last_error());
    exit(EXIT_FAILURE);
}

static void* allocate(size_t count, size_t size) {
    void* const memory = calloc(count, size);
    if (memory != NULL) return memory;
    fprintf(stderr, "predict_digits: out of memory\n");
    exit(EXIT_FAILURE);
}

/* Reads exactly `count` floats. */
static void read_predictions(const char* path, float* values, size_t count) {
    FILE* const file = fopen(path, "rb");
    if (file == NULL || fread(values, sizeof *values, count, file) != count || fgetc(file) != EOF) {
        fprintf(stderr, "predict_digits: '%s' does not hold the predictions of these rows\n", path);
        exit(EXIT_FAILURE);
    }
    fclose(file);
}

static size_t identical_rows(const float* a, const float* b, size_t rows, size_t outputs) {
    size_t i, identical = 0;
    for (i = 0; i < rows; ++i) {
        if (memcmp(a + i * outputs, b + i * outputs, outputs * sizeof *a) == 0) ++identical;
    }
    return identical;
}

int main(int argc, char** argv) {
    glia_dataset *digits = NULL, *train = NULL, *test = NULL;
    glia_model* model = NULL;
    size_t rows, outputs, identical;
    float *x, *y, *expected;

    if (argc != 4) {
        fprintf(stderr, "usage: predict_digits DIGITS.csv MODEL PREDICTIONS\n");
        return 2;
    }
    check(glia_dataset_open_csv(&digits, argv[1], "digit", GLIA_TARGET_CLASSES));
    check(glia_dataset_split(digits, 0.2, 1, SEED, &train, &test));
    check(glia_model_load(&model, argv[2]));

    rows = glia_dataset_rows(test);
    outputs = glia_model_outputs(model);
    x = allocate(rows * glia_dataset_features(test), sizeof *x);
    y = allocate(rows * outputs, sizeof *y);
    expected = allocate(rows * outputs, sizeof *expected);

    check(glia_dataset_get_rows(test, 0, rows, x, NULL, NULL));
    check(glia_model_predict(model, x, rows, y));
    read_predictions(argv[3], expected, rows * outputs);
    identical = identical_rows(y, expected, rows, outputs);
    printf("identical predictions: %zu of %zu rows\n", identical, rows);

    free(expected);
    free(y);
    free(x);
    glia_model_destroy(model);
    glia_dataset_destroy(test);
    glia_dataset_destroy(train);
    glia_dataset_destroy(digits);
    return identical == rows ? EXIT_SUCCESS : EXIT_FAILURE;
}
