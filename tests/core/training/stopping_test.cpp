#include "core/training/stopping.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <thread>

#include "core/network.hpp"
#include "core/training/trainer.hpp"

namespace glia {
namespace {

using test::make_classes;
using test::make_model;
using test::parameters_of;

TEST(EarlyStopping, WaitsForAChangeOfMoreThanTheLeast) {
    const EarlyStopping rule = {"loss", 2, 0.1, true};
    StoppingState state;
    EXPECT_TRUE(note_epoch(state, rule, Improvement::gradual, 1.0, 1));
    EXPECT_FALSE(note_epoch(state, rule, Improvement::gradual, 0.95, 2));  // by 0.05 only
    EXPECT_EQ(state.waited, 1u);
    EXPECT_TRUE(note_epoch(state, rule, Improvement::gradual, 0.8, 3));
    EXPECT_EQ(state.best_epoch, 3u);
    EXPECT_EQ(state.waited, 0u);
    EXPECT_FALSE(note_epoch(state, rule, Improvement::gradual, std::nan(""), 4));
    EXPECT_EQ(state.best, 0.8);
}

// Five losses that fall by 0.06 each: the sum counts, or each on its own.
TEST(EarlyStopping, AddsUpSmallChangesOrNot) {
    const EarlyStopping rule = {"loss", 9, 0.1, true};
    const auto judge = [&](Improvement improvement) {
        StoppingState state;
        std::vector<std::uint64_t> waited;
        for (std::uint64_t epoch = 1; epoch <= 5; ++epoch) {
            note_epoch(state, rule, improvement, 1 - 0.06 * static_cast<double>(epoch), epoch);
            waited.push_back(state.waited);
        }
        return std::pair(waited, state.best_epoch);
    };
    EXPECT_EQ(judge(Improvement::gradual), std::pair(std::vector<std::uint64_t>({0, 1, 0, 1, 0}), std::uint64_t{5}));
    EXPECT_EQ(judge(Improvement::at_once), std::pair(std::vector<std::uint64_t>({0, 1, 2, 3, 4}), std::uint64_t{5}));
}

TEST(EarlyStopping, AtOnceKeepsTheBestEpochThoughItIsNoImprovement) {
    const EarlyStopping rule = {"accuracy", 9, 0.1, true};
    StoppingState state;
    EXPECT_FALSE(note_epoch(state, rule, Improvement::at_once, std::nan(""), 1));
    EXPECT_TRUE(note_epoch(state, rule, Improvement::at_once, 0.5, 2));
    EXPECT_TRUE(note_epoch(state, rule, Improvement::at_once, 0.55, 3));
    EXPECT_EQ(state.waited, 1u);
    EXPECT_FALSE(note_epoch(state, rule, Improvement::at_once, 0.55, 4));
    EXPECT_FALSE(note_epoch(state, rule, Improvement::at_once, std::nan(""), 5));
    EXPECT_EQ(state.best_epoch, 3u);
    EXPECT_EQ(state.waited, 3u);
    EXPECT_TRUE(note_epoch(state, rule, Improvement::at_once, 0.7, 6));
    EXPECT_EQ(state.waited, 0u);
}

// When scikit-learn 1.2 ends, from its source: after more than n_iter_no_change epochs in a row whose loss is above the
// least so far, less tol.
std::size_t scikit_learns_end(std::span<const double> losses, double tol, int n_iter_no_change) {
    double least = std::numeric_limits<double>::infinity();
    int epochs = 0;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        epochs = losses[i] > least - tol ? epochs + 1 : 0;
        least = std::min(least, losses[i]);
        if (epochs > n_iter_no_change) return i + 1;
    }
    return 0;
}

TEST(EarlyStopping, AtOnceEndsWhereScikitLearnDoes) {
    const double tol = 1e-4;
    std::size_t ended = 0;
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        // Falling ever less, with noise.
        std::vector<double> losses(200);
        std::uint32_t state = seed;
        for (std::size_t i = 0; i < losses.size(); ++i) {
            state = 1664525 * state + 1013904223;
            losses[i] = 0.1 / (1 + static_cast<double>(i)) + 2e-4 * static_cast<double>(state >> 8) / (1 << 24);
        }
        for (const int patience : {0, 3, 10}) {
            const EarlyStopping rule = {"loss", static_cast<std::size_t>(patience) + 1, tol, true};
            StoppingState stopping;
            std::size_t end = 0;
            for (std::size_t epoch = 1; epoch <= losses.size() && end == 0; ++epoch) {
                note_epoch(stopping, rule, Improvement::at_once, losses[epoch - 1], epoch);
                if (stopping.waited >= rule.patience) end = epoch;
            }
            ASSERT_EQ(end, scikit_learns_end(losses, tol, patience)) << "seed " << seed << ", patience " << patience;
            if (end > 0) ++ended;
        }
    }
    EXPECT_GT(ended, 500u);
}

