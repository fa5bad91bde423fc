// One recipe trained and validated on fold after fold.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/training/trainer.hpp"

namespace glia {

struct FoldFigures {
    double loss = no_figure;
    double accuracy = no_figure;
    double training_loss = no_figure;
    double training_accuracy = no_figure;
    double epochs = 0;
    double seconds = 0;
    double training_rows = 0;
    double validation_rows = 0;
};

// A figure by its public name. Throws Error for a name that is none.
double FoldFigures::*find_fold_figure(std::string_view name);

// A model of the same layers, with first parameters, and with scaling of the same kind fitted to `train`. Throws Error
// for a bad initializer, or rows that scaling cannot be fitted to.
template <class T>
std::shared_ptr<Model<T>> fresh_model(const Model<T>& model, const Dataset& train, std::string_view initializer,
                                      std::uint64_t seed);

// Trains on the first part and evaluates on the second, which is also the validation set.
template <class T>
FoldFigures run_fold(Trainer<T>& trainer, const Split& parts);

// The mean, and the standard deviation of a sample: sqrt(sum (v - mean)^2 / (k - 1)).
struct Summary {
    double mean;
    double deviation;
};
Summary summarize(std::span<const FoldFigures> folds, double FoldFigures::*figure);

}  // namespace glia
