/* An activation of the program's own. */
#include "cases.h"

/* y = scale x^3: nothing but products, in this order, so that every language rounds them alike. */
static void forward(const glia_activation_t* self, const double* parameters, size_t r, size_t c, const float* x,
                    float* y) {
    const float scale = (float)parameters[0];
    size_t i;
    (void)self;
    for (i = 0; i < r * c; ++i) y[i] = scale * (x[i] * x[i] * x[i]);
}

static void backward(const glia_activation_t* self, const double* parameters, size_t r, size_t c, const float* x,
                     const float* y, const float* dy, float* dx) {
    const float scale = (float)parameters[0];
    size_t i;
    (void)self;
    (void)y;
    for (i = 0; i < r * c; ++i) dx[i] = scale * (dy[i] * (3.0f * (x[i] * x[i])));
}

static const glia_activation_parameter_t scale = {"scale", 1, 0.125, 8};

static glia_activation_t table(const char* name) {
    glia_activation_t result;
    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    result.flags = GLIA_ACTIVATION_ELEMENTWISE;
    result.name = name;
    result.revision = 1;
    result.parameter_count = 1;
    result.parameters = &scale;
    result.variant = "host";
    result.forward = forward;
    result.backward = backward;
    return result;
}

void activation_cases(void) {
    const glia_activation_t taken = table("relu"), own = table("own_cube");
    glia_gradient_report* report;
    glia_model* model;
    glia_trainer* trainer;
    glia_dataset* const data = make_dataset();

    printf("activation_taken %d\n", (int)glia_registry_register_activation(&taken));
    check(glia_registry_register_activation(&own));
    check(glia_activation_check_gradient(&report, "own_cube(scale=0.5)"));
    printf("activation_gradient %d\n", (int)glia_gradient_report_passed(report));
    glia_gradient_report_destroy(report);

    check(glia_model_create(&model, features));
    check(glia_model_add_dense(model, 8, "own_cube(scale=0.5)"));
    check(glia_model_add_dense(model, 3, "softmax"));
    check(glia_model_initialize(model, "auto", 7));
    print_hash("activation_predict", hash_predictions(model));
    trainer = make_trainer(model, "adam(learning_rate=0.01)");
    check(glia_trainer_fit(trainer, data, NULL));
    print_hash("activation_train", hash_predictions(model));
    print_error("activation_range", glia_spec_check("activation", "own_cube(scale=9)"));
    glia_trainer_destroy(trainer);

    check(glia_registry_unregister_activation("own_cube")); /* the model keeps it alive */
    printf("activation_gone %d\n", (int)glia_spec_check("activation", "own_cube"));
    print_hash("activation_kept", hash_predictions(model));
    glia_model_destroy(model);
    glia_dataset_destroy(data);
}
