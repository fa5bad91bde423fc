/* A program that uses an installed glia: it learns the exclusive or, and says which library it found. */
#include <glia/glia.h>
#include <stdio.h>
#include <string.h>

static int learn(void) {
    const float x[] = {0, 0, 0, 1, 1, 0, 1, 1};
    const float xor_of_x[] = {0, 1, 1, 0};
    float y[4];
    glia_model* model = NULL;
    glia_dataset* data = NULL;
    glia_trainer* trainer = NULL;
    int wrong = 0;
    if (glia_model_create(&model, 2) || glia_model_add_dense(model, 8, "tanh") ||
        glia_model_add_dense(model, 1, "sigmoid") || glia_dataset_create(&data, x, 4, 2, 0, xor_of_x, 1, 0) ||
        glia_trainer_create(&trainer, model) || glia_trainer_set_optimizer(trainer, "adam(learning_rate=0.05)") ||
        glia_trainer_set_epochs(trainer, 300) || glia_trainer_fit(trainer, data, NULL) ||
        glia_model_predict(model, x, 4, y)) {
        fprintf(stderr, "%s\n", glia_last_error());
        return 1;
    }
    for (int i = 0; i < 4; ++i) wrong += (y[i] > 0.5f) != (xor_of_x[i] > 0.5f);
    glia_trainer_destroy(trainer);
    glia_dataset_destroy(data);
    glia_model_destroy(model);
    return wrong;
}

/* program VERSION, which pkg-config or CMake has told. */
int main(int argc, char** argv) {
    if (argc != 2 || strcmp(argv[1], glia_version_string()) != 0 || glia_version() != GLIA_VERSION) {
        fprintf(stderr, "the library is of version %s\n", glia_version_string());
        return 1;
    }
    return learn();
}
