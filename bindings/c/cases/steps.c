/* Single steps, and that they are what a fit does. */
#include "cases.h"

static void one_step(void) {
    float gradient[8 * features];
    double loss;
    glia_model* const model = make_model();
    glia_trainer* const trainer = make_trainer(model, "adam(learning_rate=0.01)");
    check(glia_trainer_forward(trainer, x60, 16, NULL));
    check(glia_trainer_loss_classes(trainer, c60, &loss));
    print_hash("step_loss", hash(hash_start, &loss, sizeof loss));
    check(glia_trainer_backward(trainer));
    check(glia_trainer_get_gradients(trainer, 0, "weight", gradient, 8 * features, NULL));
    print_hash("step_gradient", hash(hash_start, gradient, sizeof gradient));
    check(glia_trainer_update(trainer));
    print_hash("step_update", hash_parameters(model));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
}

static void many_steps(void) {
    size_t first, count;
    double loss;
    glia_dataset* const data = make_dataset();
    glia_model *fitted = make_model(), *stepped = make_model();
    glia_trainer* fit = make_trainer(fitted, "sgd(learning_rate=0.1, momentum=0.9)");
    glia_trainer* steps = make_trainer(stepped, "sgd(learning_rate=0.1, momentum=0.9)");
    check(glia_trainer_set_shuffle(fit, 0));
    check(glia_trainer_set_epochs(fit, 1));
    check(glia_trainer_fit(fit, data, NULL));
    print_hash("fit_in_order", hash_parameters(fitted));
    for (first = 0; first < rows; first += count) {
        count = rows - first < 16 ? rows - first : 16;
        check(glia_trainer_forward(steps, x60 + first * features, count, NULL));
        check(glia_trainer_loss_classes(steps, c60 + first, &loss));
        check(glia_trainer_backward(steps));
        check(glia_trainer_update(steps));
    }
    print_hash("steps_in_order", hash_parameters(stepped));
    glia_trainer_destroy(steps);
    glia_trainer_destroy(fit);
    glia_model_destroy(stepped);
    glia_model_destroy(fitted);
    glia_dataset_destroy(data);
}

void step_cases(void) {
    one_step();
    many_steps();
}
