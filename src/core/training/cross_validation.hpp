// One recipe trained and validated on fold after fold.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/training/trainer.hpp"

namespace glia {

// What came out of one fold: each figure by its public name, in the same order for every fold of a recipe.
using FoldFigures = std::vector<NamedFigure>;

// The names of a fold's figures, in their order, for a recipe that follows these metrics.
std::vector<std::string> fold_figure_names(std::span<const std::string> metrics);

// A model of the same layers, with first parameters, and with scaling of the same kind fitted to `train`. Throws Error
// for a bad initializer, or rows that scaling cannot be fitted to.
template <class T>
std::shared_ptr<Model<T>> fresh_model(const Model<T>& model, const Dataset& train, std::string_view initializer,
                                      std::uint64_t seed);

// Trains on the first part and evaluates on the second, which is also the validation set.
template <class T>
FoldFigures run_fold(Trainer<T>& trainer, const Split& parts);

// The mean, and the standard deviation of a sample: sqrt(sum (v - mean)^2 / (k - 1)). NaN where there are too few.
struct Summary {
    double mean;
    double deviation;
};
Summary summarize(std::span<const double> values);

}  // namespace glia
