// The same bits for any number of threads, with every optimizer, and with validation and every kind of layer.
#include <gtest/gtest.h>

#include <cmath>

#include "core/elementwise.hpp"
#include "core/network.hpp"
#include "core/training/trainer.hpp"
#include "linalg/shared_product.hpp"

namespace glia {
namespace {

using test::make_classes;
using test::make_model;
using test::parameters_of;

constexpr std::size_t features = 40;
constexpr std::size_t width = 220;
constexpr std::size_t rows = 200;

struct Outcome {
    std::vector<float> parameters;
    std::vector<double> figures;
};

Outcome train(const std::string& optimizer, std::size_t threads) {
    static const Dataset data = make_classes(rows, features, 3);
    static const Dataset validation = make_classes(77, features, 3, 9);
    const auto model =
        make_model(features,
                   "220:identity batch_norm :gelu dropout 220:tanh residual(span=1) layer_norm 220:selu alpha_dropout "
                   "220:prelu 220:trainable_swish 3:softmax");
    Trainer<float> trainer(model);
    trainer.set_optimizer(optimizer);
    trainer.set_penalty("l1_l2");
    const bool searches = Updater<float>(optimizer).searches();
    if (!searches) {
        trainer.set_clipping("norm(limit=0.5)");
        trainer.set_constraint("max_norm(limit=2)");
    }
    const bool full_batch = Updater<float>(optimizer).needs_full_batch();
    trainer.settings() = {.batch_size = full_batch ? 0u : 64u, .epochs = 2, .seed = 4, .threads = threads};
    trainer.fit(data, &validation);
    Outcome outcome{parameters_of(*model), {}};
    for (const EpochFigures& epoch : trainer.history()) {
        outcome.figures.insert(outcome.figures.end(), {epoch.loss, epoch.accuracy, epoch.learning_rate,
                                                       epoch.validation_loss, epoch.validation_accuracy});
    }
    return outcome;
}

// All optimizers, and the options that change what is remembered.
std::vector<std::string> optimizers() {
    std::vector<std::string> specs = {"sgd(momentum=0.9)", "sgd(momentum=0.9, nesterov=1)",
                                      "rmsprop(momentum=0.5, centered=1)", "lion(weight_decay=0.1)"};
    for (const SpecDefinition& each : optimizer_definitions()) specs.push_back(each.name);
    return specs;
}

// Numbers that are the same, NaN included: memory must be.
bool same_bits(const Outcome& a, const Outcome& b) {
    return a.parameters == b.parameters && a.figures.size() == b.figures.size() &&
           std::equal(a.figures.begin(), a.figures.end(), b.figures.begin(),
                      [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

TEST(ThreadBits, AreThoseOfOneThreadWithEveryOptimizer) {
    // Otherwise there would be nothing for a second thread to do.
    ASSERT_GE(width * width, 2 * piece_elements);
    ASSERT_LE(2 * product_piece(width, 64 * width), width);
    for (const std::string& optimizer : optimizers()) {
        const Outcome alone = train(optimizer, 1);
        for (const float p : alone.parameters) ASSERT_TRUE(std::isfinite(p)) << optimizer;
        for (const std::size_t threads : {2u, 3u, 8u}) {
            EXPECT_TRUE(same_bits(train(optimizer, threads), alone)) << optimizer << ", " << threads << " threads";
        }
    }
}

}  // namespace
}  // namespace glia
