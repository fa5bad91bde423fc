#include "core/data/class_weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "core/data/each_row.hpp"

namespace glia {
namespace {

const std::vector<SpecDefinition>& definitions() {
    static const std::vector<SpecDefinition> list = {
        {"balanced", "rows / (classes * rows of the class): every class counts as much as any other", {}},
        {"none", "every row counts alike, whatever its class", {}},
    };
    return list;
}

void require_classes(const Dataset& dataset) {
    if (dataset.has_classes()) return;
    throw invalid(
        "class weights need a training set of classes; this one has target values: give weights of rows instead "
        "(glia_dataset_with_weights), or set none");
}

// Large weights of a row and of its class must not make infinity of each other.
float product(double class_weight, float row_weight, std::size_t row) {
    const double weight = class_weight * static_cast<double>(row_weight);
    if (weight <= std::numeric_limits<float>::max()) return static_cast<float>(weight);
    throw invalid("row {} (from 0) has the weight {} and its class {}; together they are more than float32 can hold",
                  row, row_weight, class_weight);
}

std::vector<float> narrowed(std::span<const double> weights) {
    std::vector<float> result;
    for (std::size_t c = 0; c < weights.size(); ++c) {
        if (weights[c] > std::numeric_limits<float>::max()) {
            throw invalid("the weight of class {} is {}, which is more than float32 can hold", c, weights[c]);
        }
        result.push_back(static_cast<float>(weights[c]));
    }
    return result;
}

}  // namespace

std::span<const SpecDefinition> class_weight_definitions() {
    return definitions();
}

std::vector<double> balanced_class_weights(const Dataset& dataset) {
    require_classes(dataset);
    const std::vector<std::size_t> rows = count_classes(dataset);
    const auto present = rows.size() - static_cast<std::size_t>(std::count(rows.begin(), rows.end(), std::size_t{0}));
    std::vector<double> weights(rows.size());
    for (std::size_t c = 0; c < rows.size(); ++c) {
        if (rows[c] == 0) continue;
        weights[c] =
            static_cast<double>(dataset.rows()) / (static_cast<double>(present) * static_cast<double>(rows[c]));
    }
    return weights;
}

Dataset weigh_classes(const Dataset& dataset, std::span<const double> weights) {
    require_classes(dataset);
    if (weights.size() != dataset.class_count()) {
        throw invalid("there are {} class weights; the training set has {} classes, and each needs one", weights.size(),
                      dataset.class_count());
    }
    if (dataset.streamed()) return dataset.with_class_weights(narrowed(weights));
    std::vector<float> of_rows(dataset.rows());
    for (std::size_t i = 0; i < of_rows.size(); ++i) {
        of_rows[i] = product(weights[static_cast<std::size_t>(dataset.class_of(i))], dataset.weight(i), i);
    }
    return dataset.with_weights(std::move(of_rows));
}

void ClassWeights::set_rule(std::string_view text) {
    const Spec spec = parse_spec("class_weight", text);
    bind_spec("class_weight", spec, find_definition("class_weight", spec.name, definitions()));
    balanced_ = spec.name == "balanced";
    weights_.clear();
}

void ClassWeights::set_weights(std::vector<double> weights) {
    for (std::size_t c = 0; c < weights.size(); ++c) {
        if (std::isfinite(weights[c]) && weights[c] >= 0) continue;
        throw invalid("the weight of class {} is {}; it must be finite and not below 0", c, weights[c]);
    }
    weights_ = std::move(weights);
    balanced_ = false;
}

std::string ClassWeights::text() const {
    if (balanced_) return "balanced";
    std::string text;
    for (const double weight : weights_) text += (text.empty() ? "" : " ") + format_number(weight);
    return text.empty() ? "none" : text;
}

Dataset ClassWeights::apply(const Dataset& train) const {
    if (none()) return train;
    return weigh_classes(train, balanced_ ? balanced_class_weights(train) : weights_);
}

}  // namespace glia
