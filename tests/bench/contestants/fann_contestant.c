/* FANN's side: what its library does with the calls that its manual shows. It works on one thread. */
#include <fann.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"

static struct fann* make_network(const struct job* job) {
    unsigned widths[JOB_MAX_WIDTHS];
    struct fann* network;
    size_t i;
    for (i = 0; i < job->width_count; ++i) widths[i] = (unsigned)job->widths[i];
    network = fann_create_standard_array((unsigned)job->width_count, widths);
    if (network == NULL) fail("fann", "no network");
    return network;
}

/* Incremental training, a row at a time. FANN takes the rows in their order. */
static void train(const struct job* job, struct work* work) {
    const unsigned inputs = (unsigned)job->widths[0], outputs = (unsigned)job->widths[job->width_count - 1];
    struct fann* const network = make_network(job);
    struct fann_train_data* const data = fann_create_train((unsigned)job->rows, inputs, outputs);
    float* const x = random_floats(job->rows * inputs);
    float* const targets = random_floats(job->rows * outputs);
    double start;
    size_t i, j;
    for (i = 0; i < job->rows; ++i) {
        for (j = 0; j < inputs; ++j) data->input[i][j] = x[i * inputs + j];
        for (j = 0; j < outputs; ++j) data->output[i][j] = targets[i * outputs + j] > 0 ? 1 : 0;
    }
    free(targets);
    free(x);
    fann_set_training_algorithm(network, FANN_TRAIN_INCREMENTAL);
    fann_set_activation_function_hidden(network, FANN_SIGMOID);
    fann_set_activation_function_output(network, FANN_SIGMOID);
    fann_set_learning_rate(network, 0.01F);
    fann_train_epoch(network, data); /* warms up */
    start = now();
    do {
        fann_train_epoch(network, data);
        work->rows += job->rows;
        work->seconds = now() - start;
    } while (work->seconds < job->seconds);
    fann_destroy_train(data);
    fann_destroy(network);
}

struct prediction {
    struct fann* network;
    float* x;
};

static void predict_row(void* user) {
    struct prediction* const p = user;
    fann_run(p->network, p->x);
}

static void predict(const struct job* job, struct work* work) {
    struct prediction p;
    p.network = make_network(job);
    p.x = random_floats(job->widths[0]);
    measure_calls(predict_row, &p, 1, job->seconds, work);
    free(p.x);
    fann_destroy(p.network);
}

static int run(const struct job* job, size_t threads, struct work* work) {
    if (threads != 1 || job->batch != 1) return 0;
    if (strcmp(job->kind, "train") == 0 && strcmp(job->hidden, "sigmoid") == 0)
        train(job, work);
    else if (strcmp(job->kind, "predict") == 0)
        predict(job, work);
    else
        return 0;
    return 1;
}

int main(int argc, char** argv) {
    return serve_jobs(argc, argv, run);
}
