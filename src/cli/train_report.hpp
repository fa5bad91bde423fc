// What glia train tells before a fit and after it.
#pragma once

#include <string>

#include "train_data.hpp"
#include "train_options.hpp"

namespace glia::cli {

// "iris.csv: 150 rows, 4 features, 3 classes", and who gets them; then the network.
void announce(const TrainOptions& options, const TrainData& data, const glia_model* model);

// "interrupted in epoch 3 of 20"
std::string where_interrupted(const glia_trainer* trainer);

// How long it went on, and how the parameters that are kept did when they were last measured.
void sum_up(const TrainOptions& options, const glia_trainer* trainer, double seconds);

}  // namespace glia::cli