TEST(EarlyStopping, KnowsWhichWayIsBetter) {
    EXPECT_TRUE(more_is_better("accuracy"));
    EXPECT_TRUE(more_is_better("validation_accuracy"));
    EXPECT_FALSE(more_is_better("loss"));
    EXPECT_FALSE(more_is_better("validation_loss"));
    EXPECT_THROW(more_is_better("seconds"), Error);
    try {
        more_is_better("validation_los");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_NOT_FOUND);
        EXPECT_TRUE(std::string(e.what()).starts_with(
            "unknown figure 'validation_los'; did you mean 'validation_loss'? Known: loss, validation_loss, accuracy, "
            "validation_accuracy, balanced_accuracy, brier, "))
            << e.what();
    }
    EXPECT_FALSE(more_is_better("validation_calibration_error(bins=5)"));
    const EarlyStopping rule = {"accuracy", 1, 0, true};
    StoppingState state;
    note_epoch(state, rule, Improvement::gradual, 0.5, 1);
    EXPECT_TRUE(note_epoch(state, rule, Improvement::gradual, 0.6, 2));
    EXPECT_FALSE(note_epoch(state, rule, Improvement::gradual, 0.55, 3));
}

TEST(EarlyStopping, EndsTheFitAndPutsBackTheBestEpoch) {
    const auto model = make_model(4, "8:relu 3:softmax");
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd(learning_rate=3)");  // too much: the loss goes up and down
    trainer.settings().epochs = 200;
    trainer.settings().stopping.early = EarlyStopping{"", 5, 0, true};
    const Dataset validation = make_classes(100, 4, 3, 9);
    trainer.fit(make_classes(100, 4, 3), &validation);
    EXPECT_EQ(trainer.stop_reason(), StopReason::early);
    ASSERT_EQ(trainer.history().size(), trainer.best_epoch() + 5);
    const double best = trainer.history()[static_cast<std::size_t>(trainer.best_epoch()) - 1].validation_loss;
    for (const EpochFigures& epoch : trainer.history()) EXPECT_GE(epoch.validation_loss, best);
    EXPECT_EQ(trainer.evaluate(validation).loss, best);
}

TEST(EarlyStopping, WithoutRestoringLeavesTheLastEpoch) {
    const auto model = make_model(4, "8:relu 3:softmax");
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd(learning_rate=3)");
    trainer.settings().epochs = 200;
    trainer.settings().stopping.early = EarlyStopping{"", 5, 0, false};
    const Dataset validation = make_classes(100, 4, 3, 9);
    trainer.fit(make_classes(100, 4, 3), &validation);
    EXPECT_EQ(trainer.evaluate(validation).loss, trainer.history().back().validation_loss);
}

TEST(StoppingTarget, EndsTheFitAfterTheFirstEpochThatReachesIt) {
    Trainer<float> trainer(make_model(4, "8:relu 3:softmax"));
    trainer.settings().epochs = 500;
    trainer.settings().stopping.target = StoppingTarget{"accuracy", 0.9};
    trainer.fit(make_classes(200, 4, 3), nullptr);
    EXPECT_EQ(trainer.stop_reason(), StopReason::target);
    EXPECT_GE(trainer.history().back().accuracy, 0.9);
    for (std::size_t i = 0; i + 1 < trainer.history().size(); ++i) EXPECT_LT(trainer.history()[i].accuracy, 0.9);
}

