#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"

enum {
    rows = 256,
    inputs = 96,
    units = 192,
    classes = 4
};

const char* find_calls(struct glia_calls* calls, void* handle) {
    void* found;
#define FIND_CALL(name)              \
    found = dlsym(handle, #name);    \
    if (found == NULL) return #name; \
    memcpy(&calls->name, &found, sizeof found);
    GLIA_CALLS(FIND_CALL)
#undef FIND_CALL
    return NULL;
}

/* FNV-1a, of 64 bits */
static uint64_t digest_of(const void* data, size_t size) {
    uint64_t digest = 14695981039346656037u;
    for (size_t i = 0; i < size; ++i) digest = (digest ^ ((const unsigned char*)data)[i]) * 1099511628211u;
    return digest;
}

static int run(const struct glia_calls* glia, size_t threads, const float* x, const int32_t* truth, float* y) {
    glia_model* model = NULL;
    glia_dataset* data = NULL;
    glia_trainer* trainer = NULL;
    glia_session* session = NULL;
    const int failed = glia->glia_model_create(&model, inputs) || glia->glia_model_add_dense(model, units, "relu") ||
                       glia->glia_model_add_dense(model, classes, "softmax") ||
                       glia->glia_model_initialize(model, "auto", 1) ||
                       glia->glia_dataset_create_classes(&data, x, rows, inputs, 0, truth, classes) ||
                       glia->glia_trainer_create(&trainer, model) || glia->glia_trainer_set_batch_size(trainer, 128) ||
                       glia->glia_trainer_set_epochs(trainer, 2) || glia->glia_trainer_set_threads(trainer, threads) ||
                       glia->glia_trainer_fit(trainer, data, NULL) || glia->glia_model_predict(model, x, rows, y) ||
                       glia->glia_session_create(&session, model, rows) ||
                       glia->glia_session_predict(session, x, rows, y + rows * classes);
    if (failed) fprintf(stderr, "%s\n", glia->glia_last_error());
    glia->glia_session_destroy(session);
    glia->glia_trainer_destroy(trainer);
    glia->glia_dataset_destroy(data);
    glia->glia_model_destroy(model);
    return failed;
}

uint64_t work(const struct glia_calls* glia, size_t threads) {
    const size_t size = 2 * rows * classes * sizeof(float);
    float* const x = malloc(rows * inputs * sizeof *x);
    float* const y = malloc(size);
    int32_t truth[rows];
    uint64_t digest = 0;
    if (x != NULL && y != NULL) {
        for (int i = 0; i < rows * inputs; ++i) x[i] = (float)(i * 37 % 101) * 0.02F - 1;
        for (int i = 0; i < rows; ++i) truth[i] = i * 7 % 11 % classes;
        if (!run(glia, threads, x, truth, y)) digest = digest_of(y, size);
    }
    free(x);
    free(y);
    return digest;
}

uint64_t work_with(const char* library, size_t threads) {
    struct glia_calls glia;
    void* const handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 0;
    }
    const char* const missing = find_calls(&glia, handle);
    if (missing != NULL) {
        fprintf(stderr, "%s has no %s\n", library, missing);
        return 0;
    }
    const uint64_t digest = work(&glia, threads);
    dlclose(handle);
    return digest;
}
