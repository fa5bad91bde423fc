// Weights of rows and of classes, in a fit and in single steps.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "core/data/class_weights.hpp"
#include "core/network.hpp"
#include "core/training/trainer.hpp"

namespace glia {
namespace {

using test::make_classes;
using test::make_model;
using test::make_sums;
using test::parameters_of;

constexpr std::size_t rows = 24;

// Rows of a data set by index, any as often as wanted.
Dataset pick(const Dataset& whole, std::vector<std::size_t> picked) {
    return Dataset(whole, std::move(picked));
}

std::vector<std::size_t> all_rows() {
    std::vector<std::size_t> indices(rows);
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

std::vector<float> ones() {
    return std::vector<float>(rows, 1);
}

// What a data set teaches in one step of full-batch descent, times the number of its rows: the sum over rows of each
// one's gradient. `layers` tell which loss suits.
std::vector<double> taught(const Dataset& data, const std::string& layers, const std::string& loss) {
    const auto model = make_model(4, layers);
    const std::vector<float> before = parameters_of(*model);
    Trainer<float> trainer(model);
    trainer.set_loss(loss);
    trainer.set_optimizer("sgd(learning_rate=1)");
    trainer.settings() = {.batch_size = 0, .epochs = 1};
    trainer.fit(data, nullptr);
    std::vector<double> sums;
    for (std::size_t i = 0; i < before.size(); ++i) {
        sums.push_back((static_cast<double>(before[i]) - static_cast<double>(model->parameters()[i])) *
                       static_cast<double>(data.rows()));
    }
    return sums;
}

void expect_near(const std::vector<double>& a, const std::vector<double>& b, double tolerance) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], tolerance) << i;
}

struct Setting {
    const char* layers;
    const char* loss;
    Dataset data;
};

std::vector<Setting> settings() {
    return {
        {"5:tanh 3:softmax", "categorical_crossentropy(label_smoothing=0.1)", make_classes(rows, 4, 3)},
        {"5:tanh 3:softmax", "focal", make_classes(rows, 4, 3)},
        {"5:tanh 3:identity", "hinge", make_classes(rows, 4, 3)},
        {"5:tanh 1:sigmoid", "binary_crossentropy", make_classes(rows, 4, 2)},
        {"5:tanh 1:identity", "huber", make_sums(rows, 4)},
        {"5:tanh 1:identity", "mse", make_sums(rows, 4)},
    };
}

TEST(RowWeight, OfTwoEqualsTheRowGivenTwice) {
    for (const Setting& each : settings()) {
        SCOPED_TRACE(each.loss);
        std::vector<std::size_t> twice = all_rows();
        twice.push_back(7);
        std::vector<float> weights = ones();
        weights[7] = 2;
        const std::vector<double> unweighted = taught(each.data, each.layers, each.loss);
        const std::vector<double> expected = taught(pick(each.data, twice), each.layers, each.loss);
        expect_near(taught(each.data.with_weights(weights), each.layers, each.loss), expected, 2e-5);
        double moved = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) moved += std::abs(expected[i] - unweighted[i]);
        EXPECT_GT(moved, 1e-2);  // the row does count
    }
}

TEST(RowWeight, OfZeroEqualsTheRowLeftOut) {
    for (const Setting& each : settings()) {
        SCOPED_TRACE(each.loss);
        std::vector<std::size_t> without = all_rows();
        without.erase(without.begin() + 7);
        std::vector<float> weights = ones();
        weights[7] = 0;
        expect_near(taught(each.data.with_weights(weights), each.layers, each.loss),
                    taught(pick(each.data, without), each.layers, each.loss), 2e-5);
    }
}

TEST(RowWeight, OfOneChangesNoBit) {
    for (const Setting& each : settings()) {
        EXPECT_EQ(taught(each.data.with_weights(ones()), each.layers, each.loss),
                  taught(each.data, each.layers, each.loss));
    }
}

TEST(RowWeight, ScalesTheLossThatEpochsAndEvaluationsReport) {
    const Dataset data = make_sums(rows, 4);
    Trainer<float> trainer(make_model(4, "1:identity"));
    trainer.set_optimizer("sgd(learning_rate=1e-12)");  // the model stays as it is
    trainer.settings() = {.batch_size = 5, .epochs = 1};
    const Dataset doubled = data.with_weights(std::vector<float>(rows, 2));
    const double loss = trainer.evaluate(data).loss;
    EXPECT_DOUBLE_EQ(trainer.evaluate(doubled).loss, 2 * loss);
    trainer.fit(doubled, &doubled);
    EXPECT_NEAR(trainer.history().back().loss, 2 * loss, 1e-6);
    EXPECT_NEAR(trainer.history().back().validation_loss, 2 * loss, 1e-6);
}

