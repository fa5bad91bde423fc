#include "core/layers/layer_factory.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "core/layers/dense.hpp"
#include "core/layers/layers.hpp"
#include "core/limits.hpp"

namespace glia {
namespace {

void check_revision(const LayerDescription& description, const Activation& activation) {
    const std::uint32_t wanted = description.activation_revision;
    const std::uint32_t present = activation.table().revision;
    if (wanted == 0 || wanted == present) return;
    throw error(
        GLIA_ERROR_UNSUPPORTED,
        "the model was made with revision {} of activation '{}', but revision {} is installed; it would compute "
        "something else",
        wanted, activation.name(), present);
}

constexpr std::string_view dense_kind = "dense";
constexpr std::string_view activation_kind = "activation";

const std::vector<SpecDefinition>& definitions() {
    static const std::vector<SpecDefinition> list = {
        {"alpha_dropout", "dropout that keeps mean and variance, for selu", {{"rate", 0.5, 0, 1, false, true}}},
        {"batch_norm",
         "normalizes each column by its mean and variance in the batch; running ones in prediction",
         {{"momentum", 0.1, 0, 1, true, false}, {"epsilon", 1e-5, 0, 1, true, false}}},
        {"dropout", "sets elements to 0 at random while training", {{"rate", 0.5, 0, 1, false, true}}},
        {"layer_norm", "normalizes each row by its mean and variance", {{"epsilon", 1e-5, 0, 1, true, false}}},
        {"residual", "adds the input of the layer that stands `span` layers before", {{"span", 2, 1, GLIA_MAX_LAYERS}}},
    };
    return list;
}

void check_equal_width(const LayerDescription& description, std::size_t inputs) {
    if (description.units == 0 || description.units == inputs) return;
    throw invalid("layer '{}' has {} units after {}; it gives as many numbers as it takes", description.kind,
                  description.units, inputs);
}

// A layer that is described by its spec alone.
template <class T>
std::shared_ptr<const Layer<T>> make_plain_layer(const LayerDescription& description, std::size_t inputs) {
    const Spec spec = parse_spec("layer", description.kind);
    const SpecDefinition& definition = find_definition("layer", spec.name, definitions());
    const std::vector<double> v = bind_spec("layer", spec, definition);
    const std::string shortest = format_spec(definition, v);
    check_equal_width(description, inputs);
    if (!description.activation.empty()) throw invalid("layer '{}' takes no activation", description.kind);
    if (spec.name == "alpha_dropout") return std::make_shared<const AlphaDropout<T>>(inputs, shortest, v[0]);
    if (spec.name == "batch_norm") return std::make_shared<const BatchNorm<T>>(inputs, shortest, v[0], v[1]);
    if (spec.name == "dropout") return std::make_shared<const Dropout<T>>(inputs, shortest, v[0]);
    if (spec.name == "layer_norm") return std::make_shared<const LayerNorm<T>>(inputs, shortest, v[0]);
    if (v[0] != std::floor(v[0])) {
        throw invalid("layer 'residual': span is {}; it must be a whole number", format_number(v[0]));
    }
    return std::make_shared<const Residual<T>>(inputs, shortest, static_cast<std::size_t>(v[0]));
}

}  // namespace

std::span<const SpecDefinition> layer_definitions() {
    return definitions();
}

bool is_known_kind(std::string_view kind) {
    if (kind == dense_kind || kind == activation_kind) return true;
    const std::string name = parse_spec("layer", kind).name;
    return std::any_of(definitions().begin(), definitions().end(), [&](const auto& each) { return each.name == name; });
}

template <class T>
std::shared_ptr<const Layer<T>> make_layer(const LayerDescription& description, std::size_t inputs,
                                           const ActivationFinder& find) {
    if (description.kind != dense_kind && description.kind != activation_kind) {
        return make_plain_layer<T>(description, inputs);
    }
    const std::size_t units =
        description.kind == activation_kind && description.units == 0 ? inputs : description.units;
    check_width("units", units);
    Activation activation = make_activation(description.activation, find);
    check_revision(description, activation);
    if (description.kind == dense_kind) {
        return std::make_shared<const Dense<T>>(inputs, description.units, std::move(activation));
    }
    check_equal_width(description, inputs);
    return std::make_shared<const ActivationLayer<T>>(inputs, std::move(activation));
}

template std::shared_ptr<const Layer<float>> make_layer(const LayerDescription&, std::size_t, const ActivationFinder&);
template std::shared_ptr<const Layer<double>> make_layer(const LayerDescription&, std::size_t, const ActivationFinder&);

}  // namespace glia
