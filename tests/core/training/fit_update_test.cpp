// What stands beside the optimizer, through a whole fit: clipping, accumulation, penalties and constraints, against
// closed forms and against softmax regression written out.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/network.hpp"
#include "core/training/trainer.hpp"

namespace glia {
namespace {

using test::make_classes;
using test::make_model;
using test::parameters_of;

constexpr std::size_t features = 4;
constexpr std::size_t classes = 3;
constexpr std::size_t weights = classes * features;

// Weights (classes x features) and then biases: of softmax regression, or their gradients.
using Numbers = std::vector<double>;

// The gradient of the mean cross-entropy over rows [first, last): (softmax(W x + b) - one-hot) (x, 1)^T.
Numbers gradient_of(const Numbers& p, const Dataset& data, std::size_t first, std::size_t last) {
    Numbers g(p.size());
    for (std::size_t row = first; row < last; ++row) {
        double y[classes] = {};
        double sum = 0;
        for (std::size_t c = 0; c < classes; ++c) {
            y[c] = p[weights + c];
            for (std::size_t i = 0; i < features; ++i) {
                y[c] += p[c * features + i] * static_cast<double>(data.x(row)[i]);
            }
            sum += std::exp(y[c]);
        }
        for (std::size_t c = 0; c < classes; ++c) {
            const double right = data.class_of(row) == static_cast<std::int32_t>(c) ? 1 : 0;
            const double slope = (std::exp(y[c]) / sum - right) / static_cast<double>(last - first);
            g[weights + c] += slope;
            for (std::size_t i = 0; i < features; ++i) {
                g[c * features + i] += slope * static_cast<double>(data.x(row)[i]);
            }
        }
    }
    return g;
}

double norm(const double* values, std::size_t size) {
    double squares = 0;
    for (std::size_t i = 0; i < size; ++i) squares += values[i] * values[i];
    return std::sqrt(squares);
}

constexpr double learning_rate = 0.5;
constexpr std::size_t rows = 60;
constexpr std::size_t batch = 16;  // the last has 12
constexpr std::size_t epochs = 3;

using Change = std::function<void(Numbers& p, Numbers& g)>;

// Gradient descent over batches as they stand; `before` and `after` each update.
void expect_path(const std::function<void(Trainer<float>&)>& set_up, const Change& before, const Change& after) {
    const Dataset data = make_classes(rows, features, classes);
    const auto model = make_model(features, "3:softmax");
    const std::vector<float> start = parameters_of(*model);
    Numbers p(start.begin(), start.end());
    Trainer<float> trainer(model);
    trainer.set_optimizer("sgd(learning_rate=0.5)");
    trainer.settings() = {.batch_size = batch, .epochs = epochs, .shuffle = false};
    set_up(trainer);
    trainer.fit(data, nullptr);
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
        for (std::size_t first = 0; first < rows; first += batch) {
            Numbers g = gradient_of(p, data, first, std::min(first + batch, rows));
            before(p, g);
            for (std::size_t i = 0; i < p.size(); ++i) p[i] -= learning_rate * g[i];
            after(p, g);
        }
    }
    const std::vector<float> end = parameters_of(*model);
    ASSERT_EQ(model->offset(1), p.size());
    for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(end[i], p[i], 2e-6) << i;
}

void nothing(Numbers&, Numbers&) {}

TEST(FitUpdate, DescendsAlongTheGradient) {
    expect_path([](Trainer<float>&) {}, nothing, nothing);
}

TEST(FitUpdate, ClipsEachGradient) {
    std::size_t cut = 0;
    expect_path([](Trainer<float>& trainer) { trainer.set_clipping("value(limit=0.1)"); },
                [&](Numbers&, Numbers& g) {
                    for (double& each : g) {
                        cut += std::fabs(each) > 0.1 ? 1u : 0u;
                        each = std::clamp(each, -0.1, 0.1);
                    }
                },
                nothing);
    EXPECT_GT(cut, 10u);
}

TEST(FitUpdate, ClipsTheNormOfAllGradients) {
    std::size_t cut = 0;
    expect_path([](Trainer<float>& trainer) { trainer.set_clipping("norm(limit=0.25)"); },
                [&](Numbers&, Numbers& g) {
                    const double length = norm(g.data(), g.size());
                    if (length <= 0.25) return;
                    ++cut;
                    for (double& each : g) each *= 0.25 / length;
                },
                nothing);
    EXPECT_GT(cut, 3u);
}

TEST(FitUpdate, AddsPenaltiesToTheGradientsOfWeightsAfterClipping) {
    expect_path(
        [](Trainer<float>& trainer) {
            trainer.set_penalty("l1_l2(l1=0.05, l2=0.2)");
            trainer.set_clipping("value(limit=0.1)");
        },
        [](Numbers& p, Numbers& g) {
            for (double& each : g) each = std::clamp(each, -0.1, 0.1);
            for (std::size_t i = 0; i < weights; ++i) g[i] += 0.05 * (p[i] > 0 ? 1 : p[i] < 0 ? -1 : 0) + 0.2 * p[i];
        },
        nothing);
}

TEST(FitUpdate, DecaysWeightsBeforeTheStep) {
    expect_path([](Trainer<float>& trainer) { trainer.set_penalty("weight_decay(factor=0.1)"); },
                [](Numbers& p, Numbers&) {
                    for (std::size_t i = 0; i < weights; ++i) p[i] *= 1 - learning_rate * 0.1;
                },
                nothing);
}

TEST(FitUpdate, HoldsEachUnitsWeightsToTheirNorm) {
    std::size_t held = 0;
    expect_path([](Trainer<float>& trainer) { trainer.set_constraint("max_norm(limit=0.8)"); }, nothing,
                [&](Numbers& p, Numbers&) {
                    for (std::size_t c = 0; c < classes; ++c) {
                        const double length = norm(p.data() + c * features, features);
                        if (length <= 0.8) continue;
                        ++held;
                        for (std::size_t i = 0; i < features; ++i) p[c * features + i] *= 0.8 / length;
                    }
                });
    EXPECT_GT(held, 3u);
}

// Features of 0 leave weights to the penalty alone.
Dataset silent_rows() {
    const auto data = std::make_shared<DatasetRows>();
    data->rows = 10;
    data->features = 2;
    data->outputs = 1;
    data->owned_x = Buffer<float>(20);
    data->owned_targets = Buffer<float>(10);
    data->x = {data->owned_x.data(), 2};
    data->targets = {data->owned_targets.data(), 1};
    return Dataset(data);
}

// Weights 2 and -1 after 20 updates with learning rate 0.1.
std::vector<float> after_penalty(const char* optimizer, const char* penalty) {
    const auto model = make_model(2, "1:identity");
    const std::span<float> w = model->values(0, model->tensor(0, "weight"));
    w[0] = 2;
    w[1] = -1;
    Trainer<float> trainer(model);
    trainer.set_optimizer(optimizer);
    trainer.set_penalty(penalty);
    trainer.settings() = {.batch_size = 5, .epochs = 10};
    trainer.fit(silent_rows(), nullptr);
    return {w[0], w[1]};
}

TEST(FitUpdate, ShrinksWeightsThatNothingHolds) {
    const auto expect = [](const char* optimizer, const char* penalty, double first, double second) {
        const std::vector<float> w = after_penalty(optimizer, penalty);
        EXPECT_NEAR(w[0], first, 1e-5) << optimizer << ", " << penalty;
        EXPECT_NEAR(w[1], second, 1e-5) << optimizer << ", " << penalty;
    };
    const double left = std::pow(1 - 0.1 * 0.5, 20);
    expect("sgd(learning_rate=0.1)", "none", 2, -1);
    expect("sgd(learning_rate=0.1)", "l2(factor=0.5)", 2 * left, -left);
    expect("sgd(learning_rate=0.1)", "weight_decay(factor=0.5)", 2 * left, -left);
    expect("sgd(learning_rate=0.1)", "l1(factor=0.25)", 2 - 20 * 0.025, -1 + 20 * 0.025);
    // Past Adam's moments decay is the same, while l2 goes through them: the step is the learning rate at first.
    expect("adam(learning_rate=0.1)", "weight_decay(factor=0.5)", 2 * left, -left);
    EXPECT_LT(after_penalty("adam(learning_rate=0.1)", "l2(factor=0.5)")[0], 0.5);
}

struct Fitted {
    std::vector<float> parameters;
    std::vector<double> losses;
    std::size_t updates = 0;
};

Fitted fitted(const char* layers, std::size_t size, std::size_t accumulation) {
    const auto model = make_model(features, layers);
    Trainer<float> trainer(model);
    Fitted result;
    trainer.set_optimizer("adam(learning_rate=0.01)");
    trainer.settings() = {.batch_size = size, .epochs = 4, .seed = 6, .accumulation = accumulation};
    trainer.set_keeps_going([&](FitEvent event) {
        if (event == FitEvent::batch) ++result.updates;
        return true;
    });
    trainer.fit(make_classes(100, features, classes), nullptr);
    result.parameters = parameters_of(*model);
    for (const EpochFigures& epoch : trainer.history()) result.losses.push_back(epoch.loss);
    return result;
}

// 100 rows by 24 leave 4 at the end; dropout must draw the same noise.
TEST(FitUpdate, WithAccumulationIsThatOfOneLargeBatch) {
    for (const char* const layers : {"9:tanh 3:softmax", "9:relu dropout(rate=0.3) layer_norm 3:softmax"}) {
        const Fitted whole = fitted(layers, 24, 1);
        EXPECT_EQ(whole.updates, 4 * 5u);
        for (const std::size_t parts : {2u, 3u, 8u}) {
            const Fitted cut = fitted(layers, 24 / parts, parts);
            EXPECT_EQ(cut.updates, whole.updates);
            for (std::size_t i = 0; i < whole.losses.size(); ++i) {
                EXPECT_NEAR(cut.losses[i], whole.losses[i], 1e-5) << layers << ", " << parts;
            }
            for (std::size_t i = 0; i < whole.parameters.size(); ++i) {
                ASSERT_NEAR(cut.parameters[i], whole.parameters[i], 1e-4) << layers << ", " << parts;
            }
        }
    }
}

}  // namespace
}  // namespace glia
