// Learns to tell three irises apart by the size of their flowers, with an activation that this program defines.
//
//     iris iris.csv iris.safetensors
#include <cmath>
#include <glia/glia.hpp>
#include <iomanip>
#include <iostream>

static void show_confusion(const glia::Model& model, const glia::Dataset& test) {
    const std::vector<std::int32_t> predicted = glia::metrics::classify(model.predict(test), model.outputs());
    const glia::Rows rows = test.get_rows(0, test.rows());
    const auto matrix = glia::metrics::confusion(rows.classes, predicted, model.outputs());
    std::cout << "\ntrue class, and what it was taken for:\n";
    for (std::size_t row = 0; row < model.outputs(); ++row) {
        std::cout << std::setw(12) << model.class_name(row);
        for (std::size_t column = 0; column < model.outputs(); ++column) {
            std::cout << std::setw(4) << matrix[row * model.outputs() + column];
        }
        std::cout << '\n';
    }
}

int main(int argc, char** argv) try {
    if (argc != 3) {
        std::cerr << "usage: iris IRIS.csv MODEL\n";
        return 2;
    }
    // f, and its derivative from x and f(x). A program that loads the model must register it again.
    glia::registry::add(glia::elementwise(
        "bent_identity", [](auto x) { return (std::sqrt(x * x + 1) - 1) / 2 + x; },
        [](auto x, auto) { return x / (2 * std::sqrt(x * x + 1)) + 1; }));

    const glia::Dataset iris = glia::Dataset::open_csv(argv[1], "species");
    const auto [train, test] = iris.split(0.2, 42, glia::Stratify::yes);

    glia::Model model(iris.features());
    model.scale_inputs(train, "standardize")
        .add_dense(16, "bent_identity")
        .add_dense(16, "relu")
        .add_dense(iris.class_count(), "softmax");

    glia::Trainer trainer(model);
    trainer.set_optimizer("adam(learning_rate=0.01)").set_epochs(60).set_batch_size(16).set_seed(1);
    trainer.set_callback([](const glia::Progress& progress) {
        if (!progress.is_epoch() || progress.epoch() % 10 != 0) return;
        std::cout << "epoch " << progress.epoch() << "   loss " << std::fixed << std::setprecision(4)
                  << progress.metric("loss") << "   validation loss " << progress.metric("validation_loss") << '\n';
    });
    trainer.fit(train, test);

    std::cout << "test accuracy: " << std::setprecision(2) << 100 * trainer.evaluate(test).accuracy << " % of "
              << test.rows() << " flowers\n";
    show_confusion(model, test);
    model.save(argv[2]);
    const bool same = glia::Model::load(argv[2]).predict(test) == model.predict(test);
    std::cout << "\nsaved in " << argv[2] << "; loaded again, it predicts " << (same ? "the same" : "something else")
              << '\n';
    return same ? 0 : 1;
} catch (const glia::Error& error) {
    std::cerr << "iris: " << error.what() << '\n';
    return 1;
}