TEST(TimeLimit, EndsTheFitAfterAnUpdate) {
    Trainer<float> trainer(make_model(4, "8:relu 3:softmax"));
    trainer.settings().epochs = 1'000'000'000;
    trainer.settings().stopping.seconds = 0.05;
    std::size_t updates = 0;
    trainer.set_keeps_going([&](FitEvent event) {
        if (event == FitEvent::batch && ++updates == 3) std::this_thread::sleep_for(std::chrono::milliseconds(60));
        return true;
    });
    trainer.fit(make_classes(200, 4, 3), nullptr);
    EXPECT_EQ(trainer.stop_reason(), StopReason::time);
}

TEST(StoppingRules, AreRefusedWhereTheFitHasNoSuchFigure) {
    const auto model = make_model(4, "8:relu 3:softmax");
    Trainer<float> trainer(model);
    const std::vector<float> before = parameters_of(*model);
    trainer.settings().stopping.early = EarlyStopping{"validation_loss", 5, 0, true};
    try {
        trainer.fit(make_classes(50, 4, 3), nullptr);
        FAIL();
    } catch (const Error& e) {
        EXPECT_STREQ(
            e.what(),
            "'validation_loss' is to be watched, but the fit has no validation set: give one, or watch 'loss'");
    }
    EXPECT_EQ(parameters_of(*model), before);
}

TEST(StoppingRules, SayWhichMetricIsToBeAdded) {
    Trainer<float> trainer(make_model(4, "8:relu 3:softmax"));
    const Dataset data = make_classes(50, 4, 3);
    for (const char* const name : {"validation_f1_macro", "f1_macro"}) {
        trainer.settings().stopping.early = EarlyStopping{name, 5, 0, true};
        try {
            trainer.fit(data, &data);
            FAIL();
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), GLIA_ERROR_NOT_FOUND);
            EXPECT_STREQ(e.what(), "'f1_macro' is not among the metrics: add it to them");
        }
    }
    trainer.settings().metrics = {"f1_macro"};
    trainer.fit(data, &data);
}

// A loss that explodes: the parameters are those of the last update before which all was finite.
TEST(NonFinite, TakesBackTheUpdateThatSpoiltTheParameters) {
    const auto model = make_model(3, "4:identity batch_norm 1:identity");
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd(learning_rate=1e30)");
    trainer.settings() = {.batch_size = 25, .epochs = 50};
    std::vector<std::vector<float>> after = {parameters_of(*model)};
    trainer.set_keeps_going([&](FitEvent event) {
        if (event == FitEvent::batch) after.push_back(parameters_of(*model));
        return true;
    });
    try {
        trainer.fit(test::make_sums(100, 3), nullptr);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_NUMERIC);
        EXPECT_NE(std::string(e.what()).find("in epoch "), std::string::npos) << e.what();
        EXPECT_NE(std::string(e.what()).find("layer "), std::string::npos) << e.what();
        EXPECT_NE(std::string(e.what()).find("the last update was undone"), std::string::npos) << e.what();
    }
    EXPECT_EQ(trainer.stop_reason(), StopReason::numeric);
    ASSERT_GE(after.size(), 2u);
    const std::vector<float> left = parameters_of(*model);
    for (const float p : left) EXPECT_TRUE(std::isfinite(p));
    // Weights and biases are those before the last update; running statistics may have taken in its batch.
    const std::vector<float>& before = after[after.size() - 2];
    const auto weights = static_cast<std::ptrdiff_t>(model->offset(1));
    EXPECT_TRUE(std::equal(left.begin(), left.begin() + weights, before.begin()));
    EXPECT_FALSE(std::equal(left.begin(), left.begin() + weights, after.back().begin()));
}

TEST(NonFinite, NamesTheLayerWhoseOutputIsTheFirst) {
    const auto model = make_model(2, "2:identity 2:identity 1:identity");
    std::ranges::fill(model->values(1, model->tensor(1, "weight")), 3e38F);
    Trainer<float> trainer(model);
    trainer.settings().epochs = 1;
    try {
        trainer.fit(test::make_sums(100, 2), nullptr);
        FAIL();
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("the output of layer 1 (dense) is not finite in epoch 1, batch 1"),
                  std::string::npos)
            << e.what();
    }
}

}  // namespace
}  // namespace glia
