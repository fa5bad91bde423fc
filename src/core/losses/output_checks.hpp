// What losses, and metrics of probabilities, ask of a model's output layer. Each check throws Error that says what to
// change; where a layer does not tell what it may give, outputs are judged in the step where they appear.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/layers/activation.hpp"

namespace glia {

struct OutputLayer {
    std::size_t outputs;
    const Activation* activation = nullptr;  // null: the last layer has none
};

// Probabilities, each in [0, 1].
void check_probability_layer(std::string_view loss, const OutputLayer& layer);

// The same for a metric.
void check_probability_metric(std::string_view metric, const OutputLayer& layer);

// Two or more outputs that share one probability: an activation that computes each alone cannot make them do that.
void check_distribution_layer(std::string_view loss, const OutputLayer& layer);

// Expected counts, 0 or more.
void check_rate_layer(std::string_view loss, const OutputLayer& layer);

// Scores on either side of 0, which probabilities are not.
void check_score_layer(std::string_view loss, const OutputLayer& layer);

}  // namespace glia
