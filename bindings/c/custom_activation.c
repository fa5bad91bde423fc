/* An activation of the program's own: no plugin file, but a table of functions with a closure, registered under a name.
 *
 *     custom_activation MODEL
 *
 * Trains a network that uses it, saves the model as MODEL, and shows what loading it takes: a model file names its
 * activations and holds no code, so the program that loads it must provide them. */
#include <glia/glia.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void check(glia_status status) {
    if (status == GLIA_OK) return;
    fprintf(stderr, "custom_activation: %s\n", glia_last_error());
    exit(EXIT_FAILURE);
}

/* What the functions need beside their arguments: here the width of the bump, y = exp(-(x / width)^2). glia hands it
 * back through self->user and never looks inside. Any number of threads may compute at once: nothing is changed. */
typedef struct bump {
    float width;
} bump_t;

static void bump_forward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                         const float* x, float* y) {
    const bump_t* bump = self->user;
    size_t i;
    (void)parameters;
    for (i = 0; i < rows * cols; ++i) {
        const float scaled = x[i] / bump->width;
        y[i] = expf(-scaled * scaled);
    }
}

/* dx = dy * dy/dx: -2 x / width^2 times what forward gave. */
static void bump_backward(const glia_activation_t* self, const double* parameters, size_t rows, size_t cols,
                          const float* x, const float* y, const float* dy, float* dx) {
    const bump_t* bump = self->user;
    const float factor = -2 / (bump->width * bump->width);
    size_t i;
    (void)parameters;
    for (i = 0; i < rows * cols; ++i) dx[i] = dy[i] * factor * x[i] * y[i];
}

/* Called once: after the activation is unregistered, when the last model that uses it is gone. */
static void bump_destroy(void* user) {
    printf("the closure is destroyed\n");
    free(user);
}

static void register_bump(float width) {
    glia_activation_t table = {0}; /* what is not set is not there: no parameters, no float64 kernels */
    bump_t* bump = malloc(sizeof *bump);
    if (bump == NULL) exit(EXIT_FAILURE);
    bump->width = width;
    table.struct_size = sizeof table;
    table.flags = GLIA_ACTIVATION_ELEMENTWISE; /* promises that let glia do less; 0 is always right */
    table.name = "bump";
    table.revision = 1; /* raise it when the function changes: models remember it */
    table.variant = "host";
    table.formula = "exp(-(x / width)^2)";
    table.user = bump;
    table.destroy = bump_destroy;
    table.forward = bump_forward;
    table.backward = bump_backward;
    check(glia_registry_register_activation(&table)); /* copies the table */
}

/* Whether the derivative is that of the function. Worth a call in a test of every program that has one of its own. */
static void check_gradient(void) {
    glia_gradient_report* report = NULL;
    check(glia_activation_check_gradient(&report, "bump"));
    printf("gradient check: %s, %zu derivatives\n", glia_gradient_report_passed(report) ? "passed" : "FAILED",
           glia_gradient_report_checked(report));
    glia_gradient_report_destroy(report);
}

enum {
    ROWS = 64
};

/* A sine, which a sum of bumps can follow. */
static void make_data(float* x, float* targets) {
    int i;
    for (i = 0; i < ROWS; ++i) {
        x[i] = 6 * (float)i / (ROWS - 1) - 3;
        targets[i] = sinf(2 * x[i]);
    }
}

static double train_and_save(const char* path) {
    glia_model* model = NULL;
    glia_dataset* data = NULL;
    glia_trainer* trainer = NULL;
    float x[ROWS], targets[ROWS];
    double loss = 0;
    make_data(x, targets);
    check(glia_model_create(&model, 1));
    check(glia_model_add_dense(model, 16, "bump")); /* by its name, as any other */
    check(glia_model_add_dense(model, 1, "identity"));
    check(glia_model_initialize(model, "normal(std=1)", 1));
    check(glia_model_initialize_tensor(model, 0, "bias", "uniform(limit=3)", 1));
    check(glia_dataset_create(&data, x, ROWS, 1, 0, targets, 1, 0));
    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_optimizer(trainer, "adam(learning_rate=0.02)"));
    check(glia_trainer_set_epochs(trainer, 500));
    check(glia_trainer_fit(trainer, data, NULL));
    check(glia_trainer_evaluate(trainer, data, &loss, NULL));
    check(glia_model_save(model, path));
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(data);
    glia_model_destroy(model);
    return loss;
}

int main(int argc, char** argv) {
    glia_model* model = NULL;
    float x = 0.5F, y = 0;

    if (argc != 2) {
        fprintf(stderr, "usage: custom_activation MODEL\n");
        return 2;
    }

    register_bump(1);
    check_gradient();
    printf("mean squared error after training: %.5f\n", train_and_save(argv[1]));

    /* Forgotten by the registry, and used by no model any more. */
    check(glia_registry_unregister_activation("bump"));

    /* A program that does not have it is told what is missing, and how to provide it. */
    if (glia_model_load(&model, argv[1]) != GLIA_ERROR_NOT_FOUND) return EXIT_FAILURE;
    printf("without it: %s\n", glia_last_error());

    register_bump(1);
    check(glia_model_load(&model, argv[1]));
    check(glia_model_predict(model, &x, 1, &y));
    printf("with it: the model says %.3f for sin(1) = 0.841\n", (double)y);
    check(glia_registry_unregister_activation("bump")); /* the model keeps it alive */
    glia_model_destroy(model);
    return 0;
}
