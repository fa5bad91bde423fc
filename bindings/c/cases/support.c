#include "cases.h"

float x60[rows * features];
int32_t c60[rows];
float t60[rows * 2];
const char* iris_path;

const uint64_t hash_start = UINT64_C(14695981039346656037);

uint64_t hash(uint64_t so_far, const void* bytes, size_t size) {
    const unsigned char* const byte = bytes;
    size_t i;
    for (i = 0; i < size; ++i) so_far = (so_far ^ byte[i]) * UINT64_C(1099511628211);
    return so_far;
}

void make_data(void) {
    uint32_t state = 1;
    size_t i;
    for (i = 0; i < rows * features; ++i) {
        state = state * 1664525u + 1013904223u;
        x60[i] = (float)(state >> 8) / 8388608.0f - 1.0f; /* exact, in [-1, 1) */
    }
    for (i = 0; i < rows; ++i) {
        const float* const row = x60 + i * features;
        c60[i] = row[0] >= row[1] && row[0] >= row[2] ? 0 : row[1] >= row[2] ? 1 : 2;
        t60[2 * i] = row[0] * row[1];
        t60[2 * i + 1] = row[2] - row[3];
    }
}

void check(glia_status status) {
    if (status == GLIA_OK) return;
    fprintf(stderr, "cases: %s\n", glia_last_error());
    exit(EXIT_FAILURE);
}

void print_hash(const char* id, uint64_t value) {
    printf("%s %08x%08x\n", id, (unsigned)(value >> 32), (unsigned)(value & 0xffffffffu));
}

void print_error(const char* id, glia_status status) {
    const char* const text = glia_last_error();
    if (status == GLIA_OK) {
        printf("%s 0\n", id);
    } else {
        printf("%s %d %.*s\n", id, (int)status, (int)strcspn(text, "?"), text);
    }
}

glia_dataset* make_dataset(void) {
    glia_dataset* dataset;
    check(glia_dataset_create_classes(&dataset, x60, rows, features, 0, c60, class_count));
    return dataset;
}

glia_model* make_network(void) {
    glia_model* model;
    check(glia_model_create(&model, features));
    check(glia_model_add_dense(model, 8, "relu"));
    check(glia_model_add_dense(model, outputs, "softmax"));
    return model;
}

glia_model* make_model(void) {
    glia_model* const model = make_network();
    check(glia_model_initialize(model, "auto", 7));
    return model;
}

uint64_t hash_parameters(const glia_model* model) {
    static const char* const tensors[] = {"weight", "bias"};
    float values[64];
    uint64_t result = hash_start;
    size_t layer, i, size;
    for (layer = 0; layer < glia_model_layers(model); ++layer) {
        for (i = 0; i < 2; ++i) {
            check(glia_model_get_parameters(model, layer, tensors[i], values, 64, &size));
            result = hash(result, values, size * sizeof *values);
        }
    }
    return result;
}

uint64_t hash_predictions(const glia_model* model) {
    float y[rows * outputs];
    check(glia_model_predict(model, x60, rows, y));
    return hash(hash_start, y, rows * glia_model_outputs(model) * sizeof *y);
}

glia_trainer* make_trainer(glia_model* model, const char* optimizer) {
    glia_trainer* trainer;
    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_optimizer(trainer, optimizer));
    check(glia_trainer_set_batch_size(trainer, 16));
    check(glia_trainer_set_epochs(trainer, 5));
    check(glia_trainer_set_seed(trainer, 3));
    return trainer;
}
