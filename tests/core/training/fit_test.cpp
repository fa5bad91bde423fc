#include "core/training/fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/limits.hpp"
#include "core/network.hpp"
#include "core/training/trainer.hpp"

namespace glia {
namespace {

using test::make_classes;
using test::make_model;
using test::make_sums;
using test::parameters_of;

// The same rows, whose classes are called otherwise.
Dataset with_class_names(const Dataset& data, std::vector<std::string> names) {
    const auto rows = std::make_shared<DatasetRows>();
    rows->rows = data.rows();
    rows->features = data.features();
    rows->owned_x = Buffer<float>(data.rows() * data.features());
    rows->owned_classes = Buffer<std::int32_t>(data.rows());
    for (std::size_t i = 0; i < data.rows(); ++i) {
        data.copy_x(i, rows->owned_x.data() + i * data.features());
        rows->owned_classes[i] = data.class_of(i);
    }
    rows->x = {rows->owned_x.data(), data.features()};
    rows->classes = rows->owned_classes.data();
    rows->class_names = std::move(names);
    return Dataset(rows);
}

TEST(Fit, LearnsClasses) {
    const auto model = make_model(4, "16:relu 3:softmax");
    Trainer<float> trainer(model);
    trainer.set_optimizer("adam(learning_rate=0.01)");
    trainer.settings().epochs = 30;
    const Dataset validation = make_classes(200, 4, 3, 9);
    trainer.fit(make_classes(600, 4, 3), &validation);
    EXPECT_GT(trainer.history().back().validation_accuracy, 0.93);
    EXPECT_LT(trainer.history().back().loss, 0.5 * trainer.history().front().loss);
}

TEST(Fit, LearnsALinearFunctionExactly) {
    const auto model = make_model(3, "1:identity");
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd(learning_rate=0.1)");
    trainer.settings().epochs = 40;
    trainer.fit(make_sums(200, 3), nullptr);
    for (const float w : model->values(0, model->tensor(0, "weight"))) EXPECT_NEAR(w, 1, 1e-4);
    EXPECT_NEAR(model->values(0, model->tensor(0, "bias"))[0], 0, 1e-4);
    EXPECT_TRUE(std::isnan(trainer.history().back().accuracy));
}

TEST(Fit, GivesTheSameBitsForASeed) {
    const Dataset data = make_classes(100, 4, 3);
    const auto run = [&](std::uint64_t seed) {
        const auto model = make_model(4, "8:tanh 3:softmax");
        Trainer<float> trainer(model);
        trainer.settings() = {.batch_size = 16, .epochs = 3, .seed = seed};
        trainer.fit(data, nullptr);
        return parameters_of(*model);
    };
    EXPECT_EQ(run(1), run(1));
    EXPECT_NE(run(1), run(2));
}

TEST(Fit, InTwoPartsEqualsOneFit) {
    const Dataset data = make_classes(100, 4, 3);
    const auto run = [&](std::vector<std::size_t> parts) {
        const auto model = make_model(4, "8:tanh 3:softmax");
        Trainer<float> trainer(model);
        for (const std::size_t epochs : parts) {
            trainer.settings() = {.batch_size = 16, .epochs = epochs};
            trainer.fit(data, nullptr);
        }
        return parameters_of(*model);
    };
    EXPECT_EQ(run({5}), run({2, 3}));
}

TEST(Fit, InitializesAModelThatHasNoValues) {
    const auto initialized = make_model(4, "8:relu 3:softmax", 11);
    const auto fresh = std::make_shared<Model<float>>(4);
    for (std::size_t i = 0; i < 2; ++i) {
        fresh->add(std::shared_ptr<const Layer<float>>(initialized, &initialized->layer(i)));
    }
    const Dataset data = make_classes(50, 4, 3);
    for (const auto& model : {initialized, fresh}) {
        Trainer<float> trainer(model);
        trainer.settings().seed = 11;
        trainer.fit(data, nullptr);
    }
    EXPECT_EQ(parameters_of(*initialized), parameters_of(*fresh));
}

TEST(Fit, TakesABatchLargerThanTheDataAsAllRows) {
    const Dataset data = make_classes(50, 4, 3);
    const auto run = [&](std::size_t batch) {
        const auto model = make_model(4, "8:relu 3:softmax");
        Trainer<float> trainer(model);
        trainer.settings().batch_size = batch;
        trainer.fit(data, nullptr);
        return parameters_of(*model);
    };
    EXPECT_EQ(run(0), run(50));
    EXPECT_EQ(run(0), run(1000000));
}

// A batch of more rows than are propagated at once: its gradient is the mean over all of them, as one step shows.
TEST(Fit, AddsUpTheGradientsOfALargeBatch) {
    const std::size_t rows = 2 * chunk_rows(4) + 100;
    const Dataset data = make_classes(rows, 4, 3);
    const auto by_fit = make_model(4, "3:softmax");
    const auto by_step = make_model(4, "3:softmax");
    Trainer<float> fitted(by_fit);
    fitted.set_optimizer("sgd(learning_rate=1)");
    fitted.settings() = {.batch_size = 0, .epochs = 1};
    fitted.fit(data, nullptr);

    Trainer<float> stepped(by_step);
    stepped.set_optimizer("sgd(learning_rate=1)");
    std::vector<float> x;
    std::vector<std::int32_t> classes;
    for (std::size_t i = 0; i < rows; ++i) {
        x.insert(x.end(), data.x(i), data.x(i) + 4);
        classes.push_back(data.class_of(i));
    }
    stepped.forward(x.data(), rows);
    EXPECT_NEAR(stepped.loss(classes.data()), fitted.history()[0].loss, 1e-9);
    stepped.backward();
    stepped.update();
    for (std::size_t i = 0; i < by_fit->parameter_count(); ++i) {
        EXPECT_NEAR(by_fit->parameters()[i], by_step->parameters()[i], 1e-5);
    }
}

TEST(Fit, VisitsEveryRowOnceAnEpoch) {
    // With learning rate 0 the epoch's loss is the data set's, whatever the order.
    const auto model = make_model(4, "3:softmax");
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd(learning_rate=0)");
    trainer.settings() = {.batch_size = 7, .epochs = 3};
    const Dataset data = make_classes(100, 4, 3);
    trainer.fit(data, nullptr);
    for (const EpochFigures& epoch : trainer.history()) {
        EXPECT_NEAR(epoch.loss, trainer.evaluate(data).loss, 1e-6);
        EXPECT_EQ(epoch.accuracy, trainer.evaluate(data).accuracy);
    }
}

TEST(Fit, TrainsAHundredLayersAndAHundredThousandUnits) {
    std::string deep;
    for (int i = 0; i < 99; ++i) deep += "6:tanh ";
    for (const std::string& layers : {deep + "3:softmax", std::string("100000:relu 3:softmax")}) {
        const auto model = make_model(4, layers);
        Trainer<float> trainer(model);
        trainer.set_optimizer("sgd(learning_rate=0.001)");
        trainer.settings() = {.batch_size = 30, .epochs = 2};
        trainer.fit(make_classes(60, 4, 3), nullptr);
        EXPECT_LT(trainer.history()[1].loss, trainer.history()[0].loss + 0.1);
        for (const float p : model->parameters()) ASSERT_TRUE(std::isfinite(p));
    }
}

TEST(Fit, StopsWhereTheCallbackSaysSo) {
    const auto model = make_model(4, "3:softmax");
    Trainer<float> trainer(model);
    trainer.settings() = {.batch_size = 10, .epochs = 5};
    std::size_t batches = 0;
    trainer.set_keeps_going([&](FitEvent event) { return event == FitEvent::epoch || ++batches < 13; });
    try {
        trainer.fit(make_classes(100, 4, 3), nullptr);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_CANCELLED);
        EXPECT_STREQ(e.what(), "the callback stopped training in epoch 2, batch 3");
    }
    EXPECT_EQ(trainer.progress().epoch, 2u);
    EXPECT_EQ(trainer.progress().batch, 3u);
    EXPECT_EQ(trainer.progress().batches, 10u);
    EXPECT_EQ(trainer.history().size(), 1u);
}

TEST(Fit, StopsBeforeTheUpdateThatWouldSpoilTheParameters) {
    const auto model = make_model(3, "8:relu 1:identity");
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd(learning_rate=1e30)");
    trainer.settings().epochs = 50;
    try {
        trainer.fit(make_sums(100, 3), nullptr);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_NUMERIC);
        EXPECT_NE(std::string(e.what()).find("is not finite in epoch 1, batch "), std::string::npos) << e.what();
    }
    for (const float p : model->parameters()) EXPECT_TRUE(std::isfinite(p));
}

