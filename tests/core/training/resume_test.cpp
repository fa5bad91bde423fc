// A fit that stops anywhere and is taken up again gives the bits of one that never stopped.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <optional>

#include "core/network.hpp"
#include "core/training/trainer.hpp"

namespace glia {
namespace {

using test::make_classes;
using test::make_model;
using test::parameters_of;

Checkpoint copy_of(const CheckpointView& view) {
    Checkpoint checkpoint{view.settings, view.numbers, {}};
    for (const auto& [name, values] : view.arrays) {
        Buffer<float>& copy = checkpoint.arrays[name] = Buffer<float>(values.size());
        std::copy(values.begin(), values.end(), copy.begin());
    }
    return checkpoint;
}

// How one fit is set up; made twice, for the fit that stops and for the one that goes on.
struct FitPlan {
    std::string optimizer;
    std::string schedule = "cosine(warmup=1)";
    std::size_t batch = 16;
    std::size_t accumulation = 1;
    std::size_t threads = 1;
};

constexpr std::size_t epochs = 4;

// Every kind of layer: what each remembers and draws is taken up again too.
std::shared_ptr<Model<float>> network(std::uint64_t seed = 1) {
    return make_model(4,
                      "9:identity batch_norm :relu dropout(rate=0.2) 9:tanh residual(span=1) layer_norm 7:selu "
                      "alpha_dropout(rate=0.1) 3:softmax",
                      seed);
}

void apply(const FitPlan& plan, Trainer<float>& trainer) {
    trainer.set_optimizer(plan.optimizer);
    trainer.set_schedule(plan.schedule);
    trainer.set_penalty("l2(factor=1e-3)");
    trainer.settings().batch_size = plan.batch;
    trainer.settings().accumulation = plan.accumulation;
    trainer.settings().threads = plan.threads;
    trainer.settings().epochs = epochs;
    trainer.settings().seed = 5;
    trainer.settings().metrics = {"f1_macro", "roc_auc", "top_k_accuracy(k=2)"};
    trainer.settings().stopping.early = EarlyStopping{"", 3, 0.5, true};
    trainer.settings().checkpoint = {"a path", 0, 0};
}

struct Outcome {
    std::vector<float> parameters;
    std::vector<double> losses;
    std::uint64_t best_epoch = 0;
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome outcome_of(const Model<float>& model, const Trainer<float>& trainer) {
    Outcome outcome{parameters_of(model), {}, trainer.best_epoch()};
    for (const EpochFigures& epoch : trainer.history()) {
        outcome.losses.insert(outcome.losses.end(), {epoch.loss, epoch.accuracy, epoch.validation_loss});
        for (const NamedFigure& metric : epoch.metrics) outcome.losses.push_back(metric.value);
    }
    return outcome;
}

const Dataset& training_set() {
    static const Dataset data = make_classes(100, 4, 3);
    return data;
}

const Dataset& validation_set() {
    static const Dataset data = make_classes(40, 4, 3, 9);
    return data;
}

Outcome uninterrupted(const FitPlan& plan) {
    const auto model = network();
    Trainer<float> trainer(model);
    apply(plan, trainer);
    trainer.fit(training_set(), &validation_set());
    return outcome_of(*model, trainer);
}

// Stops after so many updates, and goes on in another trainer with another model.
Outcome interrupted(const FitPlan& plan, std::size_t updates) {
    Checkpoint checkpoint;
    {
        Trainer<float> trainer(network());
        apply(plan, trainer);
        trainer.set_checkpoint_writer([&] { checkpoint = copy_of(trainer.checkpoint()); });
        std::size_t made = 0;
        trainer.set_keeps_going([&](FitEvent event) { return event == FitEvent::epoch || ++made < updates; });
        EXPECT_THROW(trainer.fit(training_set(), &validation_set()), Error);
    }
    FitPlan other = plan;
    other.threads = 3;
    const auto model = network(77);
    Trainer<float> trainer(model);
    apply(other, trainer);
    trainer.resume(std::move(checkpoint));
    trainer.fit(training_set(), &validation_set());
    return outcome_of(*model, trainer);
}

class Resume : public testing::TestWithParam<const char*> {};

TEST_P(Resume, GivesTheBitsOfAFitThatNeverStopped) {
    const bool full_batch = Updater<float>(GetParam()).needs_full_batch();
    // Those that need all rows find the length of their steps themselves, and take no schedule.
    const FitPlan plan = {.optimizer = GetParam(),
                          .schedule = full_batch ? "constant" : "cosine(warmup=1)",
                          .batch = full_batch ? 0u : 16u};
    const Outcome expected = uninterrupted(plan);
    // With 7 updates an epoch: in the first epoch, at the end of one, and in a later one.
    const std::vector<std::size_t> stops =
        full_batch ? std::vector<std::size_t>{1, 3} : std::vector<std::size_t>{3, 7, 17};
    for (const std::size_t updates : stops) EXPECT_EQ(interrupted(plan, updates), expected) << updates;
}

INSTANTIATE_TEST_SUITE_P(EachOptimizer, Resume,
                         testing::Values("sgd", "sgd(momentum=0.9)", "sgd(momentum=0.9, nesterov=1)", "adagrad",
                                         "adadelta", "rmsprop(momentum=0.5, centered=1)", "adam", "adamw", "nadam",
                                         "amsgrad", "lion", "irprop_minus", "lbfgs"));

TEST(Resume, WorksInTheMiddleOfAnEpochWithAccumulation) {
    const FitPlan plan = {.optimizer = "adam", .accumulation = 3};
    EXPECT_EQ(interrupted(plan, 5), uninterrupted(plan));
}

TEST(Resume, KeepsTheStateOfAScheduleThatListens) {
    const FitPlan plan = {.optimizer = "sgd(learning_rate=0.5)",
                          .schedule = "reduce_on_plateau(patience=0, threshold=0.5)"};
    EXPECT_EQ(interrupted(plan, 18), uninterrupted(plan));
}

TEST(Resume, OfAFitThatIsCompleteChangesNothing) {
    const FitPlan plan = {.optimizer = "adam"};
    Checkpoint checkpoint;
    Trainer<float> first(network());
    apply(plan, first);
    first.set_checkpoint_writer([&] { checkpoint = copy_of(first.checkpoint()); });
    first.fit(training_set(), &validation_set());
    const auto model = network();
    Trainer<float> second(model);
    apply(plan, second);
    second.resume(std::move(checkpoint));
    second.fit(training_set(), &validation_set());
    EXPECT_EQ(outcome_of(*model, second), uninterrupted(plan));
}

TEST(Resume, RefusesOtherSettingsAndNamesThem) {
    Checkpoint checkpoint;
    Trainer<float> first(network());
    apply({.optimizer = "adam"}, first);
    first.set_checkpoint_writer([&] { checkpoint = copy_of(first.checkpoint()); });
    first.fit(training_set(), nullptr);
    const auto model = network();
    Trainer<float> second(model);
    apply({.optimizer = "adam(beta1=0.8)"}, second);
    const std::vector<float> before = parameters_of(*model);
    try {
        second.resume(checkpoint);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT);
        EXPECT_STREQ(e.what(), "the fit that is to be resumed had optimizer 'adam'; here it is 'adam(beta1=0.8)'");
    }
    EXPECT_EQ(parameters_of(*model), before);
    EXPECT_TRUE(second.history().empty());
}

TEST(Resume, RefusesSettingsThatWereChangedAfterIt) {
    Checkpoint checkpoint;
    Trainer<float> first(network());
    apply({.optimizer = "adam"}, first);
    first.set_checkpoint_writer([&] { checkpoint = copy_of(first.checkpoint()); });
    first.fit(training_set(), nullptr);
    const auto refuses = [&](const std::function<void(Trainer<float>&)>& change) {
        const auto model = network();
        Trainer<float> trainer(model);
        apply({.optimizer = "adam"}, trainer);
        trainer.resume(checkpoint);
        change(trainer);
        const std::vector<float> before = parameters_of(*model);
        EXPECT_THROW(trainer.fit(training_set(), nullptr), Error);
        EXPECT_EQ(parameters_of(*model), before);
    };
    refuses([](Trainer<float>& trainer) { trainer.settings().metrics.clear(); });
    refuses([](Trainer<float>& trainer) { trainer.settings().batch_size = 7; });
    refuses([](Trainer<float>& trainer) { trainer.settings().stopping.early.reset(); });
    refuses([](Trainer<float>& trainer) { trainer.settings().stopping.improvement = Improvement::at_once; });
    refuses([](Trainer<float>& trainer) { trainer.set_schedule("constant"); });
}

// As many rows of as many features, and of the same classes.
TEST(Resume, RefusesDataWithOtherNumbers) {
    Checkpoint checkpoint;
    Trainer<float> first(network());
    apply({.optimizer = "adam"}, first);
    first.set_checkpoint_writer([&] { checkpoint = copy_of(first.checkpoint()); });
    first.fit(training_set(), &validation_set());
    const auto refusal = [&](const Dataset& train, const Dataset& validation) {
        const auto model = network();
        Trainer<float> trainer(model);
        apply({.optimizer = "adam"}, trainer);
        trainer.resume(checkpoint);
        const std::vector<float> before = parameters_of(*model);
        try {
            trainer.fit(train, &validation);
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT);
            EXPECT_EQ(parameters_of(*model), before);
            return std::string(e.what());
        }
        return std::string();
    };
    const std::string why =
        " are not those of the fit that is to be resumed: there are as many, but at least one is "
        "another, or stands elsewhere";
    EXPECT_EQ(refusal(make_classes(100, 4, 3, 8), validation_set()), "the numbers of the training set" + why);
    EXPECT_EQ(refusal(training_set(), make_classes(40, 4, 3, 8)), "the numbers of the validation set" + why);
    std::vector<std::size_t> swapped(100);
    std::iota(swapped.begin(), swapped.end(), std::size_t{0});
    std::swap(swapped[2], swapped[90]);
    EXPECT_EQ(refusal(Dataset(training_set(), swapped), validation_set()), "the numbers of the training set" + why);
    EXPECT_EQ(refusal(make_classes(100, 4, 3), validation_set()), "") << "a copy";
    checkpoint.settings.erase("numbers of the training set");
    EXPECT_EQ(refusal(make_classes(100, 4, 3, 8), validation_set()), "") << "an older checkpoint knows none";
}

TEST(Resume, RefusesFewerEpochsThanWereBegun) {
    Checkpoint whole;   // of 4 epochs
    Checkpoint within;  // the third epoch
    Trainer<float> first(network());
    apply({.optimizer = "adam"}, first);
    std::size_t made = 0;
    first.set_keeps_going([&](FitEvent event) {
        if (event == FitEvent::batch && ++made == 17) within = copy_of(first.checkpoint());
        return true;
    });
    first.set_checkpoint_writer([&] { whole = copy_of(first.checkpoint()); });
    first.fit(training_set(), nullptr);
    const auto refusal = [&](const Checkpoint& checkpoint, std::size_t wanted, bool before) {
        const auto model = network();
        Trainer<float> trainer(model);
        apply({.optimizer = "adam"}, trainer);
        if (before) trainer.settings().epochs = wanted;
        std::vector<float> parameters = parameters_of(*model);
        try {
            trainer.resume(checkpoint);
            trainer.settings().epochs = wanted;
            parameters = parameters_of(*model);
            trainer.fit(training_set(), nullptr);
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT);
            EXPECT_EQ(parameters_of(*model), parameters);
            return std::string(e.what());
        }
        return std::string("accepted");
    };
    for (const bool before : {true, false}) {
        EXPECT_EQ(refusal(whole, 3, before),
                  "epochs is 3; the fit that is to be resumed has made 4 already, so it must be at least that");
        EXPECT_EQ(refusal(within, 2, before),
                  "epochs is 2; the fit that is to be resumed has begun epoch 3 already, so it must be at least that");
        EXPECT_EQ(refusal(whole, 4, before), "accepted");
        EXPECT_EQ(refusal(within, 3, before), "accepted");
    }
}

