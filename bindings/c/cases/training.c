/* Fits: the same bits for a seed, whoever asks, on any number of threads and from any source of rows. */
#include "cases.h"

/* Trains a new network, and prints what it has become. */
static void train(const char* id, const char* optimizer, size_t threads, const glia_dataset* dataset) {
    glia_model* const model = make_model();
    glia_trainer* const trainer = make_trainer(model, optimizer);
    check(glia_trainer_set_threads(trainer, threads));
    check(glia_trainer_fit(trainer, dataset, NULL));
    print_hash(id, hash_parameters(model));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

static void settings(const glia_dataset* data) {
    glia_model* const model = make_model();
    glia_trainer* const trainer = make_trainer(model, "adamw(learning_rate=0.01)");
    check(glia_trainer_set_loss(trainer, "categorical_crossentropy(label_smoothing=0.1)"));
    check(glia_trainer_set_schedule(trainer, "cosine(warmup=1)"));
    check(glia_trainer_set_penalty(trainer, "l2(factor=0.01)"));
    check(glia_trainer_set_clipping(trainer, "norm(limit=1)"));
    check(glia_trainer_fit(trainer, data, NULL));
    print_hash("train_settings", hash_parameters(model));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

static void regression(void) {
    glia_dataset* dataset;
    glia_model* model;
    glia_trainer* trainer;
    check(glia_dataset_create(&dataset, x60, rows, features, 0, t60, 2, 0));
    check(glia_model_create(&model, features));
    check(glia_model_add_dense(model, 6, "tanh"));
    check(glia_model_add_dense(model, 2, "identity"));
    check(glia_model_initialize(model, "auto", 7));
    trainer = make_trainer(model, "rmsprop");
    check(glia_trainer_fit(trainer, dataset, NULL));
    print_hash("train_values", hash_parameters(model));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(dataset);
}

static void weighted(const glia_dataset* data) {
    float weights[rows];
    glia_dataset* dataset;
    size_t i;
    for (i = 0; i < rows; ++i) weights[i] = c60[i] == 2 ? 2.0f : 0.5f;
    check(glia_dataset_with_weights(&dataset, data, weights, rows));
    train("train_weights", "adam(learning_rate=0.01)", 1, dataset);
    glia_dataset_destroy(dataset);
}

/* Delivers x60 and c60, at most 25 rows at a time; with a user, says stop after the first delivery. */
static int32_t deliver(size_t first, size_t capacity, float* x, float* targets, int32_t* classes, size_t* delivered,
                       void* user) {
    size_t count = rows - first;
    (void)targets;
    if (user != NULL && first > 0) return 1;
    if (count > capacity) count = capacity;
    if (count > 25) count = 25;
    memcpy(x, x60 + first * features, count * features * sizeof *x);
    memcpy(classes, c60 + first, count * sizeof *classes);
    *delivered = count;
    return 0;
}

static void streamed(void) {
    int stop = 1;
    glia_dataset* stream;
    glia_model* const model = make_model();
    glia_trainer* const trainer = make_trainer(model, "adam(learning_rate=0.01)");
    check(glia_dataset_stream_callback(&stream, rows, features, 0, class_count, rows, deliver, NULL, NULL));
    train("stream", "adam(learning_rate=0.01)", 1, stream);
    glia_dataset_destroy(stream);

    check(glia_dataset_stream_callback(&stream, rows, features, 0, class_count, rows, deliver, &stop, NULL));
    printf("stream_stop %d\n", (int)glia_trainer_fit(trainer, stream, NULL));
    glia_dataset_destroy(stream);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

/* Counts events, and stops at the `last` epoch (0: never). */
struct progress {
    size_t batches, epochs, last;
};

static int32_t count_event(const glia_trainer* trainer, int32_t event, void* user) {
    struct progress* const progress = user;
    (void)trainer;
    if (event == GLIA_EVENT_BATCH) ++progress->batches;
    if (event != GLIA_EVENT_EPOCH) return 0;
    return ++progress->epochs == progress->last;
}

static void followed(const glia_dataset* data) {
    struct progress progress = {0, 0, 0};
    double losses[5];
    size_t epochs;
    glia_model* const model = make_model();
    glia_trainer* const trainer = make_trainer(model, "adam(learning_rate=0.01)");
    check(glia_trainer_set_callback(trainer, count_event, &progress, NULL));
    check(glia_trainer_fit(trainer, data, NULL));
    printf("callback %zu %zu\n", progress.batches, progress.epochs);
    check(glia_trainer_history(trainer, "loss", losses, 5, &epochs));
    print_hash("history", hash(hash_start, losses, epochs * sizeof *losses));

    progress.epochs = 0;
    progress.last = 2;
    printf("callback_stop %d", (int)glia_trainer_fit(trainer, data, NULL));
    check(glia_trainer_history(trainer, "loss", NULL, 0, &epochs));
    printf(" %zu %d\n", epochs, (int)glia_trainer_stop_reason(trainer));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

/* Two epochs here, the other three by a trainer that knows of them only from a file. */
static void resumed(const glia_dataset* data) {
    glia_model* model = make_model();
    glia_trainer* trainer = make_trainer(model, "adam(learning_rate=0.01)");
    check(glia_trainer_set_epochs(trainer, 2));
    check(glia_trainer_set_checkpoint(trainer, "cases.checkpoint", 1, 0));
    check(glia_trainer_fit(trainer, data, NULL));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);

    model = make_network();
    trainer = make_trainer(model, "adam(learning_rate=0.01)");
    check(glia_trainer_resume(trainer, "cases.checkpoint"));
    check(glia_trainer_fit(trainer, data, NULL));
    print_hash("resume", hash_parameters(model));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

/* The flowers, with inputs that the model scales, judged on rows that it has not seen. */
static void evaluated(void) {
    static const char* const metrics[] = {"f1_macro"};
    glia_dataset *iris, *training, *test;
    glia_model* model;
    glia_trainer* trainer;
    double figures[2];
    check(glia_dataset_open_csv(&iris, iris_path, "species", GLIA_TARGET_CLASSES));
    check(glia_dataset_split(iris, 0.2, 1, 42, &training, &test));
    check(glia_model_create(&model, features));
    check(glia_model_scale_inputs(model, training, "standardize", "refuse"));
    check(glia_model_add_dense(model, 8, "relu"));
    check(glia_model_add_dense(model, 3, "softmax"));
    trainer = make_trainer(model, "adam(learning_rate=0.1)");
    check(glia_trainer_set_epochs(trainer, 100));
    check(glia_trainer_set_metrics(trainer, metrics, 1));
    check(glia_trainer_set_early_stopping(trainer, NULL, 3, 0, 1));
    check(glia_trainer_fit(trainer, training, test));
    check(glia_trainer_evaluate(trainer, test, &figures[0], &figures[1]));
    print_hash("evaluate", hash(hash_start, figures, sizeof figures));
    check(glia_trainer_metric(trainer, "validation_f1_macro", figures));
    print_hash("trainer_metric", hash(hash_start, figures, sizeof *figures));
    printf("early_stopping %d %zu\n", (int)glia_trainer_stop_reason(trainer), glia_trainer_best_epoch(trainer));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(test);
    glia_dataset_destroy(training);
    glia_dataset_destroy(iris);
}

static void refused(void) {
    glia_dataset* narrow;
    glia_model* const model = make_model();
    glia_trainer* const trainer = make_trainer(model, "adam");
    print_error("error_optimizer", glia_trainer_set_optimizer(trainer, "addam"));
    print_error("error_loss", glia_trainer_set_loss(trainer, "hinge"));
    check(glia_dataset_create_classes(&narrow, x60, rows, 3, 4, c60, class_count));
    print_error("error_features", glia_trainer_fit(trainer, narrow, NULL));
    print_error("error_backward", glia_trainer_backward(trainer));
    print_error("error_batch", glia_trainer_set_accumulation(trainer, 0));
    glia_dataset_destroy(narrow);
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

void training_cases(void) {
    glia_dataset* const data = make_dataset();
    train("train_sgd", "sgd(learning_rate=0.1)", 1, data);
    train("train_momentum", "sgd(learning_rate=0.05, momentum=0.9, nesterov=1)", 1, data);
    train("train_adam", "adam(learning_rate=0.01)", 1, data);
    train("train_threads", "adam(learning_rate=0.01)", 3, data);
    settings(data);
    regression();
    weighted(data);
    streamed();
    followed(data);
    resumed(data);
    evaluated();
    refused();
    glia_dataset_destroy(data);
}
