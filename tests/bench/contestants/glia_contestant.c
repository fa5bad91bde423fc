/* glia's side, on its public interface alone. */
#include <glia/glia.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "team.h"

static void check(glia_status status) {
    if (status != GLIA_OK) fail("glia", glia_last_error());
}

static glia_model* make_model(const struct job* job) {
    const size_t last = job->width_count - 1;
    glia_model* model = NULL;
    size_t i;
    check(glia_model_create(&model, job->widths[0]));
    for (i = 1; i <= last; ++i) {
        check(glia_model_add_dense(model, job->widths[i], i < last ? job->hidden : job->output));
    }
    check(glia_model_initialize(model, "auto", 1));
    return model;
}

/* ---- Training ---- */

static glia_dataset* random_classes(const struct job* job) {
    const size_t classes = job->widths[job->width_count - 1];
    float* const x = random_floats(job->rows * job->widths[0]);
    int32_t* const indices = malloc(job->rows * sizeof *indices);
    glia_dataset* data = NULL;
    size_t i;
    if (indices == NULL) fail("glia", "out of memory");
    for (i = 0; i < job->rows; ++i) indices[i] = (int32_t)(i * 7 % classes);
    check(glia_dataset_create_classes(&data, x, job->rows, job->widths[0], 0, indices, classes));
    free(indices);
    free(x);
    return data;
}

static glia_dataset* random_values(const struct job* job) {
    const size_t outputs = job->widths[job->width_count - 1];
    float* const x = random_floats(job->rows * job->widths[0]);
    float* const targets = random_floats(job->rows * outputs);
    glia_dataset* data = NULL;
    size_t i;
    for (i = 0; i < job->rows * outputs; ++i) targets[i] = targets[i] > 0 ? 1 : 0;
    check(glia_dataset_create(&data, x, job->rows, job->widths[0], 0, targets, outputs, 0));
    free(targets);
    free(x);
    return data;
}

static glia_dataset* make_data(const struct job* job) {
    glia_dataset* data = NULL;
    if (job->file[0] == '\0') return strcmp(job->targets, "classes") == 0 ? random_classes(job) : random_values(job);
    check(glia_dataset_open_csv(&data, job->file, NULL, GLIA_TARGET_CLASSES));
    return data;
}

struct watch {
    double start, seconds, enough;
    size_t epochs;
};

/* The first epoch warms up; the fit goes on until the others have taken long enough. */
static int32_t watch_epochs(const glia_trainer* trainer, int32_t event, void* user) {
    struct watch* const watch = user;
    (void)trainer;
    if (event != GLIA_EVENT_EPOCH) return 0;
    if (watch->start == 0) {
        watch->start = now();
        return 0;
    }
    ++watch->epochs;
    watch->seconds = now() - watch->start;
    return watch->seconds >= watch->enough;
}

static void train(const struct job* job, size_t threads, struct work* work) {
    struct watch watch = {0, 0, 0, 0};
    glia_dataset* const data = make_data(job);
    glia_model* const model = make_model(job);
    glia_trainer* trainer = NULL;
    glia_status status;
    watch.enough = job->seconds;
    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_loss(trainer, job->loss));
    check(glia_trainer_set_optimizer(trainer, job->optimizer));
    check(glia_trainer_set_batch_size(trainer, job->batch));
    check(glia_trainer_set_epochs(trainer, 1000000)); /* more than the watch lets happen */
    check(glia_trainer_set_threads(trainer, threads));
    check(glia_trainer_set_callback(trainer, watch_epochs, &watch, NULL));
    status = glia_trainer_fit(trainer, data, NULL);
    if (status != GLIA_ERROR_CANCELLED) check(status);
    work->seconds = watch.seconds;
    work->rows = watch.epochs * glia_dataset_rows(data);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(data);
}

/* ---- Prediction ---- */

struct prediction {
    struct team* team;
    glia_session** sessions; /* one for each thread */
    size_t threads, rows, inputs, outputs;
    float *x, *y;
};

/* A thread predicts its share of the rows. */
static void predict_share(size_t thread, void* user) {
    const struct prediction* const p = user;
    const size_t first = p->rows * thread / p->threads, end = p->rows * (thread + 1) / p->threads;
    if (glia_session_predict(p->sessions[thread], p->x + first * p->inputs, end - first, p->y + first * p->outputs)) {
        fail("glia", glia_last_error());
    }
}

static void predict_alone(void* user) {
    predict_share(0, user);
}

static void predict_together(void* user) {
    team_run(((struct prediction*)user)->team, predict_share, user);
}

static void predict(const struct job* job, size_t threads, struct work* work) {
    glia_model* const model = make_model(job);
    struct prediction p;
    size_t i;
    p.threads = threads;
    p.rows = job->batch;
    p.inputs = job->widths[0];
    p.outputs = job->widths[job->width_count - 1];
    p.x = random_floats(p.rows * p.inputs);
    p.y = random_floats(p.rows * p.outputs);
    p.sessions = calloc(threads, sizeof *p.sessions);
    if (p.sessions == NULL) fail("glia", "out of memory");
    for (i = 0; i < threads; ++i) check(glia_session_create(&p.sessions[i], model, p.rows));
    if (threads == 1) {
        measure_calls(predict_alone, &p, p.rows, job->seconds, work);
    } else {
        p.team = team_create(threads);
        measure_calls(predict_together, &p, p.rows, job->seconds, work);
        team_destroy(p.team);
    }
    for (i = 0; i < threads; ++i) glia_session_destroy(p.sessions[i]);
    free(p.sessions);
    free(p.y);
    free(p.x);
    glia_model_destroy(model);
}

/* Saves one model, untimed: for others to load. */
static void save(const struct job* job, struct work* work) {
    glia_model* const model = make_model(job);
    check(glia_model_save(model, job->file));
    work->rows = 1;
    glia_model_destroy(model);
}

static int run(const struct job* job, size_t threads, struct work* work) {
    if (strcmp(job->kind, "train") == 0)
        train(job, threads, work);
    else if (strcmp(job->kind, "predict") == 0)
        predict(job, threads, work);
    else if (strcmp(job->kind, "save") == 0)
        save(job, work);
    else
        return 0;
    return 1;
}

int main(int argc, char** argv) {
    return serve_jobs(argc, argv, run);
}
