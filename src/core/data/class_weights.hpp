// Weights of classes, so that a class of few rows is not drowned by one of many: each row of a class counts by its
// class's weight, beside the weight of its own that it may have.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/spec.hpp"
#include "core/data/dataset.hpp"

namespace glia {

// The rules by which weights are made from a data set: none, balanced.
std::span<const SpecDefinition> class_weight_definitions();

// w_c = n / (k n_c), where n is the number of rows, n_c those of class c and k the classes that have any: the weights
// of all rows have the mean 1. A class without rows gets 0. (King and Zeng, Logistic Regression in Rare Events Data,
// 2001, as scikit-learn's class_weight="balanced" writes it)
std::vector<double> balanced_class_weights(const Dataset& dataset);

// Each row's weight times its class's. Throws Error for a data set without classes, or with another number of them.
Dataset weigh_classes(const Dataset& dataset, std::span<const double> weights);

// What a trainer does about classes.
class ClassWeights {
 public:
    // Throws Error for a bad spec.
    void set_rule(std::string_view spec);
    // Empty: none. Throws Error for a weight that is not finite or below 0.
    void set_weights(std::vector<double> weights);

    // For comparison: the rule, or the weights.
    std::string text() const;

    bool none() const noexcept { return !balanced_ && weights_.empty(); }
    // The training set with its classes weighed. Throws Error as weigh_classes.
    Dataset apply(const Dataset& train) const;

 private:
    bool balanced_ = false;
    std::vector<double> weights_;
};

}  // namespace glia
