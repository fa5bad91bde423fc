#include "plugin/foreign_names.hpp"

#include <algorithm>
#include <utility>

namespace glia {
namespace {

// Without '_', so that LogSigmoid, log_sigmoid and LOG_SIGMOID are one. FANN's slopes are those of its default
// steepness, 0.5.
constexpr std::pair<std::string_view, std::string_view> foreign_names[] = {
    {"fannlinear", "identity"},
    {"fannthreshold", "step"},
    {"fannthresholdsymmetric", "step_symmetric"},
    {"fannsigmoid", "sigmoid"},
    {"fannsigmoidstepwise", "sigmoid"},
    {"fannsigmoidsymmetric", "scaled_tanh(scale=1, steepness=0.5)"},
    {"fannsigmoidsymmetricstepwise", "scaled_tanh(scale=1, steepness=0.5)"},
    {"fanngaussian", "gaussian"},
    {"fanngaussiansymmetric", "gaussian_symmetric"},
    {"fanngaussianstepwise", "gaussian"},
    {"fannelliot", "elliot_sigmoid"},
    {"fannelliotsymmetric", "elliot"},
    {"fannlinearpiece", "hard_tanh(low=0, high=1)"},
    {"fannlinearpiecesymmetric", "hard_tanh"},
    {"fannlinearpiecerect", "relu"},
    {"fannlinearpiecerectleaky", "leaky_relu"},
    {"fannsin", "unit_sine(frequency=0.5)"},
    {"fanncos", "unit_cosine(frequency=0.5)"},
    {"fannsinsymmetric", "sine(frequency=0.5)"},
    {"fanncossymmetric", "cosine(frequency=0.5)"},
    {"linear", "identity"},
    {"none", "identity"},
    {"logistic", "sigmoid"},
    {"inplacesoftmax", "softmax"},
    {"hardsilu", "hard_swish"},
    {"thresholdedrelu", "threshold(theta=1)"},
    {"rrelu", "leaky_relu(alpha=0.22916666666666666)"},
    {"softmax2d", "softmax"},
    {"exp", "exponential"},
    {"sin", "sine"},
    {"cos", "cosine"},
    {"heaviside", "step"},
    {"sign", "step_symmetric"},
    {"relusquared", "squared_relu"},
    {"relu2", "squared_relu"},
    {"geluquick", "quick_gelu"},
    {"gelunew", "gelu_tanh"},
    {"elliott", "elliot"},
};

// What glia has no activation for, and what to take instead.
constexpr std::pair<std::string_view, std::string_view> foreign_layers[] = {
    {"glu", "it halves the number of columns, which no activation of glia does; 'silu' gates a column with itself"},
    {"gumbelsoftmax", "it draws random numbers, which no activation of glia does; 'softmax' is the same without them"},
    {"multiheadattention", "it is a layer, which glia does not have"},
    {"adaptivelogsoftmaxwithloss",
     "it is a layer with a loss; take 'softmax' and the loss 'categorical_crossentropy', or 'log_softmax'"},
};

std::string letters(std::string_view name) {
    std::string result;
    for (const char c : name) {
        if (c == '_') continue;
        result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

template <class Table>
std::string looked_up(const Table& table, std::string_view name) {
    const std::string wanted = letters(name);
    const auto* const found =
        std::find_if(std::begin(table), std::end(table), [&](const auto& each) { return each.first == wanted; });
    return found == std::end(table) ? "" : std::string(found->second);
}

}  // namespace

std::string spec_of_foreign_name(std::string_view name) {
    return looked_up(foreign_names, name);
}

std::string reason_against_foreign_name(std::string_view name) {
    return looked_up(foreign_layers, name);
}

std::string same_but_for_spelling(std::string_view name, std::span<const std::string> known) {
    const std::string wanted = letters(name);
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const auto& each) { return letters(each) == wanted; });
    return found == known.end() ? "" : *found;
}

}  // namespace glia
