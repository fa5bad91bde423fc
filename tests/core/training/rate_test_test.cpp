#include "core/training/rate_test.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/network.hpp"
#include "core/training/trainer.hpp"

namespace glia {
namespace {

using test::make_classes;
using test::make_model;
using test::parameters_of;

// Features 1 and -1, targets 0: the loss of y = w x + b is w^2 + b^2, whose curvature is L = 2. A step of gradient
// descent multiplies both by 1 - 2 rate, so that training is stable up to the rate 2 / L = 1.
Dataset bowl_rows() {
    const auto data = std::make_shared<DatasetRows>();
    data->rows = 2;
    data->features = 1;
    data->outputs = 1;
    data->owned_x = Buffer<float>(2);
    data->owned_x[0] = 1;
    data->owned_x[1] = -1;
    data->owned_targets = Buffer<float>(2);
    data->x = {data->owned_x.data(), 1};
    data->targets = {data->owned_targets.data(), 1};
    return Dataset(data);
}

TEST(RateTest, FollowsAQuadraticToItsStableLimitAndBeyond) {
    const auto model = make_model(1, "1:identity");
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd");
    trainer.settings().batch_size = 0;
    const std::vector<RatePoint> curve = trainer.find_learning_rate(bowl_rows(), {0.9, 30, 200});
    ASSERT_LT(curve.size(), 200u);
    std::size_t lowest = 0;
    for (std::size_t i = 0; i + 1 < curve.size(); ++i) {
        EXPECT_NEAR(curve[i].rate, 0.9 * std::pow(30 / 0.9, static_cast<double>(i) / 199), 1e-12);
        EXPECT_NEAR(curve[i + 1].loss / curve[i].loss, std::pow(1 - 2 * curve[i].rate, 2), 1e-4);
        if (curve[i + 1].loss < curve[lowest].loss) lowest = i + 1;
    }
    // The loss before the first update beyond the limit is the lowest.
    EXPECT_GT(curve[lowest].rate, 1);
    EXPECT_LT(curve[lowest - 1].rate, 1);
    EXPECT_GT(curve.back().loss, 4 * curve[lowest].loss);
}

TEST(RateTest, GoesThroughAllRatesWhereTrainingStaysWell) {
    Trainer<float> trainer(make_model(4, "8:tanh 3:softmax"));
    const std::vector<RatePoint> curve = trainer.find_learning_rate(make_classes(100, 4, 3), {1e-6, 1e-3, 40});
    ASSERT_EQ(curve.size(), 40u);
    EXPECT_DOUBLE_EQ(curve.front().rate, 1e-6);
    EXPECT_NEAR(curve.back().rate, 1e-3, 1e-15);
}

TEST(RateTest, EndsWhereALossIsNotFinite) {
    Trainer<float> trainer(make_model(3, "8:relu 1:identity"));
    trainer.set_optimizer("sgd");
    const std::vector<RatePoint> curve = trainer.find_learning_rate(test::make_sums(100, 3), {1e25, 1e30, 10});
    EXPECT_GE(curve.size(), 1u);
    EXPECT_LT(curve.size(), 10u);
    for (const RatePoint& point : curve) EXPECT_TRUE(std::isfinite(point.loss));
}

// Until rates differ, the batches and losses are those of a fit, with noise, statistics and penalty.
TEST(RateTest, TrainsAsAFitDoes) {
    const Dataset data = make_classes(80, 4, 3);
    Trainer<float> trainer(make_model(4, "9:identity batch_norm :relu dropout(rate=0.2) 3:softmax"));
    trainer.set_optimizer("adam(learning_rate=0.001)");
    trainer.set_penalty("l2(factor=0.1)");
    trainer.settings() = {.batch_size = 16, .epochs = 1, .seed = 3};
    const std::vector<RatePoint> curve = trainer.find_learning_rate(data, {0.001, 0.002, 5});
    ASSERT_EQ(curve.size(), 5u);
    std::vector<double> sums;
    trainer.set_keeps_going([&](FitEvent event) {
        if (event == FitEvent::batch) sums.push_back(trainer.figures().loss * static_cast<double>(sums.size() + 1));
        return true;
    });
    trainer.fit(data, nullptr);
    EXPECT_NEAR(sums[0], curve[0].loss, 1e-12);
    EXPECT_NEAR(sums[1] - sums[0], curve[1].loss, 1e-9);
}

TEST(RateTest, LeavesModelAndTrainerAsTheyAre) {
    const Dataset data = make_classes(100, 4, 3);
    const auto run = [&](bool test) {
        const auto model = make_model(4, "9:identity batch_norm :relu dropout(rate=0.2) 3:softmax");
        Trainer<float> trainer(model);
        trainer.set_optimizer("nadam");
        trainer.settings().epochs = 2;
        trainer.fit(data, nullptr);
        if (test) trainer.find_learning_rate(data, {1e-4, 10, 30});
        trainer.fit(data, nullptr);
        return parameters_of(*model);
    };
    EXPECT_EQ(run(true), run(false));
}

TEST(RateTest, GivesTheSameBitsForAnyThreads) {
    Trainer<float> trainer(make_model(40, "300:identity batch_norm :relu dropout 3:softmax"));
    const Dataset data = make_classes(200, 40, 3);
    std::vector<double> alone;
    for (const std::size_t threads : {1u, 2u, 3u, 8u}) {
        trainer.settings().threads = threads;
        std::vector<double> losses;
        for (const RatePoint& point : trainer.find_learning_rate(data, {1e-4, 1e-1, 8})) losses.push_back(point.loss);
        if (threads == 1) alone = losses;
        EXPECT_EQ(losses, alone) << threads;
    }
}

}  // namespace
}  // namespace glia
