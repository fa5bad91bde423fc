// Data sets, fits and single steps.
#include <algorithm>
#include <limits>

#include "cases.hpp"

static void print_shape(const char* id, const glia::Dataset& dataset) {
    print(id, dataset.rows(), dataset.features(), dataset.outputs(), dataset.class_count());
}

static Hash hash_rows(const glia::Dataset& dataset, std::size_t first, std::size_t count) {
    const glia::Rows copied = dataset.get_rows(first, count);
    return hash(copied.x).add(copied.classes);
}

static std::pair<glia::Dataset, glia::Dataset> split(const glia::Dataset& dataset) {
    return dataset.split(0.2, 42, glia::Stratify::yes);
}

void dataset_cases(const std::string& iris_path) {
    const glia::Dataset data = make_dataset();
    print_shape("classes", data);
    print("rows", hash_rows(data, 10, 10));
    print_shape("values", glia::Dataset::of_values(data60.x, features, data60.targets, 2));

    std::vector<float> x = {1, 2, 3, 4, 5, 6, 7, 8};
    const std::vector<std::int32_t> classes = {0, 3};
    print_error("error_class", [&] { glia::Dataset::of_classes(x, features, classes, 3); });
    x[6] = std::numeric_limits<float>::infinity();
    print_error("error_infinite", [&] { glia::Dataset::of_values(x, features, {}, 0); });
    print_error("error_column", [&] { glia::Dataset::open_csv(iris_path, "specie"); });
    print_error("error_csv", [] { glia::Dataset::open_csv("missing.csv"); });

    const glia::Dataset iris = glia::Dataset::open_csv(iris_path, "species", glia::TargetKind::classes);
    print_shape("csv", iris);
    std::string names;
    for (std::size_t i = 0; i < iris.class_count(); ++i) names += iris.class_name(i) + " ";
    for (std::size_t i = 0; i < iris.features(); ++i) names += iris.feature_name(i) + " ";
    names.pop_back();
    print("csv_names", names);
    print("csv_rows", hash_rows(iris, 0, 150));
    const glia::Dataset test = split(iris).second;
    print_shape("split", test);
    print("split_rows", hash_rows(test, 0, 30));
}

static void train(const char* id, const std::string& optimizer, const glia::Dataset& dataset, std::size_t threads = 1) {
    glia::Model model = make_model();
    make_trainer(model, optimizer).set_threads(threads).fit(dataset);
    print(id, hash_parameters(model));
}

static void settings(const glia::Dataset& data) {
    glia::Model model = make_model();
    make_trainer(model, "adamw(learning_rate=0.01)")
        .set_loss("categorical_crossentropy(label_smoothing=0.1)")
        .set_schedule("cosine(warmup=1)")
        .set_penalty("l2(factor=0.01)")
        .set_clipping("norm(limit=1)")
        .fit(data);
    print("train_settings", hash_parameters(model));
}

static void regression() {
    glia::Model model(features);
    model.add_dense(6, "tanh").add_dense(2, "identity").initialize("auto", 7);
    make_trainer(model, "rmsprop").fit(glia::Dataset::of_values(data60.x, features, data60.targets, 2));
    print("train_values", hash_parameters(model));
}

static std::size_t deliver(const glia::RowsWanted& wanted) {
    const std::size_t count = std::min({rows - wanted.first, wanted.rows, std::size_t{25}});
    std::copy_n(data60.x.begin() + static_cast<std::ptrdiff_t>(wanted.first * features), count * features,
                wanted.x.begin());
    std::copy_n(data60.classes.begin() + static_cast<std::ptrdiff_t>(wanted.first), count, wanted.classes.begin());
    return count;
}

static void streamed() {
    train("stream", adam, glia::Dataset::stream(rows, features, 0, class_count, rows, deliver));
    const glia::Dataset stopping =
        glia::Dataset::stream(rows, features, 0, class_count, rows, [](const glia::RowsWanted& wanted) {
            if (wanted.first > 0) throw glia::Error(GLIA_ERROR_CANCELLED, "no more rows");
            return deliver(wanted);
        });
    glia::Model model = make_model();
    glia::Trainer trainer = make_trainer(model, adam);
    print("stream_stop", status_of([&] { trainer.fit(stopping); }));
}

