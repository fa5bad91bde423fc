#include "threads/objects.hpp"

#include <cmath>
#include <string>

#include "threads/answers.hpp"

namespace glia::test {
namespace {

constexpr const char* colours[] = {"red", "green", "blue"};
constexpr const char* metrics[] = {"f1_macro"};

}  // namespace

glia_model* Objects::new_model(const glia_dataset* scaled_by) {
    glia_model* model = nullptr;
    ok(glia_model_create(&model, inputs));
    ok(glia_model_scale_inputs(model, scaled_by, "standardize", "mean"));
    ok(glia_model_add_dense(model, hidden, "tanh"));
    ok(glia_model_add_dense(model, classes, "softmax"));
    return model;
}

Objects::Objects() : x(rows * inputs), class_of_row(rows), weights(rows) {
    for (std::size_t i = 0; i < rows; ++i) {
        x[i * inputs] = static_cast<float>(i * 7 % 11) * 0.25F - 1;
        x[i * inputs + 1] = i % 8 == 5 ? std::nanf("") : static_cast<float>(i * 5 % 13) * 0.5F;
        x[i * inputs + 2] = static_cast<float>(i % 3);
        class_of_row[i] = static_cast<std::int32_t>(i * 7 % 11 % classes);
        weights[i] = i % 2 == 0 ? 1 : 0.5F;
    }
    glia_dataset* plain = nullptr;
    glia_dataset* coloured = nullptr;
    ok(glia_dataset_create_classes_missing(&plain, x.data(), rows, inputs, 0, class_of_row.data(), classes));
    ok(glia_dataset_with_categories(plain, 2, colours, 3, &coloured));
    ok(glia_dataset_with_weights(&dataset, coloured, weights.data(), rows));
    glia_dataset_destroy(plain);
    glia_dataset_destroy(coloured);
    ok(glia_dataset_create(&amounts, weights.data(), rows, 1, 0, weights.data(), 1, 0));
    ok(glia_data_options_create(&options));
    ok(glia_data_options_set_stream(options, 1, 20));
    ok(glia_dataset_open_with(&stream, GLIA_TEST_DATA "/iris.csv", options));
    glia_data_options* with_times = nullptr;
    ok(glia_data_options_create(&with_times));
    ok(glia_data_options_add_metadata(with_times, "petal_width", GLIA_METADATA_NUMBERS));
    ok(glia_dataset_open_with(&timed, GLIA_TEST_DATA "/iris.csv", with_times));
    glia_data_options_destroy(with_times);

    ok(glia_model_create(&regression, 1));
    ok(glia_model_add_dense(regression, 1, "identity"));
    ok(glia_model_scale_targets(regression, amounts, "standardize"));

    model = new_model(dataset);
    ok(glia_trainer_create(&trainer, model));
    ok(glia_trainer_set_metrics(trainer, metrics, 1));
    ok(glia_trainer_set_epochs(trainer, 3));
    ok(glia_trainer_set_batch_size(trainer, 8));
    ok(glia_trainer_set_threads(trainer, 2));
    ok(glia_trainer_set_early_stopping(trainer, "loss", 10, 0, 0));
    ok(glia_trainer_fit(trainer, dataset, nullptr));
    double loss = 0;
    std::vector<float> y(rows * classes);
    ok(glia_trainer_forward(trainer, x.data(), rows, y.data()));
    ok(glia_trainer_loss_classes(trainer, class_of_row.data(), &loss));
    ok(glia_trainer_backward(trainer));

    ok(glia_metric_create(&metric, "roc_auc", classes, 1));
    ok(glia_metric_add_classes(metric, y.data(), rows, class_of_row.data(), nullptr));
    ok(glia_trainer_check_gradients(&report, trainer, x.data(), 4, nullptr, class_of_row.data(), 0, 0));
    ok(glia_cross_validate(&folds, trainer, dataset, "plain(folds=2)", nullptr, 0, nullptr, 0, nullptr, nullptr));
}

Objects::~Objects() {
    glia_cross_validation_destroy(folds);
    glia_gradient_report_destroy(report);
    glia_metric_destroy(metric);
    glia_trainer_destroy(trainer);
    glia_model_destroy(regression);
    glia_model_destroy(model);
    glia_dataset_destroy(timed);
    glia_dataset_destroy(stream);
    glia_data_options_destroy(options);
    glia_dataset_destroy(amounts);
    glia_dataset_destroy(dataset);
}

}  // namespace glia::test
