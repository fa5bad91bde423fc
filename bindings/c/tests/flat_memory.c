/* What is created and destroyed leaves nothing behind: 100,000 times a model with its session, data set, trainer and
 * callback, and calls that fail in between. */
#define _POSIX_C_SOURCE 200809L
#include <glia/glia.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    CYCLES = 100000,
    GROWTH_ALLOWED = 1 << 20, /* bytes: a leak of 11 in each cycle is more */
};

static size_t kept; /* callbacks that glia holds */

static int32_t follow(const glia_trainer* trainer, int32_t event, void* user) {
    (void)trainer, (void)event, (void)user;
    return 0;
}

static void drop(void* user) {
    free(user);
    --kept;
}

static void expect(glia_status status, glia_status expected) {
    if (status == expected) return;
    fprintf(stderr, "flat_memory: %s instead of %s: %s\n", glia_status_name(status), glia_status_name(expected),
            glia_last_error());
    exit(EXIT_FAILURE);
}

static void cycle(void) {
    const float x[] = {0, 0, 0, 1, 1, 0, 1, 1}, xor_of_x[] = {0, 1, 1, 0};
    float y[4];
    glia_model *model, *copy;
    glia_session* session;
    glia_dataset *data, *first, *second;
    glia_trainer* trainer;
    void* const user = malloc(100);
    expect(glia_model_create(&model, 2), GLIA_OK);
    expect(glia_model_add_dense(model, 4, "tanh"), GLIA_OK);
    expect(glia_model_add_dense(model, 1, "sigmoid"), GLIA_OK);
    expect(glia_model_initialize(model, "auto", 1), GLIA_OK);
    expect(glia_model_clone(model, &copy), GLIA_OK);
    expect(glia_session_create(&session, model, 4), GLIA_OK);
    expect(glia_session_predict(session, x, 4, y), GLIA_OK);
    expect(glia_dataset_create(&data, x, 4, 2, 0, xor_of_x, 1, 0), GLIA_OK);
    expect(glia_dataset_split_time(data, 0.5, &first, &second), GLIA_OK);
    expect(glia_trainer_create(&trainer, model), GLIA_OK);
    expect(glia_trainer_set_optimizer(trainer, "adamm"), GLIA_ERROR_NOT_FOUND);
    expect(glia_trainer_set_callback(trainer, follow, user, drop), GLIA_OK);
    ++kept;
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(second);
    glia_dataset_destroy(first);
    glia_dataset_destroy(data);
    glia_session_destroy(session);
    glia_model_destroy(copy);
    glia_model_destroy(model);
}

static size_t resident_bytes(void) {
    unsigned long pages = 0;
    FILE* const file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%*u %lu", &pages) != 1) {
        fprintf(stderr, "flat_memory: cannot read /proc/self/statm\n");
        exit(EXIT_FAILURE);
    }
    fclose(file);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

int main(void) {
    size_t before, after;
    int i;
    for (i = 0; i < CYCLES / 10; ++i) cycle(); /* what the first ones leave behind belongs to the process */
    before = resident_bytes();
    for (i = 0; i < CYCLES; ++i) cycle();
    after = resident_bytes();
    printf("%d cycles: from %lu to %lu resident bytes\n", CYCLES, (unsigned long)before, (unsigned long)after);
    if (kept != 0) fprintf(stderr, "flat_memory: %lu callbacks are still held\n", (unsigned long)kept);
    return kept != 0 || after > before + GROWTH_ALLOWED;
}