TEST(Fit, TellsClassesToTheModel) {
    const auto model = make_model(4, "3:softmax");
    Trainer<float> trainer(model);
    trainer.fit(make_classes(50, 4, 3), nullptr);
    EXPECT_EQ(model->classes(), (std::vector<std::string>{"0", "1", "2"}));
    EXPECT_EQ(model->loss(), "categorical_crossentropy");
}

TEST(Fit, TrainsOneOutputOnTwoClasses) {
    const auto model = make_model(4, "8:tanh 1:sigmoid");
    Trainer<float> trainer(model);
    trainer.set_optimizer("adam(learning_rate=0.02)");
    trainer.settings().epochs = 30;
    const Dataset data = make_classes(300, 4, 2);
    trainer.fit(data, nullptr);
    EXPECT_GT(trainer.evaluate(data).accuracy, 0.95);
}

TEST(Fit, LearnsFromAConstantColumn) {
    const auto data = std::make_shared<DatasetRows>();
    data->rows = 20;
    data->features = 1;
    data->outputs = 1;
    data->owned_x = Buffer<float>(20);
    data->owned_targets = Buffer<float>(20);
    for (float& t : data->owned_targets) t = 3;
    data->x = {data->owned_x.data(), 1};
    data->targets = {data->owned_targets.data(), 1};
    const auto model = make_model(1, "1:identity");
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd(learning_rate=0.2)");
    trainer.settings() = {.batch_size = 0, .epochs = 60};
    trainer.fit(Dataset(data), nullptr);
    EXPECT_NEAR(model->values(0, model->tensor(0, "bias"))[0], 3, 1e-4);
}

