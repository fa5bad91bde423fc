#define _POSIX_C_SOURCE 200809L
#include "job.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void fail(const char* what, const char* why) {
    fprintf(stderr, "%s: %s\n", what, why);
    exit(EXIT_FAILURE);
}

double now(void) {
    const char* const choice = getenv("BENCH_CLOCK");
    struct timespec time;
    clock_gettime(choice != NULL && strcmp(choice, "cpu") == 0 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void measure_calls(void (*call)(void* user), void* user, size_t rows, double seconds, struct work* work) {
    size_t calls, i;
    /* The last round counts; those before it warm up. */
    for (calls = 1;; calls *= 2) {
        const double start = now();
        for (i = 0; i < calls; ++i) call(user);
        work->seconds = now() - start;
        work->rows = calls * rows;
        if (work->seconds >= seconds) return;
    }
}

float* random_floats(size_t count) {
    const size_t cache_line = 64;
    uint64_t state = 1;
    void* memory = NULL;
    float* numbers;
    size_t i;
    if (posix_memalign(&memory, cache_line, (count + 1) * sizeof *numbers) != 0) fail("contestant", "out of memory");
    numbers = memory;
    for (i = 0; i < count; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX */
        numbers[i] = (float)(state >> 40) / (float)(1 << 23) - 1;
    }
    return numbers;
}

static void set_text(char* to, const char* value) {
    if (strlen(value) >= JOB_MAX_TEXT) fail("too long", value);
    strcpy(to, value);
}

static size_t number(const char* value) {
    return (size_t)strtoull(value, NULL, 10);
}

static void set_widths(struct job* job, const char* value) {
    for (; value != NULL; value = strchr(value, '-')) {
        if (*value == '-') ++value;
        if (job->width_count == JOB_MAX_WIDTHS) fail("network", "too many layers");
        job->widths[job->width_count++] = number(value);
    }
}

static void set(struct job* job, const char* key, const char* value) {
    if (strcmp(key, "network") == 0)
        set_widths(job, value);
    else if (strcmp(key, "hidden") == 0)
        set_text(job->hidden, value);
    else if (strcmp(key, "output") == 0)
        set_text(job->output, value);
    else if (strcmp(key, "loss") == 0)
        set_text(job->loss, value);
    else if (strcmp(key, "optimizer") == 0)
        set_text(job->optimizer, value);
    else if (strcmp(key, "targets") == 0)
        set_text(job->targets, value);
    else if (strcmp(key, "file") == 0)
        set_text(job->file, value);
    else if (strcmp(key, "rows") == 0)
        job->rows = number(value);
    else if (strcmp(key, "batch") == 0)
        job->batch = number(value);
    else if (strcmp(key, "seconds") == 0)
        job->seconds = strtod(value, NULL);
    else
        fail("no such setting", key);
}

static void read_job(char* line, struct job* job) {
    char* word = strtok(line, " \n");
    memset(job, 0, sizeof *job);
    if (word == NULL) return;
    set_text(job->kind, word);
    while ((word = strtok(NULL, " \n")) != NULL) {
        char* const equals = strchr(word, '=');
        if (equals == NULL) fail("not KEY=VALUE", word);
        *equals = '\0';
        set(job, word, equals + 1);
    }
}

int serve_jobs(int argc, char** argv, job_run run) {
    char line[8 * JOB_MAX_TEXT];
    if (argc != 2) {
        fprintf(stderr, "usage: %s THREADS\n", argv[0]);
        return 2;
    }
    while (fgets(line, sizeof line, stdin) != NULL) {
        struct job job;
        struct work work = {0, 0};
        read_job(line, &job);
        if (run(&job, number(argv[1]), &work))
            printf("%.9g %zu\n", work.seconds, work.rows);
        else
            puts("unsupported");
        fflush(stdout);
    }
    return 0;
}
