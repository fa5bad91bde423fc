// Objects: what they own, what they take, and what they say.
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <memory>
#include <thread>
#include <type_traits>

#include "support.hpp"

static_assert(!std::is_copy_constructible_v<glia::Model> && std::is_nothrow_move_constructible_v<glia::Model>);
static_assert(!std::is_copy_constructible_v<glia::Dataset> && std::is_nothrow_move_assignable_v<glia::Dataset>);

TEST(Objects, FailWithStatusAndText) {
    expect_error([] { glia::Model(std::size_t{0}); }, GLIA_ERROR_INVALID_ARGUMENT,
                 "inputs is 0; it must be from 1 to 2147483647");
    glia::Model model = xor_model();
    expect_error([&] { model.predict(std::vector<float>(3)); }, GLIA_ERROR_INVALID_ARGUMENT,
                 "x holds 3 numbers; it must be whole rows of 2");
    std::vector<float> y(3);
    expect_error([&] { model.predict(xor_x, y); }, GLIA_ERROR_INVALID_ARGUMENT, "y holds 3 numbers; it must be 4");
    expect_error([] { glia::Dataset::of_classes(xor_x, 2, std::vector<std::int32_t>(3), 2); },
                 GLIA_ERROR_INVALID_ARGUMENT, "classes holds 3 numbers; it must be 4");
    expect_error([] { xor_data().get_rows(3, 2); }, GLIA_ERROR_INVALID_ARGUMENT,
                 "first is 3 and count is 2; the data set has 4 rows");
}

TEST(Objects, TakeAnythingThatHoldsNumbers) {
    const glia::Model model = xor_model();
    const std::vector<float> expected = model.predict(xor_x);
    const float array[] = {0, 0, 0, 1, 1, 0, 1, 1};
    const std::array<float, 8> standard_array = {0, 0, 0, 1, 1, 0, 1, 1};
    EXPECT_EQ(model.predict(array), expected);
    EXPECT_EQ(model.predict(standard_array), expected);
    EXPECT_EQ(model.predict(glia::Span<const float>(array, 8)), expected);
    float y[4];
    model.predict(array, y);
    EXPECT_EQ(std::vector<float>(y, y + 4), expected);
    EXPECT_TRUE(model.predict(std::vector<float>()).empty());
}

TEST(Objects, MoveAndClone) {
    glia::Model model = xor_model();
    const std::vector<float> expected = model.predict(xor_x);
    glia::Model clone = model.clone();
    glia::Model moved = std::move(model);
    moved.initialize("auto", 2);
    EXPECT_NE(moved.predict(xor_x), expected);
    EXPECT_EQ(clone.predict(xor_x), expected);
    moved = std::move(clone);
    EXPECT_EQ(moved.predict(xor_x), expected);
}

// What was moved from stands for nothing: its getters give 0, and all else is an error.
TEST(Objects, AreNothingWhenMovedFrom) {
    glia::Model model = xor_model();
    glia::Dataset data = xor_data();
    glia::Trainer trainer(model);
    glia::Session session(model, 4);
    const glia::Model new_model = std::move(model);
    const glia::Dataset new_data = std::move(data);
    const glia::Trainer new_trainer = std::move(trainer);
    const glia::Session new_session = std::move(session);
    EXPECT_EQ(model.get(), nullptr);
    EXPECT_EQ(model.inputs() + model.outputs() + model.layers() + model.parameter_count(), 0u);
    EXPECT_EQ(data.rows() + data.features() + data.outputs() + data.class_count(), 0u);
    std::vector<float> y(4);
    const auto is_null = [](auto call, const std::string& name) {
        expect_error(call, GLIA_ERROR_INVALID_ARGUMENT, name + " is NULL");
    };
    is_null([&] { model.add_dense(1, "tanh"); }, "model");
    is_null([&] { model.predict(std::vector<float>()); }, "model");
    is_null([&] { model.predict(new_data); }, "model");
    is_null([&] { model.clone(); }, "model");
    is_null([&] { new_model.predict(data); }, "dataset");
    is_null([&] { data.describe(); }, "dataset");
    is_null([&] { data.split(0.5, 1); }, "dataset");
    is_null([&] { trainer.set_epochs(1); }, "trainer");
    is_null([&] { trainer.fit(new_data); }, "trainer");
    is_null([&] { session.predict(xor_x, y); }, "session");
    EXPECT_THROW(model.predict(xor_x), glia::Error);
}

