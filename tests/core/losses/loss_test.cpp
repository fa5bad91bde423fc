#include "core/losses/loss.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/special_numbers.hpp"
#include "glia/plugin.h"

namespace glia {
namespace {

double sum(const char* loss, std::vector<double> y, std::vector<double> logits, std::vector<double> t) {
    const Outputs<double> outputs = {1, y.size(), y.data(), logits.empty() ? nullptr : logits.data()};
    return make_loss<double>(loss)->sum(outputs, {t.data(), nullptr});
}

TEST(Loss, OfBinaryCrossentropyIsTheClosedForm) {
    // -(0.25 log 0.8 + 0.75 log 0.2) - log 0.5
    EXPECT_NEAR(sum("binary_crossentropy", {0.8, 0.5}, {}, {0.25, 1}),
                -(0.25 * std::log(0.8) + 0.75 * std::log(0.2)) - std::log(0.5), 1e-15);
}

TEST(Loss, OfBinaryCrossentropyIsTheSameFromLogits) {
    for (const double z : {-3.0, -0.1, 0.0, 0.7, 5.0}) {
        const double y = 1 / (1 + std::exp(-z));
        EXPECT_NEAR(sum("binary_crossentropy", {y}, {z}, {0.3}), sum("binary_crossentropy", {y}, {}, {0.3}), 1e-13);
    }
}

TEST(Loss, OfCrossentropyIsFiniteForAnyFiniteLogits) {
    const double huge = std::numeric_limits<double>::max() / 4;
    EXPECT_EQ(sum("binary_crossentropy", {1}, {huge}, {1}), 0);
    EXPECT_EQ(sum("binary_crossentropy", {0}, {-huge}, {1}), huge);
    EXPECT_EQ(sum("categorical_crossentropy", {1, 0}, {huge, -huge}, {1, 0}), 0);
    EXPECT_EQ(sum("categorical_crossentropy", {1, 0}, {huge, -huge}, {0, 1}), 2 * huge);
}

TEST(Loss, OfOutputsThatAreExactlyWrongIsFinite) {
    EXPECT_LT(sum("binary_crossentropy", {0}, {}, {1}), infinity);
    EXPECT_LT(sum("categorical_crossentropy", {0, 1}, {}, {1, 0}), infinity);
}

TEST(Loss, OfAClassEqualsThatOfItsOneHotTargets) {
    const std::vector<float> y = {0.2F, 0.5F, 0.3F};
    const std::vector<float> t = {0, 0, 1};
    const std::int32_t c = 2;
    const auto loss = make_loss<float>("categorical_crossentropy");
    const Outputs<float> outputs = {1, 3, y.data(), nullptr};
    EXPECT_EQ(loss->sum(outputs, {t.data(), nullptr}), loss->sum(outputs, {nullptr, &c}));
    EXPECT_NEAR(loss->sum(outputs, {nullptr, &c}), -std::log(0.3), 1e-7);
    std::vector<float> by_values(3);
    std::vector<float> by_class(3);
    loss->gradient(outputs, {t.data(), nullptr}, 1, by_values.data());
    loss->gradient(outputs, {nullptr, &c}, 1, by_class.data());
    EXPECT_EQ(by_values, by_class);
}

TEST(Loss, OfMseIsTheMeanOverOutputs) {
    EXPECT_DOUBLE_EQ(sum("mse", {1, 2, 3}, {}, {1, 4, 0}), (0 + 4 + 9) / 3.0);
}

TEST(Loss, FromLogitsHasTheGradientYMinusT) {
    const std::vector<double> y = {0.9, 0.1};
    const std::vector<double> z = {1.0986122886681098, -1.0986122886681098};
    const std::vector<double> t = {0, 1};
    for (const char* const name : {"binary_crossentropy", "categorical_crossentropy"}) {
        std::vector<double> d(2);
        make_loss<double>(name)->gradient({1, 2, y.data(), z.data()}, {t.data(), nullptr}, 0.5, d.data());
        EXPECT_DOUBLE_EQ(d[0], 0.45);
        EXPECT_DOUBLE_EQ(d[1], -0.45);
    }
}

TEST(Loss, SaysWithWhichActivationItIsFused) {
    EXPECT_EQ(make_loss<float>("binary_crossentropy")->fuses_with(),
              static_cast<std::uint32_t>(GLIA_ACTIVATION_LOGISTIC));
    EXPECT_EQ(make_loss<float>("categorical_crossentropy")->fuses_with(),
              static_cast<std::uint32_t>(GLIA_ACTIVATION_SOFTMAX));
    EXPECT_EQ(make_loss<float>("mse")->fuses_with(), 0u);
}

TEST(Loss, RefusesTargetsThatItCannotTake) {
    const std::vector<float> outside = {0.5F, 1.5F};
    const std::vector<float> not_one = {0.5F, 0.2F};
    EXPECT_THROW(make_loss<float>("binary_crossentropy")->check_targets(3, outside), Error);
    EXPECT_THROW(make_loss<float>("categorical_crossentropy")->check_targets(3, outside), Error);
    EXPECT_THROW(make_loss<float>("categorical_crossentropy")->check_targets(3, not_one), Error);
    EXPECT_NO_THROW(make_loss<float>("binary_crossentropy")->check_targets(3, not_one));
    EXPECT_NO_THROW(make_loss<float>("mse")->check_targets(3, outside));
}

TEST(Loss, RefusesOutputsThatAreNoProbabilities) {
    EXPECT_THROW(sum("binary_crossentropy", {1.5}, {}, {1}), Error);
    EXPECT_THROW(sum("categorical_crossentropy", {-0.1, 1.1}, {}, {0, 1}), Error);
    EXPECT_THROW(make_loss<float>("categorical_crossentropy")->check_output_layer({1}), Error);
}

TEST(Loss, SuggestsTheNearestName) {
    try {
        make_loss<float>("mes");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_NOT_FOUND);
        EXPECT_STREQ(e.what(),
                     "unknown loss 'mes'; known: binary_crossentropy, categorical_crossentropy, focal, hinge, huber, "
                     "kl_divergence, log_cosh, mae, mse, poisson, quantile");
    }
    try {
        make_loss<float>("binary_crosentropy");
        FAIL();
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("did you mean 'binary_crossentropy'?"), std::string::npos) << e.what();
    }
}

}  // namespace
}  // namespace glia
