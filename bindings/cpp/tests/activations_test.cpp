// Activations from lambdas.
#include <atomic>
#include <chrono>
#include <cmath>
#include <memory>
#include <thread>
#include <utility>

#include "support.hpp"

static double sum(const std::vector<float>& numbers) {
    double result = 0;
    for (const float number : numbers) result += static_cast<double>(number);
    return result;
}

TEST(Activations, FromGenericLambdasHaveBothPrecisions) {
    glia::registry::add(glia::elementwise(
        "my_softsign", [](auto x) { return x / (1 + std::abs(x)); },
        [](auto x, auto) { return 1 / ((1 + std::abs(x)) * (1 + std::abs(x))); }));
    const glia::GradientReport report("my_softsign");
    EXPECT_TRUE(report.passed()) << report.describe();
    EXPECT_NE(glia::registry::describe("my_softsign").find("\"float64\":true"), std::string::npos);

    glia::Model own(2), standard(2);
    own.add_dense(3, "my_softsign").initialize("auto", 1);
    standard.add_dense(3, "softsign").initialize("auto", 1);
    EXPECT_NEAR(sum(own.predict(xor_x)), sum(standard.predict(xor_x)), 1e-6);
    glia::registry::remove("my_softsign");
}

TEST(Activations, FromLambdasOfFloatHaveOnePrecision) {
    glia::registry::add(glia::elementwise(
        "half", [](float x) { return x / 2; }, [](float, float) { return 0.5f; }));
    EXPECT_NE(glia::registry::describe("half").find("\"float64\":false"), std::string::npos);
    EXPECT_TRUE(glia::GradientReport("half").passed());
    glia::registry::remove("half");
}

TEST(Activations, WithAWrongDerivativeAreFound) {
    glia::registry::add(glia::elementwise(
        "wrong", [](auto x) { return x * x; }, [](auto x, auto) { return x; }));
    const glia::GradientReport report("wrong");
    EXPECT_FALSE(report.passed());
    EXPECT_GT(report.wrong(), 0u);
    EXPECT_GT(report.worst().error, 0.1);
    glia::registry::remove("wrong");
}

TEST(Activations, LiveAsLongAsTheirLastModel) {
    const auto held = std::make_shared<float>(3.0f);
    glia::registry::add(glia::elementwise(
        "triple", [held](float x) { return *held * x; }, [held](float, float) { return *held; }));
    const auto alone = held.use_count();
    EXPECT_GT(alone, 1);
    {
        const glia::Model model = xor_model("triple");
        glia::registry::remove("triple");
        EXPECT_EQ(held.use_count(), alone);
        model.predict(xor_x);
    }
    EXPECT_EQ(held.use_count(), 1);
    EXPECT_THROW(xor_model("triple"), glia::Error);
}

TEST(Activations, ThatAreRefusedAreDestroyed) {
    const auto held = std::make_shared<int>(0);
    EXPECT_THROW(glia::registry::add(glia::elementwise(
                     "Bad Name", [held](float x) { return x; }, [](float, float) { return 1.0f; })),
                 glia::Error);
    EXPECT_EQ(held.use_count(), 1);
}

// On any number of threads, the exception arrives where the call was made, and nothing of it stays.
TEST(Activations, MayThrow) {
    static std::atomic<bool> throwing{false};
    glia::Activation activation = glia::elementwise(
        "thrower",
        [](float x) {
            if (throwing) throw Thrown{7};
            return x;
        },
        [](float, float) { return 1.0f; });
    activation.flags = 0;
    glia::registry::add(std::move(activation));
    std::vector<float> x(2 * 512);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i % 7) / 7;
    const glia::Dataset data = glia::Dataset::of_classes(x, 2, std::vector<std::int32_t>(512), 2);
    for (const std::size_t threads : {1u, 3u}) {
        glia::Model model = xor_model("thrower");
        glia::Trainer trainer(model);
        trainer.set_threads(threads).set_batch_size(256);
        throwing = true;
        expect_thrown([&] { trainer.fit(data); }, 7);
        expect_thrown([&] { model.predict(xor_x); }, 7);
        throwing = false;
        model.predict(xor_x);
        trainer.fit(data);
    }
    glia::registry::remove("thrower");
}