static void followed(const glia::Dataset& data) {
    glia::Model model = make_model();
    glia::Trainer trainer = make_trainer(model, adam);
    std::size_t batches = 0, epochs = 0;
    trainer.set_callback([&](const glia::Progress& progress) { ++(progress.is_epoch() ? epochs : batches); });
    trainer.fit(data);
    print("callback", batches, epochs);
    print("history", hash(trainer.history("loss")));

    trainer.set_callback([](const glia::Progress& progress) { return !progress.is_epoch() || progress.epoch() < 2; });
    const glia_status status = status_of([&] { trainer.fit(data); });
    print("callback_stop", status, trainer.history("loss").size(), static_cast<int>(trainer.stop_reason()));
}

static void resumed(const glia::Dataset& data) {
    glia::Model begun = make_model();
    make_trainer(begun, adam).set_epochs(2).set_checkpoint("cases.checkpoint", 1).fit(data);
    glia::Model model = make_network();
    make_trainer(model, adam).resume("cases.checkpoint").fit(data);
    print("resume", hash_parameters(model));
}

static void evaluated(const std::string& iris_path) {
    const auto [training, test] = split(glia::Dataset::open_csv(iris_path, "species", glia::TargetKind::classes));
    glia::Model model(features);
    model.scale_inputs(training, "standardize").add_dense(8, "relu").add_dense(3, "softmax");
    glia::Trainer trainer = make_trainer(model, "adam(learning_rate=0.1)");
    trainer.set_epochs(100).set_metrics({"f1_macro"}).set_early_stopping(3).fit(training, test);
    const glia::Evaluation evaluation = trainer.evaluate(test);
    print("evaluate", hash(std::array<double, 2>{evaluation.loss, evaluation.accuracy}));
    print("trainer_metric", hash(trainer.metric("validation_f1_macro")));
    print("early_stopping", static_cast<int>(trainer.stop_reason()), trainer.best_epoch());
}

static void refused() {
    glia::Model model = make_model();
    glia::Trainer trainer = make_trainer(model, "adam");
    std::vector<float> narrow;
    for (std::size_t i = 0; i < rows * features; ++i) {
        if (i % features < 3) narrow.push_back(data60.x[i]);
    }
    print_error("error_optimizer", [&] { trainer.set_optimizer("addam"); });
    print_error("error_loss", [&] { trainer.set_loss("hinge"); });
    print_error("error_features",
                [&] { trainer.fit(glia::Dataset::of_classes(narrow, 3, data60.classes, class_count)); });
    print_error("error_backward", [&] { trainer.backward(); });
    print_error("error_batch", [&] { trainer.set_accumulation(0); });
}

void training_cases(const std::string& iris_path) {
    const glia::Dataset data = make_dataset();
    std::vector<float> weights;
    for (const std::int32_t index : data60.classes) weights.push_back(index == 2 ? 2.0f : 0.5f);

    train("train_sgd", "sgd(learning_rate=0.1)", data);
    train("train_momentum", "sgd(learning_rate=0.05, momentum=0.9, nesterov=1)", data);
    train("train_adam", adam, data);
    train("train_threads", adam, data, 3);
    settings(data);
    regression();
    train("train_weights", adam, data.with_weights(weights));
    streamed();
    followed(data);
    resumed(data);
    evaluated(iris_path);
    refused();
}

static double step(glia::Trainer& trainer, std::size_t first, std::size_t count) {
    trainer.forward(glia::Span<const float>(data60.x).subspan(first * features, count * features));
    return trainer.loss_classes(glia::Span<const std::int32_t>(data60.classes).subspan(first, count));
}

void step_cases() {
    glia::Model model = make_model();
    glia::Trainer trainer = make_trainer(model, adam);
    print("step_loss", hash(step(trainer, 0, 16)));
    trainer.backward();
    print("step_gradient", hash(trainer.gradients(0, "weight")));
    trainer.update();
    print("step_update", hash_parameters(model));

    const std::string momentum = "sgd(learning_rate=0.1, momentum=0.9)";
    glia::Model fitted = make_model(), stepped = make_model();
    make_trainer(fitted, momentum).set_epochs(1).set_shuffle(false).fit(make_dataset());
    print("fit_in_order", hash_parameters(fitted));
    glia::Trainer steps = make_trainer(stepped, momentum);
    for (std::size_t first = 0; first < rows; first += 16) {
        step(steps, first, std::min<std::size_t>(16, rows - first));
        steps.backward();
        steps.update();
    }
    print("steps_in_order", hash_parameters(stepped));
}