TEST(RowWeight, LeavesAccuracyACountOfRows) {
    const Dataset data = make_classes(rows, 4, 3);
    const Trainer<float> trainer(make_model(4, "3:softmax"));
    std::vector<float> weights = ones();
    for (std::size_t i = 0; i < rows; i += 2) weights[i] = 0;
    EXPECT_EQ(trainer.evaluate(data.with_weights(weights)).accuracy, trainer.evaluate(data).accuracy);
}

TEST(RowWeight, IsKeptBySplits) {
    std::vector<float> weights(rows);
    std::iota(weights.begin(), weights.end(), 0.0F);
    const Dataset data = make_classes(rows, 4, 3).with_weights(weights);
    const Split parts = split(data, 0.25, true, 3);
    EXPECT_TRUE(parts.first.has_weights() && parts.second.has_weights());
    const Split again = split(parts.first, 0.5, false, 4);
    for (const Dataset* const part : {&parts.second, &again.first, &again.second}) {
        for (std::size_t i = 0; i < part->rows(); ++i) {
            const auto row = static_cast<std::size_t>(part->weight(i));
            EXPECT_EQ(part->x(i), data.x(row));  // the weight is the row's own index
        }
    }
}

TEST(RowWeight, IsRefusedWhereItIsNoWeight) {
    const Dataset data = make_sums(rows, 4);
    for (const float bad : {-1.0F, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        std::vector<float> weights = ones();
        weights[3] = bad;
        EXPECT_THROW(static_cast<void>(data.with_weights(weights)), Error);
    }
    EXPECT_THROW(static_cast<void>(data.with_weights({1, 1})), Error);
}

TEST(RowWeight, OfZeroForEveryRowIsRefusedBeforeAFit) {
    const auto model = make_model(4, "1:identity");
    Trainer<float> trainer(model);
    try {
        trainer.fit(make_sums(rows, 4).with_weights(std::vector<float>(rows, 0)), nullptr);
        FAIL();
    } catch (const Error& e) {
        EXPECT_STREQ(e.what(),
                     "every row of the training set has the weight 0, by its own or its class's: nothing would be "
                     "learned");
    }
    EXPECT_TRUE(trainer.history().empty());
}

// A model y = w x of one weight, in which everything is known: L_i = (y_i - t_i)^2, dL_i/dw = 2 (y_i - t_i) x_i.
TEST(RowWeight, InAStepScalesLossAndGradientAndMayBeNegative) {
    const auto model = make_model(1, "1:identity");
    model->parameters()[0] = 2;  // w
    model->parameters()[1] = 0;  // bias
    Trainer<float> trainer(model);
    const std::vector<float> x = {1, 3, 100};
    const std::vector<float> t = {1, 5, 0};
    const std::vector<float> weights = {3, -0.5F, 0};
    trainer.forward(x.data(), 3);
    EXPECT_DOUBLE_EQ(trainer.loss(t.data(), weights.data()), (3 * 1 - 0.5 * 1 + 0) / 3.0);
    trainer.backward();
    EXPECT_FLOAT_EQ(std::as_const(trainer).gradients(0, "weight")[0], (3 * 2 * 1 - 0.5F * 2 * 3) / 3);
    EXPECT_EQ(trainer.activation_gradients(1)[2], 0);
    trainer.loss(t.data());  // without weights again
    trainer.backward();
    EXPECT_FLOAT_EQ(std::as_const(trainer).gradients(0, "weight")[0], (2 * 1 + 2 * 3 + 2 * 200 * 100) / 3.0F);
}

TEST(RowWeight, InAStepIsCopied) {
    Trainer<float> trainer(make_model(4, "3:softmax"));
    const std::vector<float> x = {1, 2, 3, 4, 4, 3, 2, 1};
    const std::vector<std::int32_t> classes = {0, 2};
    const auto gradient = [&](bool spoil) {
        std::vector<float> weights = {2, 3};
        trainer.forward(x.data(), 2);
        trainer.loss(classes.data(), weights.data());
        if (spoil) weights = {100, 100};
        trainer.backward();
        const auto values = std::as_const(trainer).gradients(0, "bias");
        return std::vector<float>(values.begin(), values.end());
    };
    EXPECT_EQ(gradient(true), gradient(false));
}

TEST(RowWeight, InAStepIsRefusedWhereItIsNotFinite) {
    Trainer<float> trainer(make_model(4, "3:softmax"));
    const std::vector<float> x = {1, 2, 3, 4, 4, 3, 2, 1};
    const std::vector<std::int32_t> classes = {0, 2};
    const std::vector<float> weights = {1, std::numeric_limits<float>::quiet_NaN()};
    trainer.forward(x.data(), 2);
    EXPECT_THROW(trainer.loss(classes.data(), weights.data()), Error);
    EXPECT_THROW(trainer.backward(), Error);
}

// ---- Classes --------------------------------------------------------------------------------------------------------

std::vector<float> trained(const Dataset& data, const ClassWeights& weights) {
    const auto model = make_model(4, "5:tanh 3:softmax");
    Trainer<float> trainer(model);
    trainer.class_weights() = weights;
    trainer.settings() = {.batch_size = 5, .epochs = 3};
    trainer.fit(data, nullptr);
    return parameters_of(*model);
}

TEST(ClassWeight, EqualsThatWeightOnEachRowOfTheClass) {
    const Dataset data = make_classes(rows, 4, 3);
    const std::vector<double> of_class = {0.5, 2, 3};
    std::vector<float> own(rows);
    std::vector<float> product(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        own[i] = static_cast<float>(i % 4) / 2;
        product[i] = own[i] * static_cast<float>(of_class[static_cast<std::size_t>(data.class_of(i))]);
    }
    ClassWeights weights;
    weights.set_weights(of_class);
    EXPECT_EQ(trained(data.with_weights(own), weights), trained(data.with_weights(product), {}));
    EXPECT_NE(trained(data, weights), trained(data, {}));
}

TEST(ClassWeight, OfNoneIsNoWeight) {
    const Dataset data = make_classes(rows, 4, 3);
    ClassWeights weights;
    weights.set_weights({1, 5, 1});
    weights.set_rule("none");
    EXPECT_TRUE(weights.none());
    weights.set_rule("balanced");
    EXPECT_FALSE(weights.none());
    weights.set_weights({});
    EXPECT_TRUE(weights.none());
    EXPECT_EQ(trained(data, weights), trained(data, {}));
}

TEST(ClassWeight, BalancedGivesEveryClassTheSameSum) {
    const Dataset data = make_classes(97, 4, 3);
    const std::vector<double> weights = balanced_class_weights(data);
    const std::vector<std::size_t> counts = data.class_rows();
    for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(weights[c] * static_cast<double>(counts[c]), 97.0 / 3, 1e-12);
}

TEST(ClassWeight, BalancedLeavesOutClassesWithoutRows) {
    const Dataset whole = make_classes(97, 4, 3);
    std::vector<std::size_t> picked;
    for (std::size_t i = 0; i < whole.rows(); ++i) {
        if (whole.class_of(i) != 1) picked.push_back(i);
    }
    const Dataset data = pick(whole, picked);
    const std::vector<double> weights = balanced_class_weights(data);
    EXPECT_EQ(weights[1], 0);
    EXPECT_NEAR(weights[0] * static_cast<double>(data.class_rows()[0]), static_cast<double>(data.rows()) / 2, 1e-12);
}

TEST(ClassWeight, IsRefusedWhereItDoesNotFitTheTrainingSet) {
    const auto expect_refused = [](const Dataset& data, const ClassWeights& weights, const std::string& text) {
        const auto model = make_model(4, data.has_classes() ? "3:softmax" : "1:identity");
        Trainer<float> trainer(model);
        trainer.class_weights() = weights;
        try {
            trainer.fit(data, nullptr);
            ADD_FAILURE() << text;
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT);
            EXPECT_EQ(e.what(), text);
        }
    };
    const Dataset classes = make_classes(rows, 4, 3);
    ClassWeights balanced;
    balanced.set_rule("balanced");
    ClassWeights two;
    two.set_weights({1, 2});
    ClassWeights huge;
    huge.set_weights({1e39, 1e39, 1e39});
    ClassWeights nothing;
    nothing.set_weights({0, 0, 0});
    expect_refused(make_sums(rows, 4), balanced,
                   "class weights need a training set of classes; this one has target values: give weights of rows "
                   "instead (glia_dataset_with_weights), or set none");
    expect_refused(classes, two, "there are 2 class weights; the training set has 3 classes, and each needs one");
    expect_refused(classes, huge,
                   "row 0 (from 0) has the weight 1 and its class 1e+39; together they are more than float32 can hold");
    expect_refused(classes, nothing,
                   "every row of the training set has the weight 0, by its own or its class's: nothing would be "
                   "learned");
}

TEST(ClassWeight, IsRefusedWhereItIsNoWeight) {
    ClassWeights weights;
    weights.set_weights({1, 2});
    EXPECT_THROW(weights.set_weights({1, -1}), Error);
    EXPECT_THROW(weights.set_weights({std::numeric_limits<double>::quiet_NaN()}), Error);
    EXPECT_THROW(weights.set_weights({std::numeric_limits<double>::infinity()}), Error);
    EXPECT_THROW(weights.set_rule("ballanced"), Error);
    EXPECT_THROW(weights.set_rule("balanced(x=1)"), Error);
    EXPECT_FALSE(weights.none());
}

}  // namespace
}  // namespace glia
