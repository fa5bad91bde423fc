#include "network.hpp"

#include <charconv>

#include "glia/scaling.h"
#include "glia/spec.h"
#include "json.hpp"

namespace glia::cli {
namespace {

constexpr const char* default_activation = "relu";
constexpr std::string_view blanks = " \t\r\n";

// Cuts at blanks, but not inside the parentheses of a spec.
std::vector<std::string_view> split_layers(std::string_view text) {
    std::vector<std::string_view> layers;
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool blank = i == text.size() || (depth == 0 && blanks.find(text[i]) != std::string_view::npos);
        if (blank) {
            if (i > begin) layers.push_back(text.substr(begin, i - begin));
            begin = i + 1;
        } else if (text[i] == '(') {
            ++depth;
        } else if (text[i] == ')') {
            --depth;
        }
    }
    return layers;
}

LayerChoice parse_dense(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view number = text.substr(0, colon);
    std::size_t units = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), units);
    if (error != std::errc{} || end != number.data() + number.size() || units < 1 || units > GLIA_MAX_WIDTH) {
        throw Failure("'" + std::string(text) +
                      "' is not a layer; a layer is UNITS:ACTIVATION, such as 128:relu, with " + "units from 1 to " +
                      std::to_string(GLIA_MAX_WIDTH));
    }
    return {units, colon == std::string_view::npos ? default_activation : std::string(text.substr(colon + 1))};
}

LayerChoice parse_layer(std::string_view text) {
    if (text.front() == ':') return {0, std::string(text.substr(1))};
    const bool is_name = text.front() >= 'a' && text.front() <= 'z';
    return is_name ? LayerChoice{0, "", std::string(text)} : parse_dense(text);
}

void check_layer(const LayerChoice& layer) {
    const bool is_spec = !layer.spec.empty();
    check(glia_spec_check(is_spec ? "layer" : "activation", (is_spec ? layer.spec : layer.activation).c_str()));
}

void add_layer(glia_model* model, const LayerChoice& layer) {
    if (!layer.spec.empty()) {
        check(glia_model_add_layer(model, layer.spec.c_str()));
    } else if (layer.units == 0) {
        check(glia_model_add_activation(model, layer.activation.c_str()));
    } else {
        check(glia_model_add_dense(model, layer.units, layer.activation.c_str()));
    }
}

bool has_categories(const glia_dataset* dataset) {
    for (std::size_t i = 0; i < glia_dataset_features(dataset); ++i) {
        if (glia_dataset_category_count(dataset, i) > 0) return true;
    }
    return false;
}

// Where nothing is asked for and nothing needed, columns are inputs as they stand.
void scale_inputs(glia_model* model, const glia_dataset* train, const ScalingChoice& scaling) {
    const bool asked_for = (!scaling.inputs.empty() && scaling.inputs != "none") || !scaling.missing.empty();
    if (!asked_for && !has_categories(train) && glia_dataset_has_missing(train) == 0) return;
    const char* const inputs = scaling.inputs.empty() ? "none" : scaling.inputs.c_str();
    const char* const missing = scaling.missing.empty() ? "refuse" : scaling.missing.c_str();
    check(glia_model_scale_inputs(model, train, inputs, missing));
}

// "softmax" of "softmax" and of " softmax ( ) ".
std::string spec_name(const std::string& spec) {
    const std::size_t begin = spec.find_first_not_of(blanks);
    if (begin == std::string::npos) return "";
    const std::size_t end = spec.find_first_of("( \t", begin);
    return spec.substr(begin, end == std::string::npos ? end : end - begin);
}

// The shifts of normalizations are called bias too, but are none.
void initialize_biases(glia_model* model, const std::string& initializer, std::uint64_t seed) {
    const Json described = Json::parse(text([&](auto... out) { return glia_model_describe_json(model, out...); }));
    const Json& layers = described.at("layers");
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i].at("kind") != "dense") continue;
        check(glia_model_initialize_tensor(model, i, "bias", initializer.c_str(), seed));
    }
}

bool is_of_a_distribution(const std::string& loss) {
    return loss == "categorical_crossentropy" || loss == "kl_divergence";
}

std::string output_activation(std::size_t classes, const std::string& loss) {
    if (loss == "binary_crossentropy") return "sigmoid";
    if (is_of_a_distribution(loss)) return "softmax";
    if (loss == "hinge") return "identity";
    if (loss == "poisson") return "softplus";
    if (classes == 0) return loss == "focal" ? "sigmoid" : "identity";
    return classes == 2 ? "sigmoid" : "softmax";
}

}  // namespace

std::vector<LayerChoice> parse_network(std::string_view text) {
    std::vector<LayerChoice> layers;
    if (text == "-") return layers;
    for (const std::string_view layer : split_layers(text)) {
        layers.push_back(parse_layer(layer));
        check_layer(layers.back());
    }
    return layers;
}

LayerChoice choose_output(const glia_dataset* dataset, const std::string& loss, const std::string& activation) {
    const std::size_t classes = glia_dataset_class_count(dataset);
    if (classes == 1) throw Failure("all rows are of one class; there is nothing to tell apart");
    const std::string loss_name = spec_name(loss);
    const std::string chosen = activation.empty() ? output_activation(classes, loss_name) : activation;
    if (classes == 0) return {glia_dataset_outputs(dataset), chosen};
    // Scores of hinge too: the larger of two is the class, as with any number of classes.
    const bool over_classes = spec_name(chosen) == "softmax" || is_of_a_distribution(loss_name) || loss_name == "hinge";
    return {classes == 2 && !over_classes ? 1 : classes, chosen};
}

Model build_model(const glia_dataset* train, const ScalingChoice& scaling, const std::vector<LayerChoice>& layers,
                  const FirstValues& first, std::uint64_t seed) {
    Model model =
        create<glia_model>([&](glia_model** out) { return glia_model_create(out, glia_dataset_features(train)); });
    scale_inputs(model.get(), train, scaling);
    for (const LayerChoice& layer : layers) add_layer(model.get(), layer);
    if (!scaling.targets.empty()) check(glia_model_scale_targets(model.get(), train, scaling.targets.c_str()));
    check(glia_model_initialize(model.get(), first.weights.c_str(), seed));
    if (!first.biases.empty()) initialize_biases(model.get(), first.biases, seed);
    return model;
}

}  // namespace glia::cli
