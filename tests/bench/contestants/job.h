/* The conversation between run.py and a contestant: a job a line, "train network=64-128-10 batch=32 ...", and for each
 * an answer, "SECONDS ROWS" or "unsupported". */
#ifndef GLIA_BENCH_JOB_H
#define GLIA_BENCH_JOB_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define JOB_MAX_WIDTHS 8
#define JOB_MAX_TEXT 256

/* What is to be done; what a line does not say is 0 or "". */
struct job {
    char kind[JOB_MAX_TEXT];       /* "train", "predict", ... */
    size_t widths[JOB_MAX_WIDTHS]; /* numbers in a row of input, then units of each layer */
    size_t width_count;
    char hidden[JOB_MAX_TEXT]; /* activations */
    char output[JOB_MAX_TEXT];
    char loss[JOB_MAX_TEXT];
    char optimizer[JOB_MAX_TEXT];
    char targets[JOB_MAX_TEXT]; /* "classes" or "values" */
    char file[JOB_MAX_TEXT];    /* data to train on, "" for random rows; or a model */
    size_t rows;                /* of the training data */
    size_t batch;               /* rows of a mini-batch, 0 for all; or of a prediction */
    double seconds;             /* how long to work at least, warming up not counted */
};

/* What was done in the time that counts. */
struct work {
    double seconds;
    size_t rows;
};

/* Does a job, and returns whether it can. What fails ends the process with a line on stderr. */
typedef int (*job_run)(const struct job* job, size_t threads, struct work* work);

/* Answers jobs until stdin ends; the command line is `PROGRAM THREADS`. What main returns. */
int serve_jobs(int argc, char** argv, job_run run);

/* Seconds of a clock that never goes back: of the wall, or with BENCH_CLOCK=cpu in the environment of the processor's
 * time that this process has used, which a busy machine changes less. */
double now(void);

/* Calls again and again, for `seconds` at least; each call does `rows` rows. */
void measure_calls(void (*call)(void* user), void* user, size_t rows, double seconds, struct work* work);

/* Memory that is there, aligned to cache lines; count numbers of an even distribution over [-1, 1), always the same. */
float* random_floats(size_t count);

/* Ends the process. */
void fail(const char* what, const char* why);

#ifdef __cplusplus
}
#endif

#endif
