#include "core/losses/output_checks.hpp"

#include <array>
#include <limits>
#include <optional>

#include "base/error.hpp"
#include "glia/plugin.h"

namespace glia {
namespace {

// What an activation gives for a number, as evidence.
struct Evidence {
    float x;
    float y;
};

// An output outside [low, high], if trying some numbers finds one.
std::optional<Evidence> find_outside(const Activation& activation, float low, float high) {
    constexpr std::array<float, 8> tried = {-1, 2, -3, 10, -0.5F, 0.5F, 5, -10};
    constexpr float rounding = 16 * std::numeric_limits<float>::epsilon();
    if (!activation.has(GLIA_ACTIVATION_ELEMENTWISE)) return std::nullopt;  // an output would depend on its neighbours
    std::array<float, tried.size()> y{};
    activation.forward(tried.size(), 1, tried.data(), y.data());
    for (std::size_t i = 0; i < tried.size(); ++i) {
        if (y[i] < low - rounding || y[i] > high + rounding) return Evidence{tried[i], y[i]};
    }
    return std::nullopt;
}

// `otherwise` is what else the user may do.
void require_probabilities(std::string_view who, const OutputLayer& layer, std::string_view otherwise) {
    if (layer.activation == nullptr) return;
    if (const auto found = find_outside(*layer.activation, 0, 1)) {
        throw invalid(
            "{} needs outputs in [0, 1]; the output layer's {} gives {:.3g} for {}: end the model in sigmoid (or "
            "softmax), or {}",
            who, layer.activation->name(), found->y, found->x, otherwise);
    }
}

}  // namespace

void check_probability_layer(std::string_view loss, const OutputLayer& layer) {
    require_probabilities(loss, layer, "take a loss for amounts, such as mse");
}

void check_probability_metric(std::string_view metric, const OutputLayer& layer) {
    require_probabilities(format("metric '{}'", metric), layer, "take another metric");
}

void check_distribution_layer(std::string_view loss, const OutputLayer& layer) {
    if (layer.outputs < 2) {
        throw invalid(
            "{} needs an output for each class, so 2 or more; the model has {} (for one output, take "
            "binary_crossentropy)",
            loss, layer.outputs);
    }
    if (layer.activation != nullptr && layer.activation->has(GLIA_ACTIVATION_ELEMENTWISE)) {
        throw invalid(
            "{} needs outputs that are one distribution; the output layer's {} computes each alone: end the model in "
            "softmax, or for several labels in a row take binary_crossentropy and sigmoid",
            loss, layer.activation->name());
    }
}

void check_rate_layer(std::string_view loss, const OutputLayer& layer) {
    if (layer.activation == nullptr) return;
    if (const auto found = find_outside(*layer.activation, 0, std::numeric_limits<float>::infinity())) {
        throw invalid(
            "{} needs outputs of 0 or more; the output layer's {} gives {:.3g} for {}: end the model in softplus or "
            "relu",
            loss, layer.activation->name(), found->y, found->x);
    }
}

void check_score_layer(std::string_view loss, const OutputLayer& layer) {
    if (layer.activation == nullptr) return;
    if (!layer.activation->has(GLIA_ACTIVATION_LOGISTIC | GLIA_ACTIVATION_SOFTMAX)) return;
    throw invalid(
        "{} needs scores on either side of 0; the output layer's {} gives probabilities: end the model in identity, or "
        "take {}",
        loss, layer.activation->name(),
        layer.activation->has(GLIA_ACTIVATION_LOGISTIC) ? "binary_crossentropy" : "categorical_crossentropy");
}

}  // namespace glia
