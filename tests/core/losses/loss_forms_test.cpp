// Each loss at points where its closed form can be worked out by hand, at its borders, and far away from them.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/special_numbers.hpp"
#include "core/losses/loss.hpp"
#include "glia/plugin.h"

namespace glia {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Result {
    double loss;
    std::vector<double> gradient;
};

// Of one row. activation_flags as make_loss takes them; logits: empty where not fused.
Result at(const std::string& spec, const std::vector<double>& y, const std::vector<double>& t,
          const std::vector<double>& logits = {}, std::uint32_t activation_flags = 0) {
    const auto loss = make_loss<double>(spec, activation_flags);
    const Outputs<double> outputs = {1, y.size(), y.data(), logits.empty() ? nullptr : logits.data()};
    Result result = {loss->sum(outputs, {t.data(), nullptr}), std::vector<double>(y.size())};
    loss->gradient(outputs, {t.data(), nullptr}, 1, result.gradient.data());
    return result;
}

void expect(const Result& result, double loss, const std::vector<double>& gradient) {
    EXPECT_NEAR(result.loss, loss, 1e-14 * std::max(1.0, std::abs(loss)));
    ASSERT_EQ(result.gradient.size(), gradient.size());
    for (std::size_t j = 0; j < gradient.size(); ++j) EXPECT_NEAR(result.gradient[j], gradient[j], 1e-14) << j;
}

TEST(LossForm, OfMaeIsTheMeanDistance) {
    expect(at("mae", {1, 5, 2}, {3, 4, 2}), (2 + 1 + 0) / 3.0, {-1 / 3.0, 1 / 3.0, 0});
}

TEST(LossForm, OfHuberIsASquareAndThenALine) {
    expect(at("huber", {0.5, 3}, {0, 0}), (0.125 + 2.5) / 2, {0.25, 0.5});
    expect(at("huber(delta=2)", {-1, -5}, {0, 0}), (0.5 + 8) / 2, {-0.5, -1});
    expect(at("huber(delta=2)", {2}, {0}), 2, {2});  // where both forms meet
}

TEST(LossForm, OfLogCoshIsItsDefinition) {
    for (const double e : {-3.0, -1.0, -1e-3, 0.0, 0.3, 0.999, 1.001, 7.0}) {
        expect(at("log_cosh", {e + 2}, {2}), std::log(std::cosh(e + 2 - 2)), {std::tanh(e)});
    }
    // Near 0 it is e^2 / 2, of which log(cosh e) alone would keep no digit; far from 0 |e| - log 2, where cosh
    // overflows.
    EXPECT_DOUBLE_EQ(at("log_cosh", {1e-9}, {0}).loss, 0.5e-18);
    EXPECT_DOUBLE_EQ(at("log_cosh", {-1e6}, {0}).loss, 1e6 - std::log(2.0));
}

TEST(LossForm, OfQuantileWeighsBothSidesByQ) {
    expect(at("quantile(q=0.9)", {1, 5, 2}, {3, 4, 2}), (0.9 * 2 + 0.1 * 1) / 3, {-0.3, 0.1 / 3, 0});
    EXPECT_DOUBLE_EQ(at("quantile", {1, 5}, {3, 4}).loss, at("mae", {1, 5}, {3, 4}).loss / 2);
}

TEST(LossForm, OfPoissonIsTheRateLessTheLogarithmTimesTheCount) {
    expect(at("poisson", {2, 0.5}, {3, 0}), (2 - 3 * std::log(2.0) + 0.5) / 2, {(1 - 1.5) / 2, 0.5});
    expect(at("poisson", {4}, {4}), 4 - 4 * std::log(4.0), {0});  // its minimum
}

TEST(LossForm, OfPoissonIsFiniteWhereTheRateIsZero) {
    EXPECT_EQ(at("poisson", {0}, {0}).loss, 0);
    EXPECT_LT(at("poisson", {0}, {5}).loss, infinity);
    EXPECT_GT(at("poisson", {0}, {5}).gradient[0], -infinity);
    EXPECT_THROW(at("poisson", {-1e-3}, {1}), Error);
}

TEST(LossForm, OfHingeIsTheShortfallOfTheMargin) {
    expect(at("hinge", {0.25}, {1}), 0.75, {-1});
    expect(at("hinge", {0.25}, {0}), 1.25, {1});
    expect(at("hinge", {1.5}, {1}), 0, {0});
    expect(at("hinge", {-1}, {0}), 0, {0});  // on the margin
}

TEST(LossForm, OfHingeComparesTheClassWithItsLargestRival) {
    expect(at("hinge", {1, 3, 2.5}, {0, 0, 1}), 1.5, {0, 1, -1});
    expect(at("hinge", {1, 2.5, 2.5}, {1, 0, 0}), 2.5, {-1, 1, 0});  // of equal rivals, the first
    expect(at("hinge", {5, 3, 4}, {1, 0, 0}), 0, {0, 0, 0});
}

TEST(LossForm, OfKlDivergenceIsZeroForAPerfectAnswerAndElseCrossEntropyLessEntropy) {
    expect(at("kl_divergence", {0.5, 0.5}, {0.25, 0.75}), 0.25 * std::log(0.5) + 0.75 * std::log(1.5), {-0.5, -1.5});
    EXPECT_EQ(at("kl_divergence", {0.25, 0.75}, {0.25, 0.75}).loss, 0);
    expect(at("kl_divergence", {0.25, 0.75}, {0, 1}), -std::log(0.75), {0, -1 / 0.75});  // 0 log 0 = 0
}

TEST(LossForm, OfSmoothedTargetsIsThatOfTheTargetsWrittenOut) {
    const Result binary = at("binary_crossentropy(label_smoothing=0.2)", {0.8, 0.3}, {1, 0});
    const Result binary_by_hand = at("binary_crossentropy", {0.8, 0.3}, {0.9, 0.1});
    expect(binary, binary_by_hand.loss, binary_by_hand.gradient);
    const Result classes = at("categorical_crossentropy(label_smoothing=0.3)", {0.2, 0.3, 0.5}, {0, 1, 0});
    const Result classes_by_hand = at("categorical_crossentropy", {0.2, 0.3, 0.5}, {0.1, 0.8, 0.1});
    expect(classes, classes_by_hand.loss, classes_by_hand.gradient);
}

TEST(LossForm, OfFocalIsItsDefinition) {
    // t = 1: -alpha (1 - y)^gamma log y; t = 0: -(1 - alpha) y^gamma log(1 - y)
    EXPECT_NEAR(at("focal", {0.9}, {1}).loss, -0.25 * 0.01 * std::log(0.9), 1e-16);
    EXPECT_NEAR(at("focal", {0.9}, {0}).loss, -0.75 * 0.81 * std::log(1 - 0.9), 1e-15);
    EXPECT_NEAR(at("focal(gamma=3,alpha=1)", {0.2, 0.8}, {0, 1}, {}, GLIA_ACTIVATION_SOFTMAX).loss,
                -0.008 * std::log(0.8), 1e-16);
}

TEST(LossForm, OfFocalWithoutItsFactorsIsCrossEntropy) {
    const Result halved = at("focal(gamma=0,alpha=0.5)", {0.9, 0.3}, {1, 0.4});
    const Result binary = at("binary_crossentropy", {0.9, 0.3}, {1, 0.4});
    expect(halved, binary.loss / 2, {binary.gradient[0] / 2, binary.gradient[1] / 2});
    const Result classes = at("categorical_crossentropy", {0.9, 0.1}, {0.3, 0.7});
    expect(at("focal(gamma=0,alpha=1)", {0.9, 0.1}, {0.3, 0.7}, {}, GLIA_ACTIVATION_SOFTMAX), classes.loss,
           classes.gradient);
}

// y of the logits, as the activations round it.
TEST(LossForm, FromLogitsIsFiniteForAnyFiniteOnes) {
    constexpr double huge = std::numeric_limits<float>::max();
    const std::vector<std::vector<double>> targets = {{1, 0}, {0, 1}, {0.25, 0.75}};
    for (const double z : {0.0, 30.0, 800.0, 1e6, huge}) {
        for (const std::vector<double>& t : targets) {
            for (const char* const spec : {"binary_crossentropy", "binary_crossentropy(label_smoothing=0.1)", "focal",
                                           "focal(gamma=0)", "focal(gamma=0.5)"}) {
                const double y = 1 / (1 + std::exp(-z));
                const Result result = at(spec, {y, 1 - y}, t, {z, -z});
                EXPECT_TRUE(std::isfinite(result.loss)) << spec << " " << z;
                for (const double d : result.gradient) EXPECT_TRUE(std::isfinite(d)) << spec << " " << z;
            }
            for (const char* const spec : {"categorical_crossentropy", "categorical_crossentropy(label_smoothing=0.1)",
                                           "kl_divergence", "focal", "focal(gamma=0)", "focal(gamma=0.5)"}) {
                const double y = 1 / (1 + std::exp(-2 * z));
                const Result result = at(spec, {y, 1 - y}, t, {z, -z}, GLIA_ACTIVATION_SOFTMAX);
                EXPECT_TRUE(std::isfinite(result.loss)) << spec << " " << z;
                for (const double d : result.gradient) EXPECT_TRUE(std::isfinite(d)) << spec << " " << z;
            }
        }
    }
}

TEST(LossForm, FromLogitsKeepsTheDigitsOfAProbabilityNearOne) {
    const double z = 40;  // 1 - y is about 4e-18, which y cannot tell from 1
    EXPECT_DOUBLE_EQ(at("binary_crossentropy", {1}, {1}, {z}).loss, std::exp(-z));
    EXPECT_DOUBLE_EQ(at("categorical_crossentropy", {1, 0}, {1, 0}, {z, 0}, GLIA_ACTIVATION_SOFTMAX).loss,
                     std::exp(-z));
    EXPECT_DOUBLE_EQ(at("focal(gamma=1,alpha=1)", {1}, {1}, {z}).loss, std::exp(-2 * z));
}

TEST(LossForm, PassesNanOn) {
    for (const SpecDefinition& each : loss_definitions()) {
        for (std::size_t place = 0; place < 3; ++place) {
            std::vector<double> y = {0.25, 0.25, 0.5};
            y[place] = nan;
            const std::vector<double> t = {0, 1, 0};
            SCOPED_TRACE(each.name + " " + std::to_string(place));
            const bool classes = make_loss<double>(each.name)->fuses_with() == GLIA_ACTIVATION_SOFTMAX;
            // Not fused, -log y is asked for the true class alone.
            EXPECT_EQ(std::isnan(at(each.name, y, t).loss), !classes || place == 1);
            for (const std::uint32_t flag : {GLIA_ACTIVATION_LOGISTIC, GLIA_ACTIVATION_SOFTMAX}) {
                if (make_loss<double>(each.name, flag)->fuses_with() != flag) continue;
                const Result result = at(each.name, y, t, y, flag);
                EXPECT_TRUE(std::isnan(result.loss));
                EXPECT_TRUE(std::isnan(result.gradient[place]));
            }
        }
    }
    EXPECT_TRUE(std::isnan(at("hinge", {nan}, {1}).loss));
    EXPECT_TRUE(std::isnan(at("hinge", {nan}, {1}).gradient[0]));
    EXPECT_TRUE(std::isnan(at("hinge", {1, 2, nan, 5}, {1, 0, 0, 0}).gradient[2]));
}

TEST(LossForm, TakesParametersInTheirRangeAlone) {
    for (const char* const bad :
         {"huber(delta=0)", "huber(delta=-1)", "quantile(q=0)", "quantile(q=1)", "focal(gamma=-1)", "focal(alpha=0)",
          "focal(alpha=1.5)", "binary_crossentropy(label_smoothing=1)",
          "categorical_crossentropy(label_smoothing=-0.1)", "mse(delta=1)"}) {
        EXPECT_THROW(make_loss<double>(bad), Error) << bad;
    }
    EXPECT_EQ(canonical_loss(" huber ( delta = 1 ) "), "huber");
    EXPECT_EQ(canonical_loss("focal(gamma=2,alpha=0.5)"), "focal(alpha=0.5)");
}

TEST(LossForm, RefusesTargetsThatItCannotTake) {
    const auto refuses = [](const char* spec, std::vector<float> targets, std::uint32_t flags = 0) {
        try {
            make_loss<float>(spec, flags)->check_targets(3, targets);
            return std::string("taken");
        } catch (const Error& e) {
            return std::string(e.what());
        }
    };
    EXPECT_EQ(refuses("binary_crossentropy", {0, 1.5F}),
              "binary_crossentropy: target 1 of row 3 (from 0) is 1.5; it must be in [0, 1] (for amounts, take a loss "
              "such as mse)");
    EXPECT_EQ(refuses("kl_divergence", {0.25F, 0.5F}),
              "kl_divergence: the targets of row 3 (from 0) sum to 0.75; they must sum to 1 (for several labels in a "
              "row, take binary_crossentropy and sigmoid outputs)");
    EXPECT_EQ(refuses("hinge", {0.5F}), "hinge: target 0 of row 3 (from 0) is 0.5; it must be 0 or 1");
    EXPECT_EQ(refuses("hinge", {1, 1, 0}),
              "hinge: 2 targets of row 3 (from 0) are 1; with several outputs exactly one must be, that of the row's "
              "class");
    EXPECT_EQ(refuses("poisson", {1, -2}),
              "poisson: target 1 of row 3 (from 0) is -2; a count or rate must be 0 or more");
    EXPECT_EQ(refuses("focal", {0.25F, 0.5F}), "taken");
    EXPECT_NE(refuses("focal", {0.25F, 0.5F}, GLIA_ACTIVATION_SOFTMAX), "taken");
    for (const char* const spec : {"mae", "huber", "log_cosh", "quantile"})
        EXPECT_EQ(refuses(spec, {-7, 1e9F}), "taken");
}

}  // namespace
}  // namespace glia