// Each is refused before anything is changed.
TEST(Fit, RefusesDataThatDoesNotFit) {
    const auto model = make_model(4, "3:softmax");
    const std::vector<float> before = parameters_of(*model);
    Trainer<float> trainer(model);
    const Dataset good = make_classes(10, 4, 3);
    const auto expect = [&](const Dataset& train, const Dataset* validation, const char* text) {
        try {
            trainer.fit(train, validation);
            ADD_FAILURE() << text;
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT);
            EXPECT_STREQ(e.what(), text);
        }
    };
    const Dataset empty(good, {});
    const Dataset narrow = make_classes(10, 3, 3);
    const Dataset many = make_classes(10, 4, 4);
    const Dataset renamed = with_class_names(good, {"0", "2", "1"});
    const Dataset sums = make_sums(10, 4);
    expect(empty, nullptr, "the training set is empty; it must have at least 1 row");
    expect(good, &empty, "the validation set is empty; it must have at least 1 row");
    expect(narrow, nullptr, "the training set has 3 features; the model takes 4");
    expect(good, &narrow, "the validation set has 3 features; the model takes 4");
    expect(many, nullptr, "the training set has 4 classes; a model with 3 outputs tells 3 apart");
    expect(sums, nullptr, "the training set has 1 target values in a row; the model has 3 outputs");
    expect(good, &renamed, "the classes of the validation set (0, 2, 1) are not those of the training set (0, 1, 2)");
    model->set_classes({"a", "b", "c"});
    expect(good, nullptr, "the classes of the training set (0, 1, 2) are not those of the model (a, b, c)");
    EXPECT_EQ(parameters_of(*model), before);
    EXPECT_TRUE(trainer.history().empty());
}

// A file of labels ends with the largest that is there; what an index means is the same.
TEST(Fit, TakesAValidationSetWithoutTheLastClasses) {
    Trainer<float> trainer(make_model(4, "3:softmax"));
    trainer.settings() = {.epochs = 1};
    const Dataset few = make_classes(10, 4, 2);
    trainer.fit(make_classes(20, 4, 3), &few);
    const Dataset same = with_class_names(few, {"0", "1", "2"});
    EXPECT_EQ(trainer.history().back().validation_loss, trainer.evaluate(same).loss);
}

TEST(Fit, FollowsTheMetricsThatWereChosen) {
    Trainer<float> trainer(make_model(4, "8:relu 3:softmax"));
    trainer.settings() = {.epochs = 3, .metrics = {"accuracy", "log_loss"}};
    const Dataset validation = make_classes(60, 4, 3, 9);
    trainer.fit(make_classes(100, 4, 3), &validation);
    for (const EpochFigures& epoch : trainer.history()) {
        EXPECT_NEAR(figure(epoch, "log_loss"), epoch.loss, 1e-6);
        EXPECT_NEAR(figure(epoch, "validation_log_loss"), epoch.validation_loss, 1e-6);
        EXPECT_EQ(figure(epoch, "accuracy"), epoch.accuracy);
    }
}

TEST(Fit, RefusesAMetricThatHasNoMeaningBeforeItBegins) {
    const auto model = make_model(3, "1:identity");
    Trainer<float> trainer(model);
    trainer.settings().metrics = {"roc_auc"};
    const std::vector<float> before = parameters_of(*model);
    EXPECT_THROW(trainer.fit(make_sums(50, 3), nullptr), Error);
    EXPECT_EQ(parameters_of(*model), before);
}

}  // namespace
}  // namespace glia
