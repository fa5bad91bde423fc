// Trains until it is done, or killed: it takes up what the checkpoint holds, where there is one.
//
//     crash_trainee OPTIMIZER BATCH EPOCHS CHECKPOINT EVERY_EPOCHS EVERY_SECONDS MODEL
//
// A letter on standard output says that training goes on; the trained model goes to MODEL.
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "glia/glia.h"

namespace {

void check(glia_status status) {
    if (status == GLIA_OK) return;
    std::fprintf(stderr, "crash_trainee: %s\n", glia_last_error());
    std::exit(EXIT_FAILURE);
}

std::size_t whole_number(const char* text) {
    return std::strtoul(text, nullptr, 10);
}

// Rows of numbers without a pattern: a network goes on learning them by heart for long.
glia_dataset* make_data(std::size_t rows, std::uint32_t state) {
    constexpr std::size_t features = 24;
    constexpr std::int32_t classes = 3;
    // Press et al., Numerical Recipes in C (2nd ed., 1992), section 7.1: "quick and dirty".
    const auto draw = [&state] { return (state = state * 1664525U + 1013904223U) >> 8; };
    std::vector<float> x(rows * features);
    std::vector<std::int32_t> labels(rows);
    for (float& number : x) number = static_cast<float>(draw()) / (1U << 23) - 1;
    for (std::int32_t& label : labels) label = static_cast<std::int32_t>(draw() % classes);
    glia_dataset* data = nullptr;
    check(glia_dataset_create_classes(&data, x.data(), rows, features, 0, labels.data(), classes));
    return data;
}

glia_model* make_model(const glia_dataset* data) {
    glia_model* model = nullptr;
    check(glia_model_create(&model, glia_dataset_features(data)));
    check(glia_model_add_dense(model, 64, "identity"));
    check(glia_model_add_layer(model, "batch_norm"));
    check(glia_model_add_activation(model, "relu"));
    check(glia_model_add_layer(model, "dropout(rate=0.2)"));
    check(glia_model_add_dense(model, 48, "tanh"));
    check(glia_model_add_dense(model, glia_dataset_class_count(data), "softmax"));
    check(glia_model_initialize(model, "auto", 1));
    return model;
}

std::int32_t say_that_it_trains(const glia_trainer*, std::int32_t, void* user) {
    auto& has_said = *static_cast<bool*>(user);
    if (!has_said && write(STDOUT_FILENO, "t", 1) == 1) has_said = true;
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 8) return 2;
    const char* const checkpoint = argv[4];
    glia_dataset* const train = make_data(1000, 1);
    glia_dataset* const validation = make_data(200, 2);
    glia_model* const model = make_model(train);
    glia_trainer* trainer = nullptr;
    bool has_said = false;
    check(glia_trainer_create(&trainer, model));
    check(glia_trainer_set_optimizer(trainer, argv[1]));
    // Those of full batches find the length of their steps themselves: there is no learning rate to change.
    check(glia_trainer_set_schedule(trainer, whole_number(argv[2]) == 0 ? "constant" : "one_cycle"));
    check(glia_trainer_set_penalty(trainer, "l2(factor=1e-4)"));
    check(glia_trainer_set_batch_size(trainer, whole_number(argv[2])));
    check(glia_trainer_set_epochs(trainer, whole_number(argv[3])));
    check(glia_trainer_set_threads(trainer, 2));
    check(glia_trainer_set_early_stopping(trainer, nullptr, 100000, 0, 1));  // only to put the best epoch back
    check(glia_trainer_set_checkpoint(trainer, checkpoint, whole_number(argv[5]), std::strtod(argv[6], nullptr)));
    check(glia_trainer_set_callback(trainer, say_that_it_trains, &has_said, nullptr));
    if (access(checkpoint, F_OK) == 0) check(glia_trainer_resume(trainer, checkpoint));
    check(glia_trainer_fit(trainer, train, validation));
    check(glia_model_save(model, argv[7]));
    glia_trainer_destroy(trainer);
    glia_model_destroy(model);
    glia_dataset_destroy(validation);
    glia_dataset_destroy(train);
    return 0;
}