TEST(Objects, OutliveWhatTheyWereMadeFrom) {
    auto model = std::make_unique<glia::Model>(xor_model());
    const std::vector<float> expected = model->predict(xor_x);
    glia::Session session(*model, 4);
    glia::Trainer trainer(*model);
    auto all = std::make_unique<glia::Dataset>(xor_data());
    const auto parts = all->split(0.5, 1);
    all.reset();
    model.reset();
    std::vector<float> y(4);
    session.predict(xor_x, y);
    EXPECT_EQ(y, expected);
    trainer.fit(parts.first, parts.second);
    EXPECT_EQ(parts.first.rows() + parts.second.rows(), 4u);
}

TEST(Objects, PredictFromManyThreads) {
    const glia::Model model = xor_model();
    const std::vector<float> expected = model.predict(xor_x);
    std::vector<std::thread> threads;
    std::array<bool, 4> equal{};
    for (bool& result : equal) {
        threads.emplace_back([&] { result = model.predict(xor_x) == expected; });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(equal, (std::array<bool, 4>{true, true, true, true}));
}

TEST(Objects, DescribeThemselves) {
    glia::Model model = xor_model();
    EXPECT_EQ(model.parameter_count(), 17u);
    model.set_classes({"no", "yes"});
    EXPECT_EQ(model.class_name(1), "yes");
    EXPECT_NE(model.describe().find("tanh"), std::string::npos);
    EXPECT_EQ(model.input_scaling(), "none");
    EXPECT_EQ(model.missing_policy(), "");
    EXPECT_EQ(model.loss(), "");
    EXPECT_NE(xor_data().describe().find("\"rows\":4"), std::string::npos);
    EXPECT_NE(glia::blas_info().find("flavour"), std::string::npos);
    EXPECT_NE(glia::spec::describe("optimizer", "adam").find("beta2"), std::string::npos);
}

TEST(Objects, NeedALibraryThatTheHeadersKnow) {
    for (const std::uint32_t fits : {GLIA_VERSION + 0u, GLIA_VERSION + 1u, GLIA_VERSION + 100u}) {
        EXPECT_NO_THROW(glia::detail::refuse_other_version(fits));
    }
    expect_error([] { glia::detail::refuse_other_version(20304); }, GLIA_ERROR_UNSUPPORTED,
                 "the loaded library" + glia::detail::library_file() + " is glia 2.3.4; this program was built for " +
                     glia::version_string() + " or a later 1.x");
    EXPECT_THROW(glia::detail::refuse_other_version(GLIA_VERSION - 1), glia::Error);
    EXPECT_NO_THROW(glia::require_version());
}

TEST(Objects, ReadFilesAsOptionsSay) {
    const std::string path = testing::TempDir() + "glia_hpp_options_" + std::to_string(getpid()) + ".csv";
    std::ofstream(path) << "id;size;colour;price;when\n1;2;red;10;5\n2;;blue;20;4\n3;6;red;30;6\n";
    glia::DataOptions options;
    options.set_delimiter(";").add_target("price").set_target_kind(glia::TargetKind::values).add_ignored("id");
    options.set_missing(glia::Missing::allowed).add_metadata("when", glia::Metadata::numbers);
    const glia::Dataset data = options.open(path);
    std::remove(path.c_str());
    EXPECT_EQ(data.features(), 2u);
    EXPECT_TRUE(data.has_missing());
    EXPECT_EQ(data.category_name(1, 0), "blue");
    EXPECT_EQ(data.metadata(0), (std::vector<double>{5, 4, 6}));
    const glia::Dataset sorted = data.sort(data.metadata(0));
    EXPECT_EQ(sorted.get_rows(0, 3).targets, (std::vector<float>{20, 10, 30}));
    EXPECT_EQ(data.pick(std::vector<std::size_t>{2, 2}).get_rows(0, 2).targets, (std::vector<float>{30, 30}));
    EXPECT_EQ(data.with_weights(std::vector<float>{1, 2, 3}).weights(), (std::vector<float>{1, 2, 3}));

    glia::Model model(2);
    model.scale_inputs(data, "standardize", "mean").add_dense(1, "identity").scale_targets(data, "standardize");
    EXPECT_EQ(model.input_scale(0).center, 4);
    EXPECT_EQ(model.output_scale(0).center, 20);
    EXPECT_EQ(model.category_name(1, 1), "red");
    model.initialize("zeros", 0);
    EXPECT_EQ(model.predict(data), (std::vector<float>{20, 20, 20}));
    expect_error([&] { model.predict(data, 2, 2); }, GLIA_ERROR_INVALID_ARGUMENT,
                 "first is 2 and count is 2; the data set has 3 rows");
}

TEST(Objects, TakeSingleSteps) {
    glia::Model model = xor_model();
    glia::Trainer trainer(model);
    expect_error([&] { trainer.loss(std::vector<float>(4)); }, GLIA_ERROR_STATE, "there has been no forward yet");
    EXPECT_EQ(trainer.forward(xor_x), model.predict(xor_x));
    const std::vector<float> targets = {0, 1, 1, 0};
    const double loss = trainer.loss(targets);
    EXPECT_NEAR(trainer.loss_classes(xor_classes, std::vector<float>{2, 2, 2, 2}), 2 * loss, 1e-6);
    trainer.loss(targets);
    trainer.backward();
    EXPECT_EQ(trainer.gradients(0, "weight").size(), 8u);
    EXPECT_EQ(trainer.activations(1).size(), 16u);
    EXPECT_EQ(trainer.activation_gradients(1).size(), 16u);
    trainer.update();
    trainer.forward(xor_x);
    EXPECT_LT(trainer.loss(targets), loss);
    EXPECT_TRUE(glia::GradientReport::of_classes(trainer, xor_x, xor_classes).passed());
    EXPECT_TRUE(glia::GradientReport::of_values(trainer, xor_x, 4, targets).passed());
    expect_error([&] { glia::GradientReport::of_values(trainer, xor_x, 5, targets); }, GLIA_ERROR_INVALID_ARGUMENT,
                 "x holds 8 numbers; it must be 10");
    expect_error([&] { glia::GradientReport::of_classes(trainer, targets, xor_classes); }, GLIA_ERROR_INVALID_ARGUMENT,
                 "x holds 4 numbers; it must be 8");
    const glia::LearningRates rates = trainer.find_learning_rate(xor_data(), 1e-4, 1, 10);
    EXPECT_EQ(rates.rates.size(), rates.losses.size());
}

TEST(Objects, MeasurePredictions) {
    const std::vector<float> scores = {0.1f, 0.4f, 0.35f, 0.8f};
    const std::vector<std::int32_t> truth = {0, 0, 1, 1};
    EXPECT_DOUBLE_EQ(glia::metrics::compute_classes("roc_auc", scores, 1, truth), 0.75);
    const glia::metrics::Curve roc = glia::metrics::roc_curve(scores, truth);
    EXPECT_EQ(roc.x, (std::vector<double>{0, 0, 0.5, 0.5, 1}));
    EXPECT_EQ(roc.y, (std::vector<double>{0, 0.5, 0.5, 1, 1}));
    EXPECT_EQ(glia::metrics::calibration_curve(scores, truth, 2).weight, (std::vector<double>{3, 1}));
    EXPECT_EQ(glia::metrics::per_class(truth, truth, 2).support, (std::vector<double>{2, 2}));
    glia::Metric mse("mse", 1, false);
    mse.add(std::vector<float>{1, 2}, std::vector<float>{1, 4});
    EXPECT_EQ(mse.value(), 2);
    mse.reset();
    EXPECT_TRUE(std::isnan(mse.value()));
}

// What is created and destroyed leaves nothing behind.
TEST(Objects, LeaveNoMemoryBehind) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer keeps what was freed";
#endif
    const auto resident_pages = [] {
        std::size_t total = 0, resident = 0;
        std::ifstream("/proc/self/statm") >> total >> resident;
        return resident;
    };
    std::vector<float> y(4);
    const auto cycle = [&y] {
        glia::Model model(2);
        model.add_dense(4, "tanh").add_dense(1, "sigmoid").initialize("auto", 1);
        const glia::Model copy = model.clone();
        glia::Session session(model, 4);
        session.predict(xor_x, y);
        const glia::Dataset data = xor_data();
        const auto parts = data.split(0.5, 1);
        glia::Trainer trainer(model);
        trainer.set_callback([text = std::string(100, 'x')](const glia::Progress&) {});
        trainer.set_epochs(1).fit(parts.first);
        EXPECT_THROW(trainer.set_loss("none"), glia::Error);
        model.predict(xor_x);
    };
    for (int i = 0; i < 10000; ++i) cycle();
    const std::size_t before = resident_pages();
    for (int i = 0; i < 90000; ++i) cycle();
    EXPECT_LT(resident_pages(), before + 256);  // pages of 4 KiB: a leak of 12 bytes in each cycle is more
}