static void fit_wide(const std::string& activation, std::size_t threads) {
    const std::size_t rows = 1024;  // as many as are worth parts for four threads
    const std::vector<float> x(2 * rows, 0.5f), y(rows, 1);
    glia::Model model(2);
    model.add_dense(64, activation).add_dense(1, "identity");
    glia::Trainer(model).set_threads(threads).set_batch_size(rows).set_epochs(1).fit(
        glia::Dataset::of_values(x, 2, y, 1));
}

// On a trainer's thread, it does so to the caller of the trainer, whatever other threads call meanwhile.
TEST(Activations, MayThrowToTheirOwnCallAlone) {
    static const std::thread::id caller = std::this_thread::get_id();
    static std::atomic<bool> thrown{false}, done{false};
    static std::atomic<int> calls_of_other{0}, thrown_at_other{0};
    static bool waited = false;
    static const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    static const auto wait = [](auto is_so) {
        while (!is_so() && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    };
    glia::registry::add(glia::elementwise(
        "guilty",
        [](float x) {
            if (std::this_thread::get_id() != caller) {
                thrown = true;
                throw Thrown{8};
            }
            if (std::exchange(waited, true)) return x;
            wait([] { return thrown.load(); });  // leaves the other parts to the trainer's threads
            const int before = calls_of_other;
            wait([before] { return calls_of_other >= before + 2; });  // the other thread makes a whole call
            return x;
        },
        [](float, float) { return 1.0f; }));
    std::thread innocent([] {
        const glia::Model model = xor_model();
        while (!done) {
            try {
                model.predict(xor_x);
                fit_wide("tanh", 1);
            } catch (...) {
                ++thrown_at_other;
            }
            ++calls_of_other;
        }
    });
    const int rounds = 20;
    int arrived = 0;
    for (int round = 0; round < rounds; ++round) {
        waited = false;
        thrown = false;
        try {
            fit_wide("guilty", 4);
        } catch (const Thrown& exception) {
            arrived += exception.number == 8;
        } catch (const glia::Error&) {  // of what the activation has left
        }
    }
    done = true;
    innocent.join();
    EXPECT_EQ(arrived, rounds);
    EXPECT_EQ(thrown_at_other, 0);
    glia::registry::remove("guilty");
}

// The file of an activation called good, which is nowhere else.
static const std::string plugin = GLIA_TEST_PLUGIN;

TEST(Activations, AreAllowedByName) {
    glia::registry::allow({});
    EXPECT_THROW(glia::registry::load(plugin), glia::Error);
    glia::registry::allow({"good"}, {std::string(64, '0')});
    EXPECT_THROW(glia::registry::load(plugin), glia::Error);
    glia::registry::allow({"relu", "good"});
    EXPECT_NO_THROW(glia::registry::load(plugin));
    EXPECT_NO_THROW(xor_model("good"));
    glia::registry::allow_all();
}

TEST(Activations, AreListedWithTheirFiles) {
    glia::registry::load(plugin);
    const std::vector<std::string> names = glia::registry::names();
    for (const char* const name : {"good", "relu"}) {
        EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
    }
    EXPECT_NE(glia::registry::path("good").find("/good.so"), std::string::npos);
    EXPECT_FALSE(glia::registry::search_path().empty());
}

template <class T>
static void expect_the_function(const std::vector<T>& x) {
    EXPECT_EQ(glia::activation_values("leaky_relu(alpha=0.25)", 2, x), (std::vector<T>{T(-0.5), T(0.5)}));
    EXPECT_EQ(glia::activation_gradients("leaky_relu(alpha=0.25)", 2, x, std::vector<T>{1, 3}),
              (std::vector<T>{T(0.25), 3}));
    EXPECT_EQ(glia::activation_values("softmax", 1, x), (std::vector<T>{1, 1}));
    EXPECT_TRUE(glia::activation_values("relu", 3, std::vector<T>()).empty());
    expect_error([&] { glia::activation_values("relu", 3, x); }, GLIA_ERROR_INVALID_ARGUMENT,
                 "x holds 2 numbers; it must be whole rows of 3");
    expect_error([&] { glia::activation_values("relu", 0, x); }, GLIA_ERROR_INVALID_ARGUMENT,
                 "x holds 2 numbers; it must be 0");
    expect_error([&] { glia::activation_gradients("relu", 1, x, std::vector<T>{1}); }, GLIA_ERROR_INVALID_ARGUMENT,
                 "dy holds 1 numbers; it must be 2");
}

TEST(Activations, AreFunctionsByThemselves) {
    expect_the_function<float>({-2, 0.5f});
    expect_the_function<double>({-2, 0.5});
}
