/* How long the dynamic loader takes for a library: load_time LIBRARY [LIBRARY...]
 *
 * Each time is taken in a process of its own, so that nothing is loaded before. The files are in the system's cache.
 * What a library needs, libstdc++ for the most part, counts in the first column, and is loaded before the clock starts
 * in the second. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    ROUNDS = 101
};

static const char* const needed[] = {"libm.so.6", "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1"};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* In a process of its own: seconds, or -1. */
static double load(const char* library, int with_needed) {
    for (size_t i = 0; with_needed && i < sizeof needed / sizeof *needed; i++)
        dlopen(needed[i], RTLD_NOW | RTLD_GLOBAL);
    const double start = now();
    if (dlopen(library, RTLD_NOW) != NULL) return now() - start;
    fprintf(stderr, "load_time: %s\n", dlerror());
    return -1;
}

static double load_in_fresh_process(const char* library, int with_needed) {
    int ends[2];
    double seconds = -1;
    if (pipe(ends) != 0) return -1;
    const pid_t child = fork();
    if (child == 0) {
        seconds = load(library, with_needed);
        _exit(write(ends[1], &seconds, sizeof seconds) == (ssize_t)sizeof seconds ? 0 : 1);
    }
    close(ends[1]);
    if (child < 0 || read(ends[0], &seconds, sizeof seconds) != (ssize_t)sizeof seconds) seconds = -1;
    close(ends[0]);
    if (child > 0) waitpid(child, NULL, 0);
    return seconds;
}

static int by_size(const void* a, const void* b) {
    const double x = *(const double*)a, y = *(const double*)b;
    return (x > y) - (x < y);
}

/* The median, or -1 where a round fails. */
static double median(const char* library, int with_needed) {
    double seconds[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        seconds[i] = load_in_fresh_process(library, with_needed);
        if (seconds[i] < 0) return -1;
    }
    qsort(seconds, ROUNDS, sizeof *seconds, by_size);
    return seconds[ROUNDS / 2];
}

int main(int argc, char** argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: load_time LIBRARY [LIBRARY...]\n");
        return 2;
    }
    printf("%10s %10s\n", "ms", "alone");
    for (int i = 1; i < argc; i++) {
        char* const path = realpath(argv[i], NULL); /* dlopen looks for a bare name elsewhere */
        const double all = median(path != NULL ? path : argv[i], 0);
        const double alone = all < 0 ? -1 : median(path != NULL ? path : argv[i], 1);
        free(path);
        if (alone < 0) return 1;
        printf("%10.2f %10.2f  %s\n", 1e3 * all, 1e3 * alone, argv[i]);
    }
    return 0;
}
