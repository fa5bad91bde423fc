// An activation of the program's own, and what is measured of predictions.
#include "cases.hpp"

static glia::Activation own_cube(const std::string& name) {
    glia::Activation result{name, {}};
    result.kernels.forward = [](const glia::KernelCall& call, glia::Span<const float> x, glia::Span<float> y) {
        const auto scale = static_cast<float>(call.parameters[0]);
        for (std::size_t i = 0; i < x.size(); ++i) y[i] = scale * (x[i] * x[i] * x[i]);
    };
    result.kernels.backward = [](const glia::KernelCall& call, glia::Span<const float> x, glia::Span<const float>,
                                 glia::Span<const float> dy, glia::Span<float> dx) {
        const auto scale = static_cast<float>(call.parameters[0]);
        for (std::size_t i = 0; i < x.size(); ++i) dx[i] = scale * (dy[i] * (3.0f * (x[i] * x[i])));
    };
    result.parameters = {{"scale", 1, 0.125, 8}};
    result.flags = GLIA_ACTIVATION_ELEMENTWISE;
    return result;
}

void activation_cases() {
    print("activation_taken", status_of([] { glia::registry::add(own_cube("relu")); }));
    glia::registry::add(own_cube("own_cube"));
    print("activation_gradient", glia::GradientReport("own_cube(scale=0.5)").passed());

    glia::Model model(features);
    model.add_dense(8, "own_cube(scale=0.5)").add_dense(3, "softmax").initialize("auto", 7);
    print("activation_predict", hash_predictions(model));
    make_trainer(model, adam).fit(make_dataset());
    print("activation_train", hash_predictions(model));
    print_error("activation_range", [] { glia::spec::check("activation", "own_cube(scale=9)"); });
    glia::registry::remove("own_cube");
    print("activation_gone", status_of([] { glia::spec::check("activation", "own_cube"); }));
    print("activation_kept", hash_predictions(model));
}

void metric_cases() {
    const std::vector<float> y = make_model().predict(data60.x);
    const std::vector<std::int32_t> predicted = glia::metrics::classify(y, outputs);
    print("classify", hash(predicted));
    print("accuracy", hash(glia::metrics::accuracy(data60.classes, predicted)));
    print("confusion", hash(glia::metrics::confusion(data60.classes, predicted, class_count)));
    std::vector<double> figures;
    for (const char* const name : {"f1_macro", "log_loss", "roc_auc"}) {
        figures.push_back(glia::metrics::compute_classes(name, y, outputs, data60.classes));
    }
    print("metrics", hash(figures));
    print("metric_whole", hash(figures[1]));
    glia::Metric metric("log_loss", outputs, true);
    for (std::size_t i = 0; i < rows; i += 15) {
        metric.add_classes(glia::Span<const float>(y).subspan(i * outputs, 15 * outputs),
                           glia::Span<const std::int32_t>(data60.classes).subspan(i, 15));
    }
    print("metric_parts", hash(metric.value()));
    print_error("error_metric", [&] { glia::metrics::compute_classes("f2", y, outputs, data60.classes); });

    glia::Model network = make_network();
    const glia::Trainer trainer = make_trainer(network, adam);
    glia::FoldOptions options;
    options.seed = 5;
    const glia::CrossValidation folds(trainer, make_dataset(), "stratified(folds=3)", options);
    const glia::Summary loss = folds.summary("loss");
    print("folds", folds.folds());
    print("folds_loss", hash(std::array<double, 2>{loss.mean, loss.deviation}));
}
