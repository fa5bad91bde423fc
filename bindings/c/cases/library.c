/* Versions, specs, messages, and what is refused before there is a model. */
#include "cases.h"

static void specs(void) {
    char names[256];
    check(glia_spec_list("scaling", names, sizeof names, NULL));
    printf("spec_list %s\n", names);
    print_error("spec_check", glia_spec_check("optimizer", "adam(learning_rate=0.1)"));
    print_error("spec_range", glia_spec_check("optimizer", "adam(learning_rate=-1)"));
    print_error("spec_parameter", glia_spec_check("optimizer", "sgd(momentun=0.9)"));
    print_error("spec_syntax", glia_spec_check("optimizer", "sgd(momentum=0.9"));
    print_error("spec_name", glia_spec_check("loss", "hubert"));
}

static void print_message(int32_t level, const char* message, void* user) {
    (void)user;
    printf("log %d %s\n", (int)level, message);
}

/* A class of two rows is too small for three stratified folds, which glia warns of. */
static void messages(void) {
    int32_t classes[rows];
    glia_dataset *dataset, *train, *validation;
    size_t i;
    for (i = 0; i < rows; ++i) classes[i] = i < 2;
    check(glia_dataset_create_classes(&dataset, x60, rows, features, 0, classes, 2));
    check(glia_log_set_callback(print_message, NULL, NULL));
    check(glia_dataset_fold(dataset, "stratified(folds=3)", NULL, 0, 1, 0, &train, &validation));
    check(glia_log_set_callback(NULL, NULL, NULL));
    glia_dataset_destroy(validation);
    glia_dataset_destroy(train);
    glia_dataset_destroy(dataset);
}

void library_cases(void) {
    glia_model* model;
    printf("version %u\n", (unsigned)(glia_version() / 10000));
    printf("status_names %s %s %s\n", glia_status_name(GLIA_OK), glia_status_name(GLIA_ERROR_NOT_FOUND),
           glia_status_name(99));
    specs();
    messages();
    print_error("error_inputs", glia_model_create(&model, 0));
    print_error("error_missing", glia_model_load(&model, "missing.safetensors"));
    print_error("error_format", glia_model_load_memory(&model, "not glia", 8));
}