TEST(Resume, RefusesOtherData) {
    Checkpoint checkpoint;
    Trainer<float> first(network());
    apply({.optimizer = "adam"}, first);
    first.set_checkpoint_writer([&] { checkpoint = copy_of(first.checkpoint()); });
    first.fit(training_set(), nullptr);
    Trainer<float> second(network());
    apply({.optimizer = "adam"}, second);
    second.resume(std::move(checkpoint));
    EXPECT_THROW(second.fit(make_classes(99, 4, 3), nullptr), Error);
}

TEST(Resume, RefusesACheckpointThatLacksSomething) {
    Checkpoint whole;
    Trainer<float> first(network());
    apply({.optimizer = "nadam"}, first);
    first.set_checkpoint_writer([&] { whole = copy_of(first.checkpoint()); });
    first.fit(training_set(), &validation_set());
    const auto refuses = [&](const Checkpoint& checkpoint, const std::string& what) {
        Trainer<float> trainer(network());
        apply({.optimizer = "nadam"}, trainer);
        try {
            trainer.resume(checkpoint);
            ADD_FAILURE() << what;
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_FORMAT) << what << ": " << e.what();
        }
    };
    for (const auto& [name, values] : whole.numbers) {
        // A figure that only some fits have may be missing.
        if (name.starts_with("history.") && name != "history.loss") continue;
        Checkpoint damaged = whole;
        damaged.numbers.erase(name);
        refuses(damaged, name);
        if (name.starts_with("fit.metric.")) continue;  // as many numbers as the metric has gathered
        damaged = whole;
        damaged.numbers[name].push_back(1);
        refuses(damaged, name);
    }
    for (const auto& [name, values] : whole.arrays) {
        if (name == "best") continue;
        Checkpoint damaged = whole;
        damaged.arrays.erase(name);
        refuses(damaged, name);
        damaged = whole;
        damaged.arrays[name] = Buffer<float>(values.size() + 1);
        refuses(damaged, name);
    }
    Checkpoint damaged = whole;
    damaged.numbers["fit.epoch"] = {0.5};
    refuses(damaged, "half an epoch");
    damaged.numbers["fit.epoch"] = {std::nan("")};
    refuses(damaged, "no epoch");
}

}  // namespace
}  // namespace glia
