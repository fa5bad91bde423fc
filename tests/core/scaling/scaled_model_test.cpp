// Models that scale their inputs and targets: the same network fed by hand is the independent truth.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "base/error.hpp"
#include "core/model/inference.hpp"
#include "core/network.hpp"
#include "core/optimizers/table.hpp"
#include "core/scaling/row_reader.hpp"
#include "core/training/trainer.hpp"

namespace glia {
namespace {

using test::make_model;
using test::make_table;
using test::not_known;
using test::parameters_of;
using test::Table;

// Width, and one of three colours; the target is some hundreds.
const std::vector<std::vector<std::string>> colours = {{}, {"red", "green", "blue"}};
const Table houses = {{10, 0}, {20, 1}, {30, 2}, {40, 0}, {50, 1}, {60, 2}, {70, 0}, {80, 1}};
const Table prices = {{110}, {230}, {350}, {410}, {530}, {650}, {710}, {830}};

// (x - 45) / sqrt(525) of the widths, and one column for each colour.
Table scaled_houses() {
    Table scaled;
    for (const std::vector<float>& row : houses) {
        std::vector<float> z(4);
        z[0] = static_cast<float>((static_cast<double>(row[0]) - 45) / std::sqrt(525.0));
        z[1 + static_cast<std::size_t>(row[1])] = 1;
        scaled.push_back(z);
    }
    return scaled;
}

constexpr double mean_price = 477.5;
// The mean of the squares of the prices is 281500, and 477.5^2 is 228006.25.
const double price_deviation = std::sqrt(281500 - 228006.25);

Table scaled_prices() {
    Table scaled;
    for (const std::vector<float>& row : prices) {
        scaled.push_back({static_cast<float>((static_cast<double>(row[0]) - mean_price) / price_deviation)});
    }
    return scaled;
}

// The same network, over columns or over inputs.
std::shared_ptr<Model<float>> make_scaled(const Dataset& fitted_to, const std::string& layers, Missing missing) {
    const auto plain = make_model(4, layers);
    const auto model = std::make_shared<Model<float>>(2);
    model->set_input_transform(std::make_shared<InputTransform>(fit_inputs(fitted_to, "standardize", missing)));
    for (std::size_t i = 0; i < plain->layers(); ++i) {
        model->add(std::shared_ptr<const Layer<float>>(plain, &plain->layer(i)));
    }
    if (fitted_to.outputs() > 0) {
        model->set_target_transform(std::make_shared<TargetTransform>(fit_targets(fitted_to, "standardize")));
    }
    model->initialize("auto", 1);
    return model;
}

std::vector<float> predict(const Model<float>& model, const Table& x) {
    std::vector<float> flat;
    for (const std::vector<float>& row : x) flat.insert(flat.end(), row.begin(), row.end());
    std::vector<float> y(x.size() * model.outputs());
    Inference<float>(model, 3).predict(model, flat.data(), x.size(), y.data());
    return y;
}

std::string refusal(auto&& action) {
    try {
        action();
    } catch (const Error& failure) {
        return failure.what();
    }
    return "accepted";
}

TEST(ScaledModel, TakesColumnsAndHasAnInputForEachNumberAndCategory) {
    const auto model = make_scaled(make_table(houses, colours, prices), "5:tanh 1:identity", Missing::refuse);
    EXPECT_EQ(model->columns(), 2U);
    EXPECT_EQ(model->inputs(), 4U);
    EXPECT_EQ(model->layer(0).inputs(), 4U);
}

TEST(ScaledModel, PredictsWhatTheNetworkPredictsFromScaledInputs) {
    const auto model = make_scaled(make_table(houses, colours, prices), "5:tanh 1:identity", Missing::refuse);
    const std::vector<float> plain = predict(*make_model(4, "5:tanh 1:identity"), scaled_houses());
    const std::vector<float> y = predict(*model, houses);
    for (std::size_t i = 0; i < y.size(); ++i) {
        EXPECT_NEAR(y[i], mean_price + price_deviation * static_cast<double>(plain[i]), 1e-4);
    }
}

TEST(ScaledModel, TrainsAsTheNetworkDoesOnScaledRows) {
    const auto model = make_scaled(make_table(houses, colours, prices), "5:tanh 1:identity", Missing::refuse);
    const auto plain = make_model(4, "5:tanh 1:identity");
    const auto history = [](const std::shared_ptr<Model<float>>& trained, const Dataset& data) {
        Trainer<float> trainer(trained);
        trainer.settings() = {.batch_size = 3, .epochs = 4};
        trainer.fit(data, &data);
        return trainer.history();
    };
    const auto scaled = history(model, make_table(houses, colours, prices));
    const auto by_hand = history(plain, make_table(scaled_houses(), {}, scaled_prices()));
    for (std::size_t i = 0; i < scaled.size(); ++i) {
        EXPECT_NEAR(scaled[i].loss, by_hand[i].loss, 1e-6);
        EXPECT_NEAR(scaled[i].validation_loss, by_hand[i].validation_loss, 1e-6);
        EXPECT_TRUE(std::isnan(scaled[i].accuracy));
    }
    for (std::size_t i = 0; i < plain->parameter_count(); ++i) {
        EXPECT_NEAR(model->parameters()[i], plain->parameters()[i], 1e-6);
    }
}

TEST(ScaledModel, TrainsToTheSameBitsWithAnyNumberOfThreads) {
    const auto run = [](std::size_t threads) {
        const auto model = make_scaled(make_table(houses, colours, prices), "40:relu 1:identity", Missing::mean);
        Trainer<float> trainer(model);
        trainer.settings() = {.batch_size = 5, .epochs = 5, .threads = threads};
        trainer.fit(make_table(houses, colours, prices), nullptr);
        return parameters_of(*model);
    };
    EXPECT_EQ(run(1), run(2));
    EXPECT_EQ(run(1), run(3));
}

TEST(ScaledModel, LearnsPricesThatAreFarFromTheFirstOutputs) {
    const Dataset data = make_table(houses, colours, prices);
    const auto model = make_scaled(data, "8:tanh 1:identity", Missing::refuse);
    Trainer<float> trainer(model);
    trainer.set_optimizer("adam(learning_rate=0.02)");
    trainer.settings() = {.batch_size = 0, .epochs = 500};
    trainer.fit(data, nullptr);
    const std::vector<float> y = predict(*model, houses);
    for (std::size_t i = 0; i < y.size(); ++i) EXPECT_NEAR(y[i], prices[i][0], 5);
}

TEST(ScaledModel, StepsInTheUnitsOfTheUser) {
    const auto model = make_scaled(make_table(houses, colours, prices), "5:tanh 1:identity", Missing::refuse);
    const auto plain = make_model(4, "5:tanh 1:identity");
    Trainer<float> scaled(model);
    Trainer<float> by_hand(plain);
    std::vector<float> x;
    std::vector<float> z;
    std::vector<float> t;
    std::vector<float> scaled_t;
    for (std::size_t i = 0; i < houses.size(); ++i) {
        x.insert(x.end(), houses[i].begin(), houses[i].end());
        const std::vector<float> row = scaled_houses()[i];
        z.insert(z.end(), row.begin(), row.end());
        t.push_back(prices[i][0]);
        scaled_t.push_back(scaled_prices()[i][0]);
    }
    const Outputs<float> y = scaled.forward(x.data(), houses.size());
    const Outputs<float> plain_y = by_hand.forward(z.data(), houses.size());
    for (std::size_t i = 0; i < houses.size(); ++i) {
        EXPECT_NEAR(y.y[i], mean_price + price_deviation * static_cast<double>(plain_y.y[i]), 1e-4);
        EXPECT_EQ(y.y[i], predict(*model, {houses[i]})[0]);
    }
    EXPECT_NEAR(scaled.loss(t.data()), by_hand.loss(scaled_t.data()), 1e-6);
    scaled.backward();
    by_hand.backward();
    const auto bias_gradient = [](Trainer<float>& trainer) { return trainer.gradients(1, "bias")[0]; };
    EXPECT_NEAR(bias_gradient(scaled), bias_gradient(by_hand), 1e-6);

    // L = the sum of the outputs in the user's units: its slope along the last bias is the scale times the rows.
    const std::vector<float> ones(houses.size(), 1);
    scaled.forward(x.data(), houses.size());
    scaled.backward_from(ones.data());
    EXPECT_NEAR(bias_gradient(scaled), 8 * price_deviation, 1e-2);
    EXPECT_EQ(scaled.activations(0)[1], 1);  // the inputs as the network gets them
    const std::int32_t classes[8] = {};
    EXPECT_EQ(refusal([&] { scaled.loss(classes); }), "the model's targets are scaled values; classes are none");
}

TEST(ScaledModel, IsFittedToTrainingRowsAlone) {
    const Dataset all = make_table(houses, colours, prices);
    const Split parts = split(all, 0.5, false, 3);
    Table train;
    for (std::size_t i = 0; i < parts.first.rows(); ++i) {
        train.push_back({parts.first.x(i)[0], parts.first.x(i)[1]});
    }
    const InputTransform by_part = fit_inputs(parts.first, "standardize", Missing::mean);
    const InputTransform alone = fit_inputs(make_table(train, colours), "standardize", Missing::mean);
    const InputTransform by_all = fit_inputs(all, "standardize", Missing::mean);
    EXPECT_EQ(by_part.parts().centers, alone.parts().centers);
    EXPECT_EQ(by_part.parts().scales, alone.parts().scales);
    EXPECT_EQ(by_part.parts().substitutes, alone.parts().substitutes);
    EXPECT_NE(by_part.parts().centers, by_all.parts().centers);
}

// 45 is the mean width; 3, 3 and 2 of 8 houses are red, green and blue.
TEST(ScaledModel, TakesMissingValuesForTheMean) {
    const auto model = make_scaled(make_table(houses, colours, prices), "5:tanh 1:identity", Missing::mean);
    EXPECT_EQ(predict(*model, {{not_known, 1}}), predict(*model, {{45, 1}}));
    const std::vector<float> z = {0, 0.375F, 0.375F, 0.25F};
    const auto plain = make_model(4, "5:tanh 1:identity");
    EXPECT_NEAR(predict(*model, {{45, not_known}})[0],
                mean_price + price_deviation * static_cast<double>(predict(*plain, {z})[0]), 1e-4);
}

TEST(ScaledModel, NamesTheRowThatItCannotPredict) {
    const auto model = make_scaled(make_table(houses, colours, prices), "5:tanh 1:identity", Missing::refuse);
    Table x = houses;
    x[5][0] = not_known;  // in the second chunk
    EXPECT_EQ(refusal([&] { predict(*model, x); }),
              "row 5, column 0 (0), counted from 0, has no value, and the model refuses missing values");
}

TEST(ScaledModel, KnowsCategoriesByNameInWhateverOrder) {
    const auto model = make_scaled(make_table(houses, colours, prices), "5:tanh 1:identity", Missing::refuse);
    const Dataset other = make_table({{30, 0}, {10, 1}}, {{}, {"blue", "red"}});
    RowReader<float> reader(other, model->input_transform(), 2);
    Workers alone;
    const float* const z = reader.read({}, 0, 2, alone);
    EXPECT_EQ(std::vector<float>(z + 1, z + 4), (std::vector<float>{0, 0, 1}));
    EXPECT_EQ(std::vector<float>(z + 5, z + 8), (std::vector<float>{1, 0, 0}));
}

TEST(ScaledModel, TakesAnUnknownCategoryForAMissingOne) {
    const Dataset data = make_table(houses, colours, prices);
    const Dataset other = make_table({{30, 1}}, {{}, {"blue", "purple"}}, {{5}});
    Trainer<float> refusing(make_scaled(data, "5:tanh 1:identity", Missing::refuse));
    EXPECT_EQ(
        refusal([&] { refusing.evaluate(other); }),
        "the data set: row 0, column 1 (1), counted from 0, is 'purple', a category that the model does not know");
    Trainer<float> averaging(make_scaled(data, "5:tanh 1:identity", Missing::mean));
    const Dataset missing = make_table({{30, not_known}}, colours, {{5}});
    EXPECT_EQ(averaging.evaluate(other).loss, averaging.evaluate(missing).loss);
}

TEST(ScaledModel, RefusesDataSetsThatDoNotFit) {
    const Dataset data = make_table(houses, colours, prices);
    const auto refused = [](const std::shared_ptr<Model<float>>& model, const Dataset& with) {
        return refusal([&] { Trainer<float>(model).fit(with, nullptr); });
    };
    const auto scaled = make_scaled(data, "5:tanh 1:identity", Missing::refuse);
    const auto plain = make_model(2, "5:tanh 1:identity");
    EXPECT_EQ(refused(scaled, make_table({{1, not_known}}, colours, {{1}})),
              "the training set: row 0, column 1 (1), counted from 0, has no value; the model refuses missing values");
    EXPECT_EQ(
        refused(plain, make_table({{1, not_known}}, {}, {{1}})),
        "the training set: row 0, column 1 (1), counted from 0, has no value; a model whose inputs are scaled with "
        "the policy 'mean' takes that");
    EXPECT_EQ(
        refused(plain, data),
        "the training set: column 1 (1) holds categories; scale the model's inputs by the training rows, and they "
        "become one input each");
    EXPECT_EQ(refused(scaled, make_table({{0, 1}}, {{"a"}, {"red", "green"}}, {{1}})),
              "the training set: column 0 (0), counted from 0, holds categories; the model takes numbers there");
    EXPECT_EQ(refused(scaled, test::make_classes(5, 2, 2)),
              "the training set has classes; the model's targets are "
              "scaled values");
    EXPECT_EQ(refused(scaled, test::make_sums(5, 4)), "the training set has 4 features; the model takes 2");
}

TEST(ScaledModel, IsScaledBeforeItHasValues) {
    const Dataset data = make_table(houses, colours, prices);
    const auto transform = std::make_shared<InputTransform>(fit_inputs(data, "robust", Missing::refuse));
    const auto targets = std::make_shared<TargetTransform>(fit_targets(data, "robust"));
    const auto trained = make_scaled(data, "5:tanh 1:identity", Missing::refuse);
    EXPECT_EQ(refusal([&] { trained->set_input_transform(transform); }),
              "the model's parameters have values already: scale inputs before that");
    EXPECT_EQ(refusal([&] { trained->set_target_transform(targets); }),
              "the model's parameters have values already: scale targets before that");
    Model<float> narrow(2);
    EXPECT_EQ(refusal([&] { narrow.set_target_transform(targets); }), "the model has no layers");
    const auto one_layer = make_model(2, "1:identity");
    narrow.add(std::shared_ptr<const Layer<float>>(one_layer, &one_layer->layer(0)));
    EXPECT_EQ(refusal([&] { narrow.set_input_transform(transform); }),
              "the columns become 4 inputs, but the first layer takes 2: scale inputs before layers are added, so that "
              "it takes as many as there are");
}

}  // namespace
}  // namespace glia
