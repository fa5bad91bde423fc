/* What a program that predicts once waits for: loads a model, predicts one row, and prints the seconds that it took.
 *
 *     cold_start MODEL
 *
 * run.py adds what starting the process costs. */
#define _POSIX_C_SOURCE 200809L
#include <glia/glia.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void check(glia_status status) {
    if (status == GLIA_OK) return;
    fprintf(stderr, "cold_start: %s\n", glia_last_error());
    exit(EXIT_FAILURE);
}

int main(int argc, char** argv) {
    const double start = now();
    glia_model* model = NULL;
    float *x, *y;
    if (argc != 2) {
        fprintf(stderr, "usage: cold_start MODEL\n");
        return 2;
    }
    check(glia_model_load(&model, argv[1]));
    x = calloc(glia_model_inputs(model), sizeof *x);
    y = calloc(glia_model_outputs(model), sizeof *y);
    if (x == NULL || y == NULL) {
        fprintf(stderr, "cold_start: out of memory\n");
        return 1;
    }
    check(glia_model_predict(model, x, 1, y));
    printf("%.9g\n", now() - start);
    free(y);
    free(x);
    glia_model_destroy(model);
    return 0;
}
