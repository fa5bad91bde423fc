// Which losses can follow which output layers.
#include "core/training/objective.hpp"

#include <gtest/gtest.h>

#include "core/network.hpp"

namespace glia {
namespace {

using test::make_model;

// "" where the loss is taken.
std::string refusal(const std::string& layers, const std::string& loss) {
    const auto model = make_model(2, layers);
    try {
        const Objective<float> objective(*model, loss);
        return "";
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), GLIA_ERROR_INVALID_ARGUMENT);
        return e.what();
    }
}

TEST(Objective, TakesLossesThatFitTheOutputLayer) {
    const std::vector<std::pair<const char*, const char*>> table = {
        {"2:sigmoid", "binary_crossentropy"},
        {"2:softmax", "binary_crossentropy"},
        {"2:hard_sigmoid", "binary_crossentropy"},
        {"2:sigmoid", "focal"},
        {"2:softmax", "focal"},
        {"2:softmax", "categorical_crossentropy"},
        {"2:softmax", "kl_divergence"},
        {"2:identity", "hinge"},
        {"1:tanh", "hinge"},
        {"2:softplus", "poisson"},
        {"2:relu", "poisson"},
        {"2:sigmoid", "poisson"},
        {"2:softmax", "mse"},
        {"2:sigmoid", "mae"},
        {"2:tanh", "huber"},
        {"2:identity", "quantile"},
        {"2:identity", "log_cosh"},
        // Layers that do not tell what they give are judged in the step.
        {"2:identity batch_norm", "poisson"},
        {"2:sigmoid layer_norm", "categorical_crossentropy"},
    };
    for (const auto& [layers, loss] : table) EXPECT_EQ(refusal(layers, loss), "") << layers << " " << loss;
}

TEST(Objective, RefusesLossesThatDoNotAndSaysWhatToChange) {
    EXPECT_EQ(refusal("2:tanh", "binary_crossentropy"),
              "binary_crossentropy needs outputs in [0, 1]; the output layer's tanh gives -0.762 for -1: end the "
              "model in sigmoid (or softmax), or take a loss for amounts, such as mse");
    EXPECT_EQ(refusal("2:relu", "focal"),
              "focal needs outputs in [0, 1]; the output layer's relu gives 2 for 2: end the model in sigmoid (or "
              "softmax), or take a loss for amounts, such as mse");
    EXPECT_EQ(refusal("2:sigmoid", "categorical_crossentropy"),
              "categorical_crossentropy needs outputs that are one distribution; the output layer's sigmoid computes "
              "each alone: end the model in softmax, or for several labels in a row take binary_crossentropy and "
              "sigmoid");
    EXPECT_EQ(refusal("1:softmax", "kl_divergence"),
              "kl_divergence needs an output for each class, so 2 or more; the model has 1 (for one output, take "
              "binary_crossentropy)");
    EXPECT_EQ(refusal("2:identity", "poisson"),
              "poisson needs outputs of 0 or more; the output layer's identity gives -1 for -1: end the model in "
              "softplus or relu");
    EXPECT_EQ(refusal("2:softmax", "hinge"),
              "hinge needs scores on either side of 0; the output layer's softmax gives probabilities: end the model "
              "in identity, or take categorical_crossentropy");
    EXPECT_EQ(refusal("1:sigmoid", "hinge"),
              "hinge needs scores on either side of 0; the output layer's sigmoid gives probabilities: end the model "
              "in identity, or take binary_crossentropy");
    for (const char* const activation : {"identity", "tanh", "relu", "leaky_relu", "elu", "selu", "softplus",
                                         "softsign", "gelu", "gelu_tanh", "silu", "mish", "hard_swish"}) {
        const std::string layer = std::string("2:") + activation;
        EXPECT_NE(refusal(layer, "binary_crossentropy"), "") << activation;
        EXPECT_NE(refusal(layer, "kl_divergence"), "") << activation;
        const bool never_below_0 = layer == "2:relu" || layer == "2:softplus";
        EXPECT_EQ(refusal(layer, "poisson") == "", never_below_0) << activation;
    }
}

TEST(Objective, SuggestsWhatSuitsTheOutputLayer) {
    EXPECT_STREQ(suitable_loss(*make_model(2, "2:sigmoid")), "binary_crossentropy");
    EXPECT_STREQ(suitable_loss(*make_model(2, "2:softmax")), "categorical_crossentropy");
    EXPECT_STREQ(suitable_loss(*make_model(2, "1:softmax")), "mse");
    EXPECT_STREQ(suitable_loss(*make_model(2, "2:tanh")), "mse");
}

}  // namespace
}  // namespace glia
