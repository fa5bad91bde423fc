// What each kind of layer computes, by its definition.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "base/error.hpp"
#include "core/layers/layer_factory.hpp"
#include "core/model/inference.hpp"
#include "core/model/propagation.hpp"
#include "core/network.hpp"
#include "core/plugins.hpp"
#include "core/rng.hpp"
#include "core/training/trainer.hpp"

namespace glia::test {
namespace {

// One layer between `width` numbers, on its own.
struct Alone {
    Alone(std::size_t width, const std::string& layer) : model(make_model(width, layer)) {}

    std::vector<float> forward(const std::vector<float>& x, Training training) {
        rows = x.size() / model->inputs();
        pass = std::make_unique<Propagation<float>>(*model, rows, Output::activations, ActivationGradients::kept);
        pass->forward(*model, x.data(), rows, training, workers);
        return {pass->output(), pass->output() + x.size()};
    }
    std::vector<float> predict(const std::vector<float>& x) {
        std::vector<float> y(x.size());
        const std::size_t count = x.size() / model->inputs();
        Inference<float>(*model, count).predict(*model, x.data(), count, y.data());
        return y;
    }

    std::shared_ptr<Model<float>> model;
    std::size_t rows = 0;
    std::unique_ptr<Propagation<float>> pass;
    Workers workers;
};

constexpr Training training = {.on = true, .seed = 3};

std::vector<float> normal_numbers(std::size_t size) {
    Random random(4, RandomUse::split);
    std::vector<float> numbers(size);
    for (float& each : numbers) each = static_cast<float>(random.normal());
    return numbers;
}

double mean_of(const std::vector<float>& v) {
    double sum = 0;
    for (const float each : v) sum += each;
    return sum / static_cast<double>(v.size());
}

double variance_of(const std::vector<float>& v) {
    const double mean = mean_of(v);
    double sum = 0;
    for (const float each : v) sum += (each - mean) * (each - mean);
    return sum / static_cast<double>(v.size());
}

TEST(Dropout, DropsTheShareAndScalesTheRest) {
    const std::vector<float> y = Alone(100, "dropout(rate=0.25)").forward(std::vector<float>(100000, 3), training);
    const auto dropped = static_cast<double>(std::count(y.begin(), y.end(), 0.0F));
    EXPECT_EQ(std::count(y.begin(), y.end(), 4.0F), 100000 - static_cast<long>(dropped));
    // Four standard deviations of a binomial distribution.
    EXPECT_NEAR(dropped, 25000, 4 * std::sqrt(100000 * 0.25 * 0.75));
}

TEST(Dropout, IsAFunctionOfSeedStepLayerAndRow) {
    const std::vector<float> x(40, 1);
    const auto at = [&](Training each) { return Alone(20, "dropout").forward(x, each); };
    const std::vector<float> y = at(training);
    EXPECT_EQ(at(training), y);
    EXPECT_NE(at({.on = true, .seed = 4}), y);
    EXPECT_NE(at({.on = true, .seed = 3, .step = 1}), y);
    const std::vector<float> later = at({.on = true, .seed = 3, .first_row = 1});
    EXPECT_TRUE(std::equal(y.begin() + 20, y.end(), later.begin()));  // the second row of one is the first of the other
    const std::vector<float> deeper = Alone(20, ":identity dropout").forward(x, training);
    EXPECT_NE(deeper, y);
}

TEST(Dropout, DoesNothingInPrediction) {
    const std::vector<float> x = normal_numbers(40);
    for (const char* const layer : {"dropout(rate=0.9)", "alpha_dropout(rate=0.9)"}) {
        EXPECT_EQ(Alone(20, layer).predict(x), x);
        EXPECT_EQ(Alone(20, layer).forward(x, {}), x);
    }
}

TEST(AlphaDropout, KeepsMeanAndVarianceOfStandardNormalNumbers) {
    const std::vector<float> y = Alone(100, "alpha_dropout(rate=0.3)").forward(normal_numbers(200000), training);
    EXPECT_NEAR(mean_of(y), 0, 0.02);
    EXPECT_NEAR(variance_of(y), 1, 0.02);
}

TEST(LayerNorm, GivesEachRowMeanZeroAndVarianceOne) {
    const std::vector<float> x = normal_numbers(300);
    const std::vector<float> y = Alone(100, "layer_norm(epsilon=1e-12)").predict(x);
    for (std::size_t i = 0; i < 3; ++i) {
        const std::vector<float> row(y.begin() + static_cast<long>(i) * 100,
                                     y.begin() + static_cast<long>(i + 1) * 100);
        EXPECT_NEAR(mean_of(row), 0, 1e-6);
        EXPECT_NEAR(variance_of(row), 1, 1e-6);
    }
}

TEST(BatchNorm, NormalizesColumnsAndLearnsTheirStatistics) {
    Alone alone(2, "batch_norm(momentum=0.25,epsilon=1e-12)");
    const std::vector<float> x = {1, 10, 3, 10, 5, 40};  // means 3 and 20, variances 8/3 and 200, unbiased 4 and 300
    const std::vector<float> y = alone.forward(x, training);
    const double unit = std::sqrt(1.5);
    const std::vector<double> expected = {-unit, -std::sqrt(0.5), 0, -std::sqrt(0.5), unit, 2 * std::sqrt(0.5)};
    for (std::size_t i = 0; i < y.size(); ++i) EXPECT_NEAR(y[i], expected[i], 1e-6);
    alone.pass->learn_statistics(*alone.model);
    const auto running = alone.model->parameters().subspan(4);
    EXPECT_FLOAT_EQ(running[0], 0.75F * 0 + 0.25F * 3);
    EXPECT_FLOAT_EQ(running[1], 0.75F * 0 + 0.25F * 20);
    EXPECT_FLOAT_EQ(running[2], 0.75F * 1 + 0.25F * 4);
    EXPECT_FLOAT_EQ(running[3], 0.75F * 1 + 0.25F * 300);
    // Prediction takes the running statistics, for any row alone.
    const std::vector<float> one = alone.predict({1, 10});
    EXPECT_NEAR(one[0], (1 - running[0]) / std::sqrt(running[2]), 1e-5);
    EXPECT_NEAR(one[1], (10 - running[1]) / std::sqrt(running[3]), 1e-5);
}

TEST(BatchNorm, NormalizesASingleRowByTheRunningStatistics) {
    Alone alone(2, "batch_norm");
    const std::vector<float> before = parameters_of(*alone.model);
    const std::vector<float> y = alone.forward({7, 8}, training);
    EXPECT_NEAR(y[0], 7, 1e-3);  // mean 0, variance 1
    alone.pass->learn_statistics(*alone.model);
    EXPECT_EQ(parameters_of(*alone.model), before);
}

TEST(BatchNorm, IsTrainedOnTheWholeBatchHoweverLarge) {
    // More rows than are propagated at once elsewhere: one batch, one mean.
    const std::size_t rows = 5000;
    const Dataset data = make_sums(rows, 3);
    const auto model = make_model(3, "batch_norm(momentum=1) 1:identity");
    Trainer<float> trainer(model);
    trainer.settings().batch_size = 0;
    trainer.settings().epochs = 1;
    trainer.fit(data, nullptr);
    double sum = 0;
    for (std::size_t i = 0; i < rows; ++i) sum += data.x(i)[0];
    EXPECT_NEAR(model->parameters()[6], sum / static_cast<double>(rows), 1e-6);
}

TEST(Residual, AddsTheInputOfTheBlock) {
    const std::vector<float> x = normal_numbers(12);
    const auto block = make_model(4, "3:tanh 4:identity");
    const auto model = make_model(4, "3:tanh 4:identity residual(span=2)");
    std::vector<float> inner(12);
    std::vector<float> y(12);
    Inference<float>(*block, 3).predict(*block, x.data(), 3, inner.data());
    Inference<float>(*model, 3).predict(*model, x.data(), 3, y.data());
    for (std::size_t i = 0; i < 12; ++i) EXPECT_EQ(y[i], inner[i] + x[i]);
}

TEST(Residual, PredictsThroughManyBlocksAsItTrains) {
    const auto model = make_model(
        4, "4:tanh residual(span=1) dropout 5:tanh 4:identity residual(span=3) residual(span=5) 4:tanh 2:identity");
    const std::vector<float> x = normal_numbers(20);
    Propagation<float> pass(*model, 5, Output::activations, ActivationGradients::none);
    Workers workers;
    pass.forward(*model, x.data(), 5, {}, workers);
    std::vector<float> y(10);
    Inference<float>(*model, 5).predict(*model, x.data(), 5, y.data());
    for (std::size_t i = 0; i < y.size(); ++i) EXPECT_NEAR(y[i], pass.output()[i], 1e-6);
}

std::string refusal(std::size_t inputs, const std::string& layers) {
    try {
        make_model(inputs, layers);
    } catch (const Error& e) {
        return e.what();
    }
    return "";
}

TEST(Layers, AreRefusedInWordsWhereTheyCannotStand) {
    EXPECT_EQ(refusal(2, "3:relu residual(span=2)"),
              "layer 'residual' spans the 2 layers before it; only 1 stand there");
    EXPECT_EQ(refusal(2, "3:relu residual(span=1)"),
              "layer 'residual(span=1)' adds the input of layer 0, which has 2 numbers, to 3: they must be as many");
    EXPECT_EQ(refusal(2, "2:relu residual(span=1.5)"), "layer 'residual': span is 1.5; it must be a whole number");
    EXPECT_EQ(refusal(2, "dropout(rate=1)"), "layer 'dropout': rate is 1; it must be in [0, 1)");
    EXPECT_EQ(refusal(2, "dropuot"),
              "unknown layer 'dropuot'; did you mean 'dropout'? Known: alpha_dropout, batch_norm, dropout, layer_norm, "
              "residual");
    EXPECT_EQ(refusal(2, "batch_norm(epsilon=0)"), "layer 'batch_norm': epsilon is 0; it must be in (0, 1]");
}

// Everything at once: the order of sums must not depend on who computes them.
TEST(Threads, GiveTheSameBitsHoweverManyTheyAre) {
    const Dataset train = make_classes(400, 33, 5);
    const Dataset validation = make_classes(200, 33, 5, 8);
    const auto run = [&](std::size_t threads, std::size_t batch) {
        const auto model = make_model(
            33,
            "200:identity batch_norm :relu dropout(rate=0.3) 90:gelu 90:tanh residual(span=1) layer_norm 5:softmax");
        Trainer<float> trainer(model);
        trainer.settings() = {.batch_size = batch, .epochs = 2, .seed = 5, .threads = threads};
        trainer.fit(train, &validation);
        std::vector<float> result = parameters_of(*model);
        for (const EpochFigures& epoch : trainer.history()) {
            result.push_back(static_cast<float>(epoch.loss));
            result.push_back(static_cast<float>(epoch.validation_loss));
        }
        return result;
    };
    for (const std::size_t batch : {32, 0}) {
        const std::vector<float> alone = run(1, batch);
        for (const std::size_t threads : {2, 3, 8}) EXPECT_EQ(run(threads, batch), alone) << batch << " " << threads;
    }
}

}  // namespace
}  // namespace glia::test
