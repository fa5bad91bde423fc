/* Building, initializing and predicting. */
#include "cases.h"

/* What is refused leaves the model as it was, so one model serves for all of these. */
static void refused(void) {
    static const float bias[] = {1, 2};
    float y[outputs];
    glia_model* const model = make_network();
    print_error("error_activation", glia_model_add_dense(model, 8, "rellu"));
    print_error("error_units", glia_model_add_dense(model, 0, "relu"));
    print_error("error_layer", glia_model_add_layer(model, "dropuot"));
    print_error("error_initializer", glia_model_initialize(model, "he_norml", 7));
    print_error("error_state", glia_model_predict(model, x60, 1, y));
    print_error("error_size", glia_model_set_parameters(model, 1, "bias", bias, 2));
    print_error("error_tensor", glia_model_set_parameters(model, 1, "wieght", bias, 2));
    glia_model_destroy(model);
}

static void initialized(void) {
    static const float bias[] = {0.5f, -0.25f, 1};
    float values[outputs];
    glia_model* const model = make_model();
    print_hash("initialize", hash_parameters(model));
    check(glia_model_initialize(model, "he_normal", 8));
    print_hash("initialize_he", hash_parameters(model));
    check(glia_model_set_parameters(model, 1, "bias", bias, outputs));
    check(glia_model_get_parameters(model, 1, "bias", values, outputs, NULL));
    print_hash("parameters", hash(hash_start, values, sizeof values));
    glia_model_destroy(model);
}

/* Row by row, a session gives the bits of the model. */
static size_t equal_rows(const glia_model* model, glia_session* session) {
    float y[outputs], z[outputs];
    size_t i, equal = 0;
    for (i = 0; i < rows; ++i) {
        check(glia_model_predict(model, x60 + i * features, 1, y));
        check(glia_session_predict(session, x60 + i * features, 1, z));
        equal += memcmp(y, z, sizeof y) == 0;
    }
    return equal;
}

static void predicted(void) {
    float y[rows * outputs];
    glia_session* session;
    glia_model *clone, *model = make_model();
    print_hash("predict", hash_predictions(model));

    check(glia_session_create(&session, model, rows));
    check(glia_session_predict(session, x60, rows, y));
    print_hash("session", hash(hash_start, y, sizeof y));
    printf("session_rows %zu\n", equal_rows(model, session));
    glia_session_destroy(session);
    check(glia_session_create(&session, model, 1));
    print_error("session_limit", glia_session_predict(session, x60, 2, y));
    glia_session_destroy(session);

    check(glia_model_clone(model, &clone));
    check(glia_model_initialize(model, "auto", 8));
    print_hash("clone", hash_predictions(clone));
    glia_model_destroy(clone);
    glia_model_destroy(model);
}

static void named(void) {
    static const char* const names[] = {"gr\xc3\xbcn", "\xe7\x8c\xab", "red"}; /* "gruen" with an umlaut, a cat */
    char text[4096];
    uint64_t result = hash_start;
    size_t i, needed;
    glia_model* const model = make_model();
    check(glia_model_set_classes(model, names, outputs));
    for (i = 0; i < glia_model_class_count(model); ++i) {
        check(glia_model_class_name(model, i, text, sizeof text, NULL));
        result = hash(result, text, strlen(text));
    }
    print_hash("class_names", result);
    check(glia_model_describe_json(model, text, sizeof text, &needed));
    print_hash("describe", hash(hash_start, text, needed - 1)); /* without the NUL */
    glia_model_destroy(model);
}

void model_cases(void) {
    glia_model* const model = make_network();
    printf("create %zu %zu %zu %zu\n", glia_model_inputs(model), glia_model_outputs(model), glia_model_layers(model),
           glia_model_parameter_count(model));
    glia_model_destroy(model);
    refused();
    initialized();
    predicted();
    named();
}
