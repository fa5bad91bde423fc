// Training by one row at a time has a way of its own. A metric sends a fit the general way: both must give equal bits.
#include "core/training/online_descent.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "core/network.hpp"
#include "core/plugins.hpp"
#include "core/training/trainer.hpp"
#include "plugin/registry.hpp"

namespace glia::test {
namespace {

struct Outcome {
    std::vector<float> parameters;
    std::vector<EpochFigures> history;
    std::string failure;
};

Outcome train(const std::string& layers, const Dataset& data, const std::string& optimizer, bool generally) {
    const auto model = make_model(data.features(), layers);
    Trainer<float> trainer(model);
    trainer.set_optimizer(optimizer);
    trainer.set_schedule("cosine");
    trainer.settings().batch_size = 1;
    trainer.settings().epochs = 3;
    if (generally) trainer.settings().metrics = {data.has_classes() ? "log_loss" : "mae"};
    Outcome outcome;
    try {
        trainer.fit(data, nullptr);
    } catch (const Error& failure) {
        outcome.failure = failure.what();
    }
    outcome.parameters = parameters_of(*model);
    outcome.history = trainer.history();
    return outcome;
}

void expect_equal_bits(const std::string& layers, const Dataset& data, const std::string& optimizer) {
    const Outcome online = train(layers, data, optimizer, false);
    const Outcome general = train(layers, data, optimizer, true);
    EXPECT_EQ(online.failure, general.failure) << layers;
    ASSERT_EQ(online.parameters.size(), general.parameters.size());
    EXPECT_EQ(
        std::memcmp(online.parameters.data(), general.parameters.data(), general.parameters.size() * sizeof(float)), 0)
        << layers;
    ASSERT_EQ(online.history.size(), general.history.size());
    for (std::size_t i = 0; i < general.history.size(); ++i) {
        EXPECT_EQ(online.history[i].loss, general.history[i].loss) << layers;
        EXPECT_EQ(online.history[i].learning_rate, general.history[i].learning_rate) << layers;
    }
}

TEST(OnlineDescent, GivesTheBitsOfTheGeneralWay) {
    const std::string sgd = "sgd(learning_rate=0.1)";
    for (const char* layers : {"3:softmax", "16:sigmoid 8:sigmoid 3:softmax", "17:gelu 5:tanh 3:softmax",
                               "4:softmax 3:softmax", "33:relu 1:identity 3:softmax", "130:elu(alpha=0.5) 3:softmax"}) {
        expect_equal_bits(layers, make_classes(50, 21, 3), sgd);
    }
    for (const char* layers : {"1:identity", "16:sigmoid 1:identity", "9:silu 9:silu 1:tanh"}) {
        expect_equal_bits(layers, make_sums(50, 5), sgd);
    }
}

TEST(OnlineDescent, FailsAsTheGeneralWayDoes) {
    for (const char* optimizer : {"sgd(learning_rate=1e38)", "sgd(learning_rate=1e20)", "sgd(learning_rate=50)"}) {
        expect_equal_bits("4:relu 1:identity", make_sums(50, 5), optimizer);
    }
    EXPECT_NE(train("4:relu 1:identity", make_sums(50, 5), "sgd(learning_rate=1e20)", false).failure, "");
}

TEST(OnlineDescent, LeavesOtherFitsToTheGeneralWay) {
    const Dataset data = make_sums(50, 5);
    const auto suits = [&](const std::string& layers, const char* optimizer) {
        return OnlineDescent<float>::suits(*make_model(5, layers), Updater<float>(optimizer), data);
    };
    EXPECT_TRUE(suits("3:relu 1:identity", "sgd"));
    EXPECT_FALSE(suits("3:relu dropout(rate=0.5) 1:identity", "sgd"));
    EXPECT_FALSE(suits("3:identity layer_norm 1:identity", "sgd"));
    EXPECT_FALSE(suits("3:prelu 1:identity", "sgd"));
    EXPECT_FALSE(suits("200000:relu 1:identity", "sgd"));  // threads share it
    EXPECT_FALSE(suits("3:relu 1:identity", "sgd(momentum=0.9)"));
    EXPECT_FALSE(suits("3:relu 1:identity", "adam"));
    EXPECT_FALSE(suits("3:relu 1:identity", "lbfgs"));
    Updater<float> penalized("sgd");
    penalized.set_penalty("l2(factor=0.1)");
    EXPECT_FALSE(OnlineDescent<float>::suits(*make_model(5, "1:identity"), penalized, data));
    Updater<float> clipped("sgd");
    clipped.set_clipping("norm(limit=1)");
    EXPECT_FALSE(OnlineDescent<float>::suits(*make_model(5, "1:identity"), clipped, data));
}

// The widths that a function of the host program is called with.
std::set<std::size_t> widths;

void note_width(std::size_t cols) {
    widths.insert(cols);
}

TEST(OnlineDescent, ShowsAFunctionOfTheHostProgramItsUnitsAlone) {
    glia_activation_t table = *standard_activations()("relu");
    table.name = "notes_widths";
    table.forward = [](const glia_activation_t*, const double*, std::size_t rows, std::size_t cols, const float* x,
                       float* y) {
        note_width(cols);
        for (std::size_t i = 0; i < rows * cols; ++i) y[i] = std::max(0.0F, x[i]);
    };
    table.backward = [](const glia_activation_t*, const double*, std::size_t rows, std::size_t cols, const float*,
                        const float* y, const float* dy, float* dx) {
        note_width(cols);
        for (std::size_t i = 0; i < rows * cols; ++i) dx[i] = y[i] > 0 ? dy[i] : 0;
    };
    Registry::process().register_activation(table);
    ASSERT_TRUE(table.flags & GLIA_ACTIVATION_ELEMENTWISE);
    const Outcome with_relu = train("5:relu 3:relu 1:identity", make_sums(50, 4), "sgd", false);
    const Outcome online = train("5:notes_widths 3:notes_widths 1:identity", make_sums(50, 4), "sgd", false);
    EXPECT_EQ(widths, (std::set<std::size_t>{3, 5}));
    EXPECT_EQ(online.parameters, with_relu.parameters);
    Registry::process().unregister_activation("notes_widths");
}

}  // namespace
}  // namespace glia::test
