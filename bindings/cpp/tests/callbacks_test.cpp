// Callbacks: what they see, what they return and throw, and how long they live.
#include <cmath>
#include <memory>

#include "support.hpp"

TEST(Callbacks, WhatOneThrowsArrivesFromFit) {
    glia::Model model = xor_model();
    glia::Trainer trainer(model);
    trainer.set_callback([](const glia::Progress& progress) {
        if (progress.is_epoch() && progress.epoch() == 3) throw Thrown{3};
    });
    expect_thrown([&] { trainer.fit(xor_data()); }, 3);
    EXPECT_EQ(trainer.stop_reason(), glia::StopReason::callback);
    EXPECT_EQ(trainer.progress().epoch(), 3u);
    trainer.remove_callback();
    trainer.fit(xor_data());  // nothing is left of it
    EXPECT_EQ(trainer.history("loss").size(), 13u);
}

TEST(Callbacks, FalseCancels) {
    glia::Model model = xor_model();
    glia::Trainer trainer(model);
    trainer.set_callback([](const glia::Progress& progress) { return progress.batch() < 1; });
    try {
        trainer.fit(xor_data());
        FAIL();
    } catch (const glia::Error& error) {
        EXPECT_EQ(error.status(), GLIA_ERROR_CANCELLED);
    }
}

TEST(Callbacks, SeeTheFigures) {
    glia::Model model = xor_model();
    glia::Trainer trainer(model);
    std::vector<double> losses;
    trainer.set_epochs(4).set_callback([&](const glia::Progress& progress) {
        EXPECT_EQ(progress.epochs(), 4u);
        EXPECT_EQ(progress.batches(), 1u);
        if (progress.is_epoch()) losses.push_back(progress.metric("loss"));
    });
    trainer.fit(xor_data());
    EXPECT_EQ(losses, trainer.history("loss"));
    EXPECT_THROW(trainer.metric("losss"), glia::Error);
}

TEST(Callbacks, LiveAsLongAsTheirTrainer) {
    const auto held = std::make_shared<int>(0);
    glia::Model model = xor_model();
    {
        glia::Trainer trainer(model);
        trainer.set_callback([held](const glia::Progress&) {});
        EXPECT_EQ(held.use_count(), 2);
        trainer.set_callback([](const glia::Progress&) {});
        EXPECT_EQ(held.use_count(), 1);
        trainer.set_callback([held](const glia::Progress&) {});
    }
    EXPECT_EQ(held.use_count(), 1);
}

TEST(Callbacks, OfAStreamMayThrow) {
    const auto held = std::make_shared<int>(0);
    glia::Model model = xor_model();
    glia::Trainer trainer(model);
    {
        const glia::Dataset stream =
            glia::Dataset::stream(4, 2, 0, 2, 2, [held](const glia::RowsWanted&) -> std::size_t { throw Thrown{5}; });
        EXPECT_TRUE(stream.is_stream());
        expect_thrown([&] { trainer.fit(stream); }, 5);
        expect_thrown([&] { trainer.evaluate(stream); }, 5);
        EXPECT_EQ(held.use_count(), 2);
    }
    EXPECT_EQ(held.use_count(), 1);
    EXPECT_THROW(glia::Dataset::stream(4, 0, 0, 2, 2, [held](const glia::RowsWanted&) { return std::size_t{0}; }),
                 glia::Error);
    EXPECT_EQ(held.use_count(), 1);
}

TEST(Callbacks, OfFoldsMayThrowAndStop) {
    glia::Model model = xor_model();
    const glia::Trainer trainer(model);
    std::vector<float> x;
    std::vector<std::int32_t> classes;
    for (int i = 0; i < 5; ++i) {
        x.insert(x.end(), xor_x.begin(), xor_x.end());
        classes.insert(classes.end(), xor_classes.begin(), xor_classes.end());
    }
    const glia::Dataset data = glia::Dataset::of_classes(x, 2, classes, 2);
    glia::FoldOptions options;
    options.callback = [](std::size_t fold, std::size_t, const glia::Progress&) -> bool {
        if (fold == 1) throw Thrown{1};
        return true;
    };
    expect_thrown([&] { glia::CrossValidation(trainer, data, "plain(folds=4)", options); }, 1);
    std::size_t calls = 0;
    options.callback = [&](std::size_t, std::size_t folds, const glia::Progress& progress) {
        calls += progress.is_epoch();
        return folds == 4;
    };
    const glia::CrossValidation folds(trainer, data, "plain(folds=4)", options);
    EXPECT_EQ(calls, 4u * 10u);
    EXPECT_EQ(folds.values("accuracy").size(), 4u);
}

TEST(Callbacks, OfTheLogMayThrow) {
    const auto held = std::make_shared<int>(0);
    glia::logging::set_callback([held](std::int32_t level, const std::string&) { throw Thrown{level}; });
    const glia::Dataset data = glia::Dataset::of_classes(xor_x, 2, std::vector<std::int32_t>{0, 0, 0, 1}, 2);
    expect_thrown([&] { data.fold("stratified(folds=3)", 0, 1); }, GLIA_LOG_WARN);
    glia::logging::remove_callback();
    EXPECT_EQ(held.use_count(), 1);
}
