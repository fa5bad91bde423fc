/* Rows from memory, from a file and from a callback. */
#include "cases.h"

static void print_shape(const char* id, const glia_dataset* dataset) {
    printf("%s %zu %zu %zu %zu\n", id, glia_dataset_rows(dataset), glia_dataset_features(dataset),
           glia_dataset_outputs(dataset), glia_dataset_class_count(dataset));
}

static uint64_t hash_rows(const glia_dataset* dataset, size_t first, size_t count) {
    float x[150 * features];
    int32_t classes[150];
    check(glia_dataset_get_rows(dataset, first, count, x, NULL, classes));
    return hash(hash(hash_start, x, count * features * sizeof *x), classes, count * sizeof *classes);
}

static void refused(void) {
    float x[] = {1, 2, 3, 4, 5, 6, 7, 8};
    const int32_t classes[] = {0, 3};
    uint32_t infinity = 0x7f800000u;
    glia_dataset* dataset;
    print_error("error_class", glia_dataset_create_classes(&dataset, x, 2, 4, 0, classes, 3));
    memcpy(x + 6, &infinity, sizeof infinity);
    print_error("error_infinite", glia_dataset_create(&dataset, x, 2, 4, 0, NULL, 0, 0));
    print_error("error_column", glia_dataset_open_csv(&dataset, iris_path, "specie", GLIA_TARGET_AUTO));
    print_error("error_csv", glia_dataset_open_csv(&dataset, "missing.csv", NULL, GLIA_TARGET_AUTO));
}

static void read_csv(void) {
    glia_dataset *iris, *train, *test;
    char name[64];
    size_t i;
    check(glia_dataset_open_csv(&iris, iris_path, "species", GLIA_TARGET_CLASSES));
    print_shape("csv", iris);
    printf("csv_names");
    for (i = 0; i < glia_dataset_class_count(iris); ++i) {
        check(glia_dataset_class_name(iris, i, name, sizeof name, NULL));
        printf(" %s", name);
    }
    for (i = 0; i < glia_dataset_features(iris); ++i) {
        check(glia_dataset_feature_name(iris, i, name, sizeof name, NULL));
        printf(" %s", name);
    }
    printf("\n");
    print_hash("csv_rows", hash_rows(iris, 0, 150));
    check(glia_dataset_split(iris, 0.2, 1, 42, &train, &test));
    print_shape("split", test);
    print_hash("split_rows", hash_rows(test, 0, 30));
    glia_dataset_destroy(test);
    glia_dataset_destroy(train);
    glia_dataset_destroy(iris);
}

void dataset_cases(void) {
    glia_dataset *values, *data = make_dataset();
    print_shape("classes", data);
    print_hash("rows", hash_rows(data, 10, 10));
    glia_dataset_destroy(data);
    check(glia_dataset_create(&values, x60, rows, features, 0, t60, 2, 0));
    print_shape("values", values);
    glia_dataset_destroy(values);
    refused();
    read_csv();
}
